"""What courses changed for the people of one place within one period."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from assessments.models import Attempt
from assessments.rules.gain import Gain, Pair, gain_of, whole_groups
from courses.models import Enrolment


def gains_between(
    start: datetime, end: datetime, *, among: QuerySet, country: str = "", region: str = ""
) -> dict[UUID, Gain]:
    """Return the gain by course, of these people (ids) whose second check fell into the time. One query.

    Only in whole groups of five, and no course of fewer. ``country`` or ``region`` (ISO codes) is where they
    work; both empty means everywhere.
    """
    finished = Attempt.objects.filter(submitted_at__isnull=False, learner__in=among)
    first = finished.filter(
        purpose=Attempt.Purpose.PRE_CHECK, learner=OuterRef("learner"), course_key=OuterRef("course_key")
    )
    second = finished.filter(
        purpose=Attempt.Purpose.POST_TEST, submitted_at__gte=start, submitted_at__lt=end
    ).annotate(before=Subquery(first.values("score")[:1]))
    if country or region:
        second = second.filter(Exists(_learns_in(country, region)))
    pairs: dict[UUID, list[Pair]] = {}
    rows = second.filter(before__isnull=False).order_by("submitted_at", "pk")
    for course_key, before, after in rows.values_list("course_key", "before", "score"):
        pairs.setdefault(course_key, []).append((before * 100, after * 100))
    found = {course_key: gain_of(whole_groups(both)) for course_key, both in pairs.items()}
    return {course_key: gain for course_key, gain in found.items() if gain}


def _learns_in(country: str, region: str):
    same = {"learner": OuterRef("learner"), "course_key": OuterRef("course_key")}
    place = {"region__code": region} if region else {"region__country__code": country}
    return Enrolment.objects.filter(**same, **place)
