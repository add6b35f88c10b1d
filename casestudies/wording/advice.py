"""What keeps a text to rewrite from being published, and what its author should look at again."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.models import WordingTask
from casestudies.wording import rules
from casestudies.wording.frozen import answers_of, language_of
from courses.api import Mark, wording_marks

# A note to a colleague is read as a text is.
POSITIONS = {"headline": "headline", "caption": "caption", "paragraph": "body", "note": "body"}
SENTENCES = {
    "nothing to mend": gettext_lazy(
        "The check marks nothing in the original: no word, and no details that identify somebody together. "
        "Then there is nothing to rewrite."
    ),
    "few answers": gettext_lazy("It needs two or three model answers, so that none looks like the key."),
    "many answers": gettext_lazy("It has more than three model answers. Keep those that differ most."),
}


class WordingNotReady(PermissionDenied):
    """The text cannot be published as an exercise yet; the message says what to mend."""


def marks_on(text: str, form: str, language: str) -> list[Mark]:
    """Return what the check marks in an author's own text; what is probably fine is left alone."""
    found = wording_marks(text, language=language, position=POSITIONS[form])
    return [mark for mark in found if mark.severity != "info"]


def wording_advice(task: WordingTask) -> list[str]:
    """Return what to mend before publishing; empty when all is well."""
    mended = marks_on(task.original, task.form, language_of(task))
    return [str(SENTENCES[flaw]) for flaw in rules.problems(len(mended), answers_of(task))]


def wording_doubts(task: WordingTask) -> list[str]:
    """Return where a model answer is marked itself: advice, for the check may be wrong there."""
    doubts = []
    for number, answer in enumerate(answers_of(task), start=1):
        words = [mark.words for mark in marks_on(answer.text, task.form, language_of(task))]
        if words:
            sentence = _("Model answer %(number)s is marked itself: “%(words)s”. Look at it again.")
            doubts.append(sentence % {"number": number, "words": words[0]})
    return doubts


def require_ready(task: WordingTask) -> None:
    """Raise WordingNotReady when there is nothing to mend, or nothing to compare with."""
    flaws = wording_advice(task)
    if flaws:
        raise WordingNotReady(" ".join(flaws))
