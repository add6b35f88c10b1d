"""How many learners are on their way, and how many finished what they had begun; numbers, nobody by name."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from courses.learning.cohorts import Reach
from courses.learning.models import Enrolment


def people_in_progress(
    reach: Reach, course_keys: Iterable[UUID], *, among: QuerySet, beyond: QuerySet, profession: str = ""
) -> dict[int | None, int]:
    """Return how many people are on their way in any of some courses, by the id of their region. One query.

    Each counts once, also with several courses; who rests counts too. ``among`` are the ids of the people
    who may be counted, ``beyond`` (each a ``person``) those left out; ``profession`` (code) narrows them.
    """
    rows = enrolments_within(reach, course_keys, profession).filter(
        completed_at__isnull=True, learner_id__in=among
    )
    # NOT IN would have PostgreSQL read everybody who is left out, in each of its processes.
    rows = rows.filter(~Exists(beyond.filter(person=OuterRef("learner_id"))))
    rows = rows.values_list("region_id")
    return dict(rows.annotate(people=Count("learner_id", distinct=True)).order_by("region_id"))


def finished_within(
    reach: Reach, course_keys: Iterable[UUID], *, days: timedelta, before: date, among: QuerySet
) -> tuple[int, int]:
    """Return (finished, begun): of what was begun before a day, how much was finished in time. One query.

    ``days`` is the time, counted from each beginning. A beginning is a person in a course.
    """
    moment = timezone.make_aware(datetime.combine(before, time.min))
    begun = enrolments_within(reach, course_keys).filter(started_at__lt=moment, learner_id__in=among)
    found = begun.aggregate(
        finished=Count("pk", filter=Q(completed_at__lte=F("started_at") + days)), begun=Count("pk")
    )
    return found["finished"], found["begun"]


def enrolments_within(reach: Reach, course_keys: Iterable[UUID], profession: str = "") -> QuerySet[Enrolment]:
    """Return the enrolments in some courses of who works in reach; ``profession`` (code) narrows them."""
    rows = Enrolment.objects.filter(course_key__in=list(course_keys))
    if profession:
        rows = rows.filter(profession__code=profession)
    if reach.everywhere:
        return rows
    return rows.filter(Q(region__code__in=reach.regions) | Q(region__country__code__in=reach.countries))
