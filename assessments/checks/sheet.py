"""What came of a check: lesson by lesson, before and after."""

from dataclasses import dataclass

from assessments.actions import Saved
from assessments.answer_sheet import explained_items
from assessments.models import Attempt
from assessments.queries import DrawnQuestion, lesson_by_objective
from courses.api import Course, LessonCard


@dataclass(frozen=True)
class LessonHint:
    """A lesson that a check asked about: whether everything was right, then and, if asked again, now."""

    lesson: LessonCard
    was_known: bool
    is_known: bool


def hints_of(course: Course, questions: list[DrawnQuestion], attempt: Attempt) -> dict:
    """Return by lesson key whether every question on it was right."""
    lessons = lesson_by_objective(attempt.published or 0)
    known: dict = {}
    for each in questions:
        key = lessons.get(each.content["objective"])
        known[key] = known.get(key, True) and attempt.marks.get(each.key, 0) >= 1
    return known


def right_in(attempt: Attempt) -> int:
    """Return how many questions were answered wholly right."""
    return sum(mark >= 1 for mark in attempt.marks.values())


def check_result(course: Course, saved: Saved, before: Saved | None) -> dict:
    """Return what the page after a check shows; ``before`` is the one before the course, if it was taken."""
    now = hints_of(course, saved.questions, saved.attempt)
    then = hints_of(course, before.questions, before.attempt) if before else now
    hints = [
        LessonHint(card, was_known=then.get(card.key, False), is_known=now[card.key])
        for card in course.lessons
        if card.key in now
    ]
    return {
        "course": course,
        "attempt": saved.attempt,
        "hints": hints,
        "known": [hint for hint in hints if hint.is_known],
        "worth": [hint for hint in hints if not hint.is_known],
        "others": len(course.lessons) - len(hints),
        "before": before.attempt if before else None,
        "right": right_in(saved.attempt),
        "right_before": right_in(before.attempt) if before else None,
        "items": explained_items(saved),
        "are_answers_gone": saved.attempt.answers_until is None,
    }
