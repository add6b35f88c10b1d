"""H5P as a kind of activity: practice, scored in the browser and so never part of a certificate."""

import uuid

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.activities.contract import (
    ActivityView,
    AnswerRefused,
    LearnerState,
    Outcome,
    PlacedActivity,
    Trust,
)
from courses.activities.runtimes.h5p.frozen import Content, advice, content_in, frozen_content
from courses.activities.runtimes.h5p.models import H5PActivity
from courses.activities.runtimes.h5p.rules.statements import StatementRefused, read_statement
from courses.months import months_after


class H5PKind:
    """A package in a frame; what it says of the learner is kept as practice."""

    slug = "h5p"
    name = gettext_lazy("H5P package")
    trust: Trust = "browser"

    def freeze(self, activity, language: str) -> Content:
        """Return the activity as last published, in ``language`` where it is translated."""
        found = H5PActivity.behind(activity)
        if found is None or not found.live or advice(found):
            return {"is_missing": True, "reading_text": ""}
        return content_in(found, language)

    def render(self, placed: PlacedActivity, state: LearnerState, view: ActivityView) -> str:
        """Return the place where the package starts when somebody asks for it, and what came of it so far."""
        context = {
            "key": str(placed.key),
            "h5p": placed.content,
            "view": view,
            "player": f"{view.page}play/{placed.key}/" if view.page else "",
            "is_done": state.completed,
            "percent": None if state.score is None else round(state.score * 100),
            "is_foreign": placed.content.get("language") != placed.content.get("page_language"),
            "idempotency_key": uuid.uuid4(),
        }
        return render_to_string("courses/h5p.html", context, request=view.request)

    def handle(self, placed: PlacedActivity, answer) -> Outcome:
        """Keep one statement about the whole package. Raises AnswerRefused for every other one."""
        if placed.content.get("is_missing"):
            raise AnswerRefused(_("This page is not written yet."))
        try:
            said = read_statement(answer.get("statement", ""), placed.key)
        except StatementRefused as refusal:
            raise AnswerRefused(_("This result could not be read, so it was not kept.")) from refusal
        return Outcome(
            activity_key=placed.key,
            completed=said.completed,
            score=said.score,
            trust=self.trust,
            response=None if placed.is_sensitive else {"statement": said.kept},
            keep_response_until=months_after(timezone.localdate(), settings.RAW_ANSWERS_KEPT_MONTHS),
        )

    def twin(self, content: Content) -> str:
        """Return the activity in words."""
        if content.get("is_missing"):
            return ""
        return render_to_string("courses/h5p_twin.html", {"h5p": content})

    def check(self, activity) -> list[str]:
        """Return what the author should mend."""
        found = H5PActivity.behind(activity)
        return advice(found) if found else [_("No package belongs to this activity yet.")]


class PackageNotReady(PermissionDenied):
    """The activity cannot be published yet; the message says what to mend."""


def require_ready(activity: H5PActivity) -> None:
    """Raise PackageNotReady when there is nothing to play, or nothing to read instead."""
    flaws = advice(activity)
    if flaws:
        raise PackageNotReady(" ".join(flaws))


def preview_context(activity: H5PActivity, context: dict) -> dict:
    """Return what the preview shows: the draft as a reader without an account meets it, and what to mend."""
    content = frozen_content(activity)
    return {
        **context,
        "h5p": content,
        "key": "preview",
        "player": reverse("cms_h5p_play", args=[content["package"]]) if content["package"] else "",
        "view": ActivityView(request=context.get("request"), action="", is_stored=False),
        "problems": advice(activity),
        "LANGUAGE_CODE": content["language"],
    }
