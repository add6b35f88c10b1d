"""What happened between two moments: who began, who completed, and how long that was."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet, Sum

from courses.learning.models import Enrolment


@dataclass(frozen=True)
class LearnedTime:
    """Stated minutes of the courses that people completed, and how many people that were."""

    people: int
    minutes: float


def began_between(start: datetime, end: datetime) -> QuerySet:
    """Return the ids of learners who began a course from ``start`` until before ``end``, for a query."""
    return Enrolment.objects.filter(started_at__gte=start, started_at__lt=end).values("learner_id")


def completed_between(start: datetime, end: datetime) -> QuerySet:
    """Return the ids of learners who completed a course in that time, for another query."""
    return _completed(start, end).values("learner_id")


def learned_between(
    start: datetime, end: datetime, *, among: QuerySet, country: str = "", region: str = ""
) -> LearnedTime:
    """Return the time of all courses completed by these people (ids), each by its edition. One query.

    ``country`` or ``region`` (ISO codes) narrows to a coordinator's scope; both empty means everywhere.
    """
    rows = _completed(start, end).filter(learner__in=among)
    if region:
        rows = rows.filter(region__code=region)
    elif country:
        rows = rows.filter(region__country__code=country)
    found = rows.aggregate(people=Count("learner", distinct=True), minutes=Sum("edition__minutes"))
    return LearnedTime(people=found["people"], minutes=float(found["minutes"] or 0))


def _completed(start: datetime, end: datetime) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(completed_at__gte=start, completed_at__lt=end)
