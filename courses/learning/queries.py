"""Where a learner stands: progress, what is missing, what is next."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from courses.activities.contract import LearnerState
from courses.content.models import CompiledCourse, CourseEdition, PublishedVersion
from courses.learning.models import ActivityState, Enrolment
from courses.learning.rules import missing_items
from courses.told import asked_key, json_told, key_told, rows_told


@dataclass(frozen=True)
class Standing:
    """What one query tells before a page is rendered: which texts are current, what has changed."""

    version: int
    changes: int
    is_enrolled: bool


# Asked at every look at a lesson, also when the answer is 304: written out, because putting it
# together from querysets took longer than everything else that such an answer needs.
_STANDING = f"""
    SELECT number, (
        SELECT changes FROM {Enrolment._meta.db_table}
        WHERE learner_id = %s AND course_key = (
            SELECT course_key FROM {CompiledCourse._meta.db_table} WHERE slug = %s LIMIT 1
        )
    ) FROM {PublishedVersion._meta.db_table} WHERE id = 1
"""  # noqa: S608  (names of tables, nothing that anybody sends)

_STATES = f"""
    SELECT activity_key, completed_at IS NOT NULL, best_score, response FROM {ActivityState._meta.db_table}
    WHERE learner_id = %s AND course_key = %s
"""  # noqa: S608  (names of tables, nothing that anybody sends)
_COMPLETED = f"""
    SELECT course_key, activity_key FROM {ActivityState._meta.db_table}
    WHERE learner_id = %s AND completed_at IS NOT NULL AND course_key IN ({{}})
"""  # noqa: S608  (names of tables, nothing that anybody sends)


@dataclass(frozen=True)
class Progress:
    """A learner's enrolment in a course, in numbers a page shows."""

    course_key: UUID
    done: int
    total: int
    started_at: datetime
    completed_at: datetime | None
    paused_at: datetime | None
    last_outcome_at: datetime | None


def demands_of(edition: CourseEdition) -> dict[UUID, list[UUID]]:
    """Return what an edition asks for, lesson by lesson and then the test."""
    demands = {
        UUID(lesson): [UUID(key) for key in edition.activity_keys.get(lesson, [])]
        for lesson in edition.lesson_keys
    }
    if edition.test_key:
        demands[edition.test_key] = []
    return demands


def standing(learner_id: int, course_slug: str) -> Standing:
    """Return the current publication and a counter of the learner's changes in a course. One query."""
    [(number, counter)] = rows_told(_STANDING, [learner_id, course_slug]) or [(0, None)]
    return Standing(version=number, changes=counter or 0, is_enrolled=counter is not None)


def states_in(learner_id: int, course_key: UUID) -> dict[UUID, LearnerState]:
    """Return what a learner has done in a course, by lesson or activity key. One query."""
    rows = rows_told(_STATES, [learner_id, asked_key(course_key)])
    return {
        key_told(key): LearnerState(bool(is_completed), score=score, response=json_told(response))
        for key, is_completed, score, response in rows
    }


def enrolment_of(learner_id: int, course_key: UUID) -> Enrolment | None:
    """Return the learner's enrolment with its edition, or None. One query."""
    return (
        Enrolment.objects.select_related("edition")
        .filter(learner_id=learner_id, course_key=course_key)
        .first()
    )


def completed_keys(learner_id: int, course_keys: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Return the completed lesson and activity keys of a learner in some courses, by course. One query."""
    asked = [asked_key(key) for key in course_keys]
    found: dict[UUID, set[UUID]] = {}
    if asked:
        for course_key, key in rows_told(
            _COMPLETED.format(", ".join(["%s"] * len(asked))), [learner_id, *asked]
        ):
            found.setdefault(key_told(course_key), set()).add(key_told(key))
    return found


def missing_in(enrolment: Enrolment) -> list[UUID]:
    """Return the lessons and the test that the pinned edition still asks for; empty when complete."""
    if enrolment.completed_at:
        return []
    done = ActivityState.objects.filter(
        learner_id=enrolment.learner_id, course_key=enrolment.course_key, completed_at__isnull=False
    )
    return missing_items(demands_of(enrolment.edition), set(done.values_list("activity_key", flat=True)))


def learning_totals(
    *,
    country: str = "",
    region: str = "",
    region_ids: Collection[int | None] | None = None,
    now: datetime | None = None,
) -> list[dict]:
    """Return people in progress, stuck, paused and complete, by course, profession and region. One query.

    ``country`` or ``region`` (ISO codes) narrows to a coordinator's scope, ``region_ids`` to some regions
    (None among them: not stated); all empty means everywhere. Who is stuck is told as of ``now``.
    """
    since = (now or timezone.now()) - timedelta(days=settings.STUCK_AFTER_DAYS)
    quiet = Q(last_outcome_at__lt=since) | Q(last_outcome_at__isnull=True, started_at__lt=since)
    running = Q(completed_at__isnull=True, paused_at__isnull=True)
    return list(
        Enrolment.objects.filter(_placed(country, region, region_ids))
        .values("course_key", "profession_id", "region_id")
        .annotate(
            in_progress=Count("id", filter=running & ~quiet),
            stuck=Count("id", filter=running & quiet),
            paused=Count("id", filter=Q(completed_at__isnull=True, paused_at__isnull=False)),
            complete=Count("id", filter=Q(completed_at__isnull=False)),
        )
        .order_by("course_key", "profession_id", "region_id")
    )


def _placed(country: str, region: str, region_ids: Collection[int | None] | None) -> Q:
    if region_ids is not None:
        stated = Q(region_id__in=[each for each in region_ids if each is not None])
        return stated | Q(region_id__isnull=True) if None in region_ids else stated
    if region:
        return Q(region__code=region)
    return Q(region__country__code=country) if country else Q()
