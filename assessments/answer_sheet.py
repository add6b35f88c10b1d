"""What the pages of a test are given: its questions, what was saved, and what came of it."""

import uuid
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments import rules
from assessments.actions import Saved, given_answer
from assessments.explaining import ExplainedQuestion, explained
from assessments.models import Attempt
from assessments.queries import DrawnQuestion, lesson_by_objective
from assessments.rules import Told
from assessments.showing import AskedQuestion, asked
from courses.api import Course, LessonCard


@dataclass(frozen=True)
class Sheet:
    """Where a sheet sends its answers, and where its result will stand."""

    save: str
    finish: str
    result: str


@dataclass(frozen=True)
class AskedItem:
    """A question on the sheet. ``is_foreign`` when its words are not in the language of the page."""

    number: int
    question: AskedQuestion
    is_foreign: bool
    is_unanswered: bool
    told: str


@dataclass(frozen=True)
class ExplainedItem:
    """A question on the result page. ``is_regraded`` when its key was corrected after the attempt."""

    number: int
    feedback: ExplainedQuestion
    is_foreign: bool
    is_regraded: bool


@dataclass(frozen=True)
class Reread:
    """A lesson worth reading again, and how many questions on it were not right."""

    lesson: LessonCard
    missed: int


def sheet_context(course: Course, saved: Saved, sheet: Sheet) -> dict:
    """Return what the page with the questions shows."""
    attempt, told = saved.attempt, _told(saved)
    items = [_asked_item(number, each, saved, told) for number, each in enumerate(saved.questions, 1)]
    return {
        "course": course,
        "attempt": attempt,
        "sheet": sheet,
        "items": items,
        "unanswered": [item for item in items if item.is_unanswered],
        # Tells the saves of this page from those of another window.
        "window": uuid.uuid4(),
    }


def _asked_item(number: int, drawn: DrawnQuestion, saved: Saved, told: dict[str, str]) -> AskedItem:
    seed = f"{saved.attempt.public_id}/{drawn.key}"
    answer = given_answer(saved.attempt, drawn.key)
    return AskedItem(
        number=number,
        question=asked(drawn.shown, answer, key=drawn.key, suffix=f"-{drawn.key}", seed=seed),
        is_foreign=_is_foreign(drawn),
        is_unanswered=drawn.key in saved.unanswered,
        told=told.get(drawn.key, ""),
    )


def _is_foreign(drawn: DrawnQuestion) -> bool:
    return drawn.shown["language"] != get_language()


def _told(saved: Saved) -> dict[str, str]:
    sentences = {
        Told.CHANGED_ELSEWHERE: _("Answered in another window. Load the page anew to see that answer."),
        Told.REPLACED_ELSEWHERE: _("Also answered in another window. What you chose last is kept."),
        Told.OLDER: _("You chose another answer later, in another window. That one is kept."),
    }
    return {key: sentences[told] for key, told in saved.told.items() if told in sentences}


def told_sentences(saved: Saved) -> list[tuple[int, str]]:
    """Return (number of the question, what to tell this window about it)."""
    told = _told(saved)
    return [(number, told[each.key]) for number, each in enumerate(saved.questions, 1) if each.key in told]


def result_context(course: Course, saved: Saved) -> dict:
    """Return what the result of a finished attempt shows; before its day, nothing of what was right."""
    attempt = saved.attempt
    opens_on = attempt.opens_on
    context = {
        "course": course,
        "attempt": attempt,
        "total": len(saved.questions),
        "right": sum(attempt.marks.get(each.key, 0) == 1 for each in saved.questions),
        "percent": percent_of(attempt),
        "opens_on": opens_on,
    }
    # Which lessons to read again would tell it as well.
    return context if opens_on else context | _explanations(course, saved)


def _explanations(course: Course, saved: Saved) -> dict:
    return {
        "items": explained_items(saved),
        "rereads": _rereads(course, saved),
        "are_answers_gone": saved.attempt.answers_until is None,
    }


def explained_items(saved: Saved) -> list[ExplainedItem]:
    """Return the questions of a finished attempt, each explained."""
    attempt = saved.attempt
    return [
        ExplainedItem(
            number=number,
            feedback=explained(
                each.shown,
                given_answer(attempt, each.key),
                key=each.key,
                mark=attempt.marks.get(each.key, 0),
            ),
            is_foreign=_is_foreign(each),
            is_regraded="graded_by" in drawn,
        )
        for number, (each, drawn) in enumerate(zip(saved.questions, attempt.drawn, strict=True), 1)
    ]


def percent_of(attempt: Attempt) -> int:
    """Return the score in whole percent, rounded down: 74.9 must not look like 75."""
    return int(rules.mean_score(Fraction(mark) for mark in attempt.marks.values()) * 100)


def _rereads(course: Course, saved: Saved) -> list[Reread]:
    """Return the lessons behind the questions that were not right, in the order of the course."""
    lessons = lesson_by_objective(saved.attempt.published or 0)
    missed = [
        lessons.get(each.content["objective"])
        for each in saved.questions
        if saved.attempt.marks.get(each.key, 0) < 1
    ]
    return [Reread(card, missed.count(card.key)) for card in course.lessons if card.key in missed]
