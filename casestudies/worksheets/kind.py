"""Reflection and planner, two kinds of activity: shown, filled in on the reader's own device, ticked off."""

import uuid

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.models import Worksheet
from casestudies.worksheets.advice import worksheet_advice
from casestudies.worksheets.frozen import Content, content_in, frozen_content
from courses.api import ActivityView, AnswerRefused, LearnerState, Outcome, PlacedActivity, Trust


class WorksheetKind:
    """Something to write down for oneself. The server hears that it is done, and never what was written."""

    trust: Trust = "server"

    def __init__(self, slug: str, name: str) -> None:
        self.slug = slug
        self.name = name

    def freeze(self, activity, language: str) -> Content:
        """Return the worksheet as last published, in ``language`` where its translation matches."""
        worksheet = Worksheet.behind(activity)
        if worksheet is None or not worksheet.live or worksheet_advice(worksheet):
            return {"is_missing": True, "reading_text": ""}
        return content_in(worksheet, language)

    def render(self, placed: PlacedActivity, state: LearnerState, view: ActivityView) -> str:
        """Return the prompts, the same for everybody, and whether this reader has ticked them off."""
        context = {
            "key": str(placed.key),
            "worksheet": placed.content,
            "view": view,
            "is_done": state.completed,
            "is_foreign": placed.content.get("language") != placed.content.get("page_language"),
            "idempotency_key": uuid.uuid4(),
        }
        return render_to_string("casestudies/worksheet.html", context, request=view.request)

    def handle(self, placed: PlacedActivity, answer) -> Outcome:
        """Take the reader's word that it is done; nothing else in ``answer`` is looked at."""
        if placed.content.get("is_missing"):
            raise AnswerRefused(_("This page is not written yet."))
        return Outcome(activity_key=placed.key, completed=True)

    def twin(self, content: Content) -> str:
        """Return the prompts with lines to write on by hand."""
        if content.get("is_missing"):
            return ""
        return render_to_string("casestudies/worksheet_twin.html", {"worksheet": content})

    def check(self, activity) -> list[str]:
        """Return what the author should mend."""
        worksheet = Worksheet.behind(activity)
        return worksheet_advice(worksheet) if worksheet else [_("No worksheet belongs to this activity yet.")]


KINDS = (
    WorksheetKind("reflection", gettext_lazy("Reflection")),
    WorksheetKind("planner", gettext_lazy("Planner")),
)


def preview_context(worksheet: Worksheet, context: dict) -> dict:
    """Return what the preview shows: the draft as a reader without an account meets it, and what to mend."""
    content = frozen_content(worksheet)
    return {
        **context,
        "worksheet": content,
        "key": "preview",
        "view": ActivityView(request=context.get("request"), action="", is_stored=False),
        "problems": worksheet_advice(worksheet),
        "LANGUAGE_CODE": content["language"],
    }
