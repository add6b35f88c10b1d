"""Marks on a text as a page tells them: the text in pieces, and a note on each place."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from courses.dignity.queries import is_wording_reviewed
from courses.dignity.rules import Mark, Segment, segments, told_once

# A page of notes that nobody reads to its end helps nobody.
MOST_NOTES = 40
ADVICE: dict[str, Promise] = {
    "high": gettext_lazy("Better rewritten"),
    "medium": gettext_lazy("Better rewritten, unless there is a strong reason"),
    "low": gettext_lazy("Consider another word"),
    "info": gettext_lazy("Probably fine here"),
}
# Why a mark is milder than its words alone would be; names as the lexicon has them.
EXCEPTIONS: dict[str, Promise] = {
    "talking-about-the-word": gettext_lazy("Your sentence seems to speak about the word itself."),
    "negated": gettext_lazy("Your sentence denies it."),
    "critical-quotation": gettext_lazy("It stands in quotation marks, and a sentence beside it answers."),
    "attributed-quotation": gettext_lazy("Somebody is quoted, but nothing answers the words."),
}


@dataclass(frozen=True)
class Note:
    """A mark as the page tells it."""

    mark: Mark
    number: int
    advice: Promise
    exception: Promise | None


@dataclass(frozen=True)
class ToldWording:
    """A checked text: in pieces, with notes; ``left_off`` counts places that are not shown."""

    segments: list[Segment]
    notes: list[Note]
    left_off: int
    language: str
    is_reviewed: bool

    @property
    def flags(self) -> int:
        """How many places had better be rewritten."""
        return sum(1 for note in self.notes if note.mark.is_flag)


def told_wording(text: str, found: list[Mark], *, language: str) -> ToldWording:
    """Return what a page tells of the marks found on ``text``. Raises KeyError for an unknown language."""
    marks = told_once(found)
    shown = marks[:MOST_NOTES]
    return ToldWording(
        segments=segments(text, shown),
        notes=[_note(mark, number) for number, mark in enumerate(shown, start=1)],
        left_off=len(marks) - len(shown),
        language=language,
        is_reviewed=is_wording_reviewed(language),
    )


def _note(mark: Mark, number: int) -> Note:
    return Note(mark, number, ADVICE[mark.severity], EXCEPTIONS.get(mark.exception))
