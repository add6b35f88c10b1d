"""What a report tells of events: how many, how long, and how many different people took part."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from courses.api import KEPT_EVENT_MONTHS, held_between, months_after
from lms.coordination.report.rules.layout import of_enough


def held_figures(people: QuerySet, first: date, last: date, told: Sequence[Mapping]) -> dict:
    """Return the events within days that some ``people`` (ids) took part in; of fewer than five nothing.

    ``told`` are figures of earlier reports. Lists are deleted after a year: ``first`` is the day from which
    on they are whole, and where that is after the last day nothing is counted. Two queries.
    """
    kept_from = months_after(timezone.localdate(), -KEPT_EVENT_MONTHS)
    first = max(first, kept_from)
    if first > last:
        return {}
    found = held_between(midnight(first), midnight(last + timedelta(days=1)), among=people)
    before = [each["events"]["people"] for each in told if each.get("events")]
    figures = {"events": found.events, "hours": found.minutes // 60, "people": found.people}
    return {"first": first.isoformat()} | {
        name: of_enough(found.people, value, earlier=before) for name, value in figures.items()
    }


def midnight(day: date) -> datetime:
    """Return the first moment of a day, by the site's clock."""
    return timezone.make_aware(datetime.combine(day, time.min))
