"""Discussion as a kind of activity: its question stands in the lesson, the talk on its own page."""

import uuid

from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.discussion.frozen import Content, content_in, discussion_advice, frozen_content
from casestudies.discussion.models import Discussion
from courses.api import ActivityView, AnswerRefused, LearnerState, Outcome, PlacedActivity, Trust


class DiscussionKind:
    """A question to colleagues. Done is whoever has read it, or written; nothing is scored."""

    slug = "discussion"
    name = gettext_lazy("Discussion")
    trust: Trust = "server"

    def freeze(self, activity, language: str) -> Content:
        """Return the discussion as last published, in ``language`` where it is translated."""
        discussion = Discussion.behind(activity)
        if discussion is None or not discussion.live or discussion_advice(discussion):
            return {"is_missing": True, "reading_text": ""}
        return content_in(discussion, language)

    def render(self, placed: PlacedActivity, state: LearnerState, view: ActivityView) -> str:
        """Return the question, the way to its page, and whether this reader has ticked it off."""
        context = {
            "key": str(placed.key),
            "discussion": placed.content,
            "thread": _thread_address(placed, view),
            "view": view,
            "is_done": state.completed,
            "is_foreign": placed.content.get("language") != placed.content.get("page_language"),
            "idempotency_key": uuid.uuid4(),
        }
        return render_to_string("casestudies/discussion.html", context, request=view.request)

    def handle(self, placed: PlacedActivity, answer) -> Outcome:
        """Take the reader's word that it is read; nothing else in ``answer`` is looked at."""
        if placed.content.get("is_missing"):
            raise AnswerRefused(_("This page is not written yet."))
        return Outcome(activity_key=placed.key, completed=True)

    def twin(self, content: Content) -> str:
        """Return the question, to be talked about where there is no line."""
        if content.get("is_missing"):
            return ""
        return render_to_string("casestudies/discussion_twin.html", {"discussion": content})

    def check(self, activity) -> list[str]:
        """Return what the author should mend."""
        discussion = Discussion.behind(activity)
        return (
            discussion_advice(discussion)
            if discussion
            else [_("No discussion belongs to this activity yet.")]
        )


def _thread_address(placed: PlacedActivity, view: ActivityView) -> str:
    """Return where contributions are read; "" where the question stands outside a course."""
    code = placed.content.get("code")
    try:
        course = resolve(view.page).kwargs.get("course_slug") if view.page and code else None
    except Resolver404:
        course = None
    return reverse("discussion", args=[course, code]) if course else ""


def preview_context(discussion: Discussion, context: dict) -> dict:
    """Return what the preview shows: the question as a visitor meets it, and what to mend."""
    content = frozen_content(discussion)
    return {
        **context,
        "discussion": content,
        "key": "preview",
        "view": ActivityView(request=context.get("request"), action="", is_stored=False),
        "problems": discussion_advice(discussion),
        "LANGUAGE_CODE": content["language"],
    }
