"""What the wording check says about a lesson's draft: advice for authors and reviewers, never a lock."""

from dataclasses import dataclass

from courses.content.passages import passages_of
from courses.dignity.queries import is_wording_reviewed, wording_marks
from courses.dignity.rules import Mark, UnknownLanguage, told_once

# A text that hurts in forty places needs another conversation than a list.
MOST_MARKS = 40


@dataclass(frozen=True)
class WordingAdvice:
    """The marks on a draft; ``is_reviewed`` says whether a native reader has gone through the words."""

    marks: list[Mark]
    left_off: int
    is_reviewed: bool


def wording_advice(page) -> WordingAdvice | None:
    """Return the advice for a page with a title and perhaps a body; None where its language has no words."""
    language = page.locale.language_code
    try:
        found = [mark for passage in passages_of(page) for mark in _marks(*passage, language)]
    except UnknownLanguage:
        return None
    return WordingAdvice(
        marks=found[:MOST_MARKS],
        left_off=max(0, len(found) - MOST_MARKS),
        is_reviewed=is_wording_reviewed(language),
    )


def _marks(position: str, text: str, language: str) -> list[Mark]:
    """Return what to look at again; what a lesson quotes in order to speak about it is left alone."""
    marks = wording_marks(text, language=language, position=position)
    return [mark for mark in told_once(marks) if mark.severity != "info"]
