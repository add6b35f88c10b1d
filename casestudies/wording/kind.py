"""The wording desk, a kind of activity: somebody writes a text anew, it is checked, shown and forgotten."""

import uuid

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.models import WordingTask
from casestudies.wording.advice import POSITIONS, marks_on, wording_advice, wording_doubts
from casestudies.wording.frozen import Content, content_in, frozen_content
from casestudies.wording.rules import LONGEST_REWRITING
from courses.api import (
    ActivityView,
    AnswerRefused,
    LanguageNotReviewed,
    LearnerState,
    Outcome,
    PlacedActivity,
    ToldWording,
    Trust,
    Unchecked,
    public_wording,
    refuse_unreadable,
    told_wording,
    wording_languages,
)

REFUSALS = {
    "empty": gettext_lazy("Write your own version first, or look at ours at once."),
    "too long": gettext_lazy(
        "This is longer than 2,000 characters. Write less; leave out what nobody needs."
    ),
    "not text": gettext_lazy("This holds characters that are no text. Copy it once more, or type it."),
    "other script": gettext_lazy("Write in the language of the original, in its letters."),
}
# What everybody may see at any time.
BEFORE = ("form", "language", "title", "opening", "original", "is_missing")


class WordingKind:
    """A text to write anew. What somebody writes is checked and forgotten; only "done" is recorded."""

    slug = "wording"
    name = gettext_lazy("Wording desk")
    trust: Trust = "server"

    def freeze(self, activity, language: str) -> Content:
        """Return the text as last published, in ``language`` where its translation matches."""
        task = WordingTask.behind(activity)
        if task is None or not task.live or wording_advice(task):
            return {"is_missing": True, "reading_text": ""}
        return content_in(task, language)

    def render(self, placed: PlacedActivity, state: LearnerState, view: ActivityView) -> str:
        """Return the desk; the model answers and what the check says come only after an answer."""
        context = {
            "key": str(placed.key),
            "view": view,
            "is_foreign": placed.content.get("language") != placed.content.get("page_language"),
            "idempotency_key": uuid.uuid4(),
            **_shown(placed.content, state, view),
        }
        return render_to_string("casestudies/wording.html", context, request=view.request)

    def handle(self, placed: PlacedActivity, answer) -> Outcome:
        """Take a rewriting, or the wish to see the model answers at once. Raises AnswerRefused.

        The text goes along as feedback, which is shown once and kept nowhere.
        """
        if placed.content.get("is_missing"):
            raise AnswerRefused(_("This exercise is not written yet."))
        if answer.get("look"):
            return Outcome(activity_key=placed.key, completed=False, feedback={"looked": True})
        text = answer.get("text", "").replace("\r\n", "\n").strip()
        _refuse(text, placed.content["language"])
        return Outcome(activity_key=placed.key, completed=True, feedback={"text": text})

    def twin(self, content: Content) -> str:
        """Return the original with lines to write on by hand; the model answers stay on the site."""
        if content.get("is_missing"):
            return ""
        return render_to_string("casestudies/wording_twin.html", {"task": _before(content)})

    def check(self, activity) -> list[str]:
        """Return what the author should mend or look at again."""
        task = WordingTask.behind(activity)
        if task is None:
            return [_("No text to rewrite belongs to this activity yet.")]
        return wording_advice(task) + wording_doubts(task)


def _refuse(text: str, language: str) -> None:
    """Raise AnswerRefused for what cannot be checked."""
    try:
        refuse_unreadable(text, language)
        if len(text) > LONGEST_REWRITING:
            raise Unchecked("too long")
    except Unchecked as unchecked:
        raise AnswerRefused(str(REFUSALS[unchecked.reason])) from unchecked


def _before(content: Content) -> Content:
    """Return what everybody may see at any time."""
    return {name: content.get(name) for name in BEFORE}


def _shown(content: Content, state: LearnerState, view: ActivityView) -> dict:
    """Return the part of the context that depends on what somebody has done."""
    context: dict = {"task": _before(content), "longest": LONGEST_REWRITING, "is_done": state.completed}
    sent = state.response or {}
    if content.get("is_missing"):
        return context
    if state.completed or sent.get("looked"):
        context["answers"] = content["answers"]
    if view.problem:
        context["text"] = view.typed.get("text", "") if view.typed else ""
    elif sent:
        context |= _checked(content, sent.get("text", ""))
    return context


def _checked(content: Content, text: str) -> dict:
    """Return what the check says of somebody's text and of the original, where its language is open."""
    told = {"text": text, "told": _told(content, text) if text else None, "was_sent": True}
    return told | {"original_told": _told(content, content["original"]), "is_closed": _is_closed(content)}


def _is_closed(content: Content) -> bool:
    return content["language"] not in wording_languages()


def _told(content: Content, text: str) -> ToldWording | None:
    """Return the marks as a visitor may see them; None while no native reader has reviewed the language."""
    language = content["language"]
    try:
        marks = public_wording(text, language=language, position=POSITIONS[content["form"]])
    except LanguageNotReviewed:
        return None
    return told_wording(text, marks, language=language)


def preview_context(task: WordingTask, context: dict) -> dict:
    """Return what the preview shows: the draft before and after an answer, and what to mend."""
    content = frozen_content(task)
    language = content["language"]
    marks = marks_on(task.original, task.form, language)
    return {
        **context,
        "task": _before(content),
        "longest": LONGEST_REWRITING,
        "key": "preview",
        "view": ActivityView(request=context.get("request"), action="", is_stored=False),
        "answers": content["answers"],
        "original_told": told_wording(task.original, marks, language=language),
        "problems": wording_advice(task),
        "doubts": wording_doubts(task),
        "LANGUAGE_CODE": language,
    }
