"""What a learner has begun and finished, as a record of learning tells it: no answer, no score, no pause."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from courses.content.models import ExpertSignature
from courses.content.queries import courses_on_shelf, published_version
from courses.content.shelf import Course, LessonCard
from courses.learning.models import Enrolment
from courses.learning.queries import completed_keys
from courses.learning.rules import is_item_done


@dataclass(frozen=True)
class RecordedCourse:
    """One course of a learner by its outward name, empty where it is published no more.

    ``is_pilot`` says that experts have still to sign the course. ``minutes`` are whole: those of the edition
    when it is completed, else those of the lessons done.
    """

    course_key: UUID
    outward_name: str
    language: str
    started_at: datetime
    completed_at: datetime | None
    lessons_done: int
    lessons: int
    minutes: int
    is_pilot: bool

    @property
    def ordered_by(self) -> datetime:
        """The day it stands under: when it was completed, or else begun."""
        return self.completed_at or self.started_at


def recorded_courses(learner, language: str) -> list[RecordedCourse]:
    """Return the courses of a learner, the newest first. Four queries for 1 or 200 of them."""
    shelf = {course.key: course for course in courses_on_shelf(published_version(), language).values()}
    enrolments = list(Enrolment.objects.filter(learner=learner).select_related("edition"))
    open_keys = [each.course_key for each in enrolments if each.completed_at is None]
    done = completed_keys(learner.pk, open_keys) if open_keys else {}
    pilots = _pilots([shelf[each.course_key] for each in enrolments if each.course_key in shelf])
    rows = [
        _recorded(
            each,
            shelf.get(each.course_key),
            done.get(each.course_key, set()),
            is_pilot=each.course_key in pilots,
        )
        for each in enrolments
    ]
    return sorted(rows, key=lambda row: row.ordered_by, reverse=True)


def _pilots(courses: Collection[Course]) -> set[UUID]:
    """Return which courses wait for an expert's signature. One query for all of them."""
    asked = {key for course in courses for key, _field in course.expert_reviews}
    rows = ExpertSignature.objects.filter(lesson_key__in=asked) if asked else ExpertSignature.objects.none()
    signed = set(rows.values_list("lesson_key", "field"))
    return {course.key for course in courses if not signed.issuperset(course.expert_reviews)}


def _recorded(
    enrolment: Enrolment, course: Course | None, done: set[UUID], *, is_pilot: bool
) -> RecordedCourse:
    edition = enrolment.edition
    total, whole = len(edition.lesson_keys), int(edition.minutes)
    finished = _finished(course.lessons, done) if course else []
    is_complete = enrolment.completed_at is not None
    return RecordedCourse(
        course_key=enrolment.course_key,
        outward_name=course.outward_name if course else "",
        language=course.language if course else "",
        started_at=enrolment.started_at,
        completed_at=enrolment.completed_at,
        lessons_done=total if is_complete else min(len(finished), total),
        lessons=total,
        # Minutes of lessons are rounded up for readers; together they are never more than the course.
        minutes=whole if is_complete else min(sum(card.minutes for card in finished), whole),
        is_pilot=is_pilot,
    )


def _finished(lessons: Collection[LessonCard], done: set[UUID]) -> list[LessonCard]:
    return [card for card in lessons if is_item_done(card.key, card.activity_keys, done)]
