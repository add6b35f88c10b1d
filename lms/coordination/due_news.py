"""The lines of the digest that tell members by when a course of their group is due: each step once."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.api import (
    Course,
    Due,
    DueStep,
    UntoldDue,
    courses_on_shelf,
    note_due_told,
    published_version,
    untold_dues,
)
from lms.notices.api import Line, Source


def _people(now: datetime) -> Iterable[int]:
    shelf = _shelf(settings.LANGUAGE_CODE)
    return {each.learner_id for each in untold_dues(now) if each.course_key in shelf}


def _lines(person_id: int, now: datetime) -> list[Line]:
    shelf = _shelf(get_language())
    untold = (each for each in untold_dues(now, learner_id=person_id) if each.course_key in shelf)
    return [_line(each, shelf[each.course_key]) for each in untold]


def _shelf(language: str) -> dict[UUID, Course]:
    return {course.key: course for course in courses_on_shelf(published_version(), language).values()}


def _line(each: UntoldDue, course: Course) -> Line:
    # The outward name: messages are read on phones that others hold too.
    said = {"title": course.outward_name, "day": date_format(each.due.day, "DATE_FORMAT")}
    return Line(
        key=f"{each.membership_id}/{each.course_key}/{each.due.step.value}",
        text=_told(each.due) % said,
        path=reverse("course", args=[course.slug]),
    )


def _told(due: Due) -> str:
    if due.step is DueStep.OVERDUE:
        return _(
            "“%(title)s” was due in your group on %(day)s. Go on where you stopped, or let it rest if you "
            "need more time."
        )
    if due.step is DueStep.SOON:
        return _("“%(title)s” is due soon in your group, on %(day)s.")
    return _("“%(title)s” is assigned in your group. It is due on %(day)s.")


def _sent(keys: list[str], now: datetime) -> None:
    for key in keys:
        membership, course, step = key.split("/")
        note_due_told(membership_id=int(membership), course_key=UUID(course), step=int(step), now=now)


SOURCE = Source(people=_people, lines=_lines, sent=_sent)
