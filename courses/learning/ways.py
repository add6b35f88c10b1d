"""The way of people through courses: when each took one, began it, finished its lessons and all of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import DateTimeField, Exists, Max, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from courses.content.models import CourseEdition
from courses.learning.cohorts import Reach, cohorts_within
from courses.learning.models import ActivityState, Enrolment, Membership
from courses.learning.numbers import enrolments_within


@dataclass(frozen=True)
class Way:
    """How far somebody has come in one course; a moment is None before it, and where none is known."""

    learner_id: int
    course_key: UUID
    taken_at: datetime
    has_begun: bool
    began_at: datetime | None
    has_all_lessons: bool
    lessons_at: datetime | None
    completed_at: datetime | None


def ways_within(
    reach: Reach, course_keys: Iterable[UUID], *, among: QuerySet, since: datetime | None, most: int
) -> list[Way]:
    """Return the ways of people (ids) who took some courses, the newest first and no more than ``most``.

    Two queries; what they cost grows with ``most``, not with the people. ``since`` leaves out who took a
    course before. Begun is who has finished anything that a course asks for.
    """
    keys = list(course_keys)
    editions = {
        pk: ({UUID(key) for key in lessons} | {UUID(key) for own in asked.values() for key in own}, lessons)
        for pk, lessons, asked in CourseEdition.objects.filter(course_key__in=keys).values_list(
            "pk", "lesson_keys", "activity_keys"
        )
    }
    asked_for = set().union(*(steps for steps, _lessons in editions.values()))
    taken = enrolments_within(reach, keys).filter(learner_id__in=among)
    if since is not None:
        taken = taken.filter(started_at__gte=since)
    rows = _with_moments(taken, asked_for).order_by("-started_at", "-pk")[:most]
    return [_way(row, number_of_lessons=len(editions[row["edition_id"]][1])) for row in rows]


def _with_moments(taken: QuerySet[Enrolment], asked_for: Collection[UUID]) -> QuerySet:
    """Add when the first and the last thing of the lessons was done, and whether the test was passed."""
    done = ActivityState.objects.filter(
        learner=OuterRef("learner"), course_key=OuterRef("course_key"), completed_at__isnull=False
    ).order_by()
    now = Value(timezone.now(), output_field=DateTimeField())
    lessons = done.filter(
        # What was learnt anew for a renewal belongs to another way.
        activity_key__in=asked_for,
        completed_at__lte=Coalesce(OuterRef("completed_at"), now),
    ).values("learner")
    return taken.annotate(
        began_at=Subquery(lessons.annotate(at=Min("completed_at")).values("at")),
        lessons_at=Subquery(lessons.annotate(at=Max("completed_at")).values("at")),
        has_passed=Exists(done.filter(activity_key=OuterRef("edition__test_key"))),
    ).values(
        "learner_id",
        "course_key",
        "edition_id",
        "started_at",
        "completed_at",
        "done",
        "began_at",
        "lessons_at",
        "has_passed",
    )


def _way(row: dict, *, number_of_lessons: int) -> Way:
    is_complete = row["completed_at"] is not None
    lessons_done = row["done"] - row["has_passed"]
    has_all_lessons = is_complete or 0 < number_of_lessons <= lessons_done
    return Way(
        learner_id=row["learner_id"],
        course_key=row["course_key"],
        taken_at=row["started_at"],
        has_begun=is_complete or row["done"] > 0 or row["began_at"] is not None,
        began_at=row["began_at"],
        has_all_lessons=has_all_lessons,
        lessons_at=row["lessons_at"] if has_all_lessons else None,
        completed_at=row["completed_at"],
    )


@dataclass(frozen=True)
class Joined:
    """Somebody who belongs to a group that learns a course: since when, and whether they took it."""

    learner_id: int
    joined_at: datetime
    has_taken: bool


def joined_within(
    reach: Reach, course_keys: Iterable[UUID], *, among: QuerySet, since: datetime | None, most: int
) -> list[Joined]:
    """Return the people (ids) who joined groups in reach that learn some courses, the newest first.

    Two queries, and no more than ``most`` people. ``has_taken`` tells whether somebody took any of these
    courses, at whatever time. A group without courses of its own learns all.
    """
    keys = list(course_keys)
    wanted = {str(key) for key in keys}
    groups = cohorts_within(reach).values_list("pk", "course_keys")
    learning = [pk for pk, own in groups if not own or wanted & set(own)]
    members = Membership.objects.filter(cohort_id__in=learning, learner_id__in=among)
    if since is not None:
        members = members.filter(joined_at__gte=since)
    taken = Enrolment.objects.filter(learner=OuterRef("learner"), course_key__in=keys)
    rows = (
        members.values("learner_id")
        .annotate(first=Min("joined_at"), has_taken=Exists(taken))
        .order_by("-first", "learner_id")
        .values_list("learner_id", "first", "has_taken")
    )
    return [Joined(*row) for row in rows[:most]]
