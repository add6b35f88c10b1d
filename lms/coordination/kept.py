"""Totals as they were counted last, and counted at once where people have moved on since."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, Value
from django.utils import timezone

from courses.api import completed_since, learning_totals, months_after, region_names
from lms.certificates.api import RENEWAL_WINDOW, award_totals, awarded_since, ending_totals
from lms.coordination.models import ChangedRegion, KeptTotals
from lms.coordination.places import Scope, regions_in

MONTHS_AHEAD = 12
MONTHS_BACK = 12

Row = dict[str, Any]
# Regions by id, None for people who have stated none; no collection at all means everybody.
Regions = Collection[int | None] | None


@dataclass(frozen=True)
class Measure:
    """Something that is counted: the column it is kept in, how it is counted, and what a row tells.

    ``count`` takes regions and the moment as of which it counts; ``fields`` are a row's, without its region.
    """

    column: str
    count: Callable[[Regions, datetime], list[Row]]
    fields: tuple[str, ...]


def _learning(regions: Regions, now: datetime) -> list[Row]:
    return learning_totals(region_ids=regions, now=now)


def _awards(regions: Regions, now: datetime) -> list[Row]:
    return award_totals(region_ids=regions, today=timezone.localdate(now))


def _endings(regions: Regions, now: datetime) -> list[Row]:
    """Count what ends: by month from today on, within the renewal window, and in the months before."""
    today = timezone.localdate(now)
    last = months_after(today.replace(day=1), MONTHS_AHEAD + 1) - timedelta(days=1)
    spans = {
        "over": (months_after(today, -MONTHS_BACK), today - timedelta(days=1)),
        "month": (today, last),
        "soon": (today, today + RENEWAL_WINDOW),
    }
    return [
        {**row, "span": span, "month": row["month"].isoformat()}
        for span, (first, until) in spans.items()
        for row in ending_totals(first=first, last=until, region_ids=regions)
    ]


_WHO = ("course_key", "profession_id")
LEARNING = Measure("learning", _learning, (*_WHO, "in_progress", "stuck", "paused", "complete"))
AWARDS = Measure("awards", _awards, (*_WHO, "certified", "pilot"))
ENDINGS = Measure("endings", _endings, (*_WHO, "span", "month", "people"))
MEASURES = (LEARNING, AWARDS, ENDINGS)


def totals_of(
    scopes: Sequence[Scope], version: int, *measures: Measure, now: datetime | None = None
) -> list[list[Row]]:
    """Return the rows of each measure within places, one list for each; ``version`` of what is published.

    Two queries for all of them, and what counting takes where something has changed since, or where nothing
    was counted today: who is stuck and what has ended depends on the day.
    """
    now = now or timezone.now()
    wanted = regions_in(scopes, version)
    everywhere = [None, *region_names(version, "en")] if wanted is None else wanted
    # In this order: what changes in between is in neither, and in both at the next look.
    changed = changed_since(_midnight(now))
    kept = _kept(measures, wanted, now)
    if not kept:
        return [measure.count(wanted, now) for measure in measures]
    fresh = {
        region: columns
        for region, (until, *columns) in kept.items()
        if changed.get(region or 0, until) <= until
    }
    stale = [region for region in everywhere if region not in fresh]
    return [
        [row for region, columns in fresh.items() for row in _read(columns[place], region, measure)]
        + (measure.count(stale, now) if stale else [])
        for place, measure in enumerate(measures)
    ]


def _midnight(now: datetime) -> datetime:
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


def _kept(measures: Sequence[Measure], wanted: Regions, now: datetime) -> dict[int | None, list]:
    """Return by region what was counted today: until when it is complete, and the rows of each measure."""
    columns = [measure.column for measure in measures]
    rows = KeptTotals.objects.filter(counted_at__range=(_midnight(now), now))
    if wanted is not None:
        rows = rows.filter(region__in=[region or 0 for region in wanted])
    return {region or None: kept for region, *kept in rows.values_list("region", "complete_until", *columns)}


def changed_since(moment: datetime) -> dict[int, datetime]:
    """Return when somebody of a region moved on last since a moment, by region. One query.

    What is noted to be counted anew is later than any count.
    """
    ever = Value(datetime.max.replace(tzinfo=UTC) - timedelta(days=1), output_field=DateTimeField())
    noted = ChangedRegion.objects.values_list("region").annotate(at=ever).order_by()
    found: dict[int, datetime] = {}
    for region, at in noted.union(completed_since(moment), awarded_since(moment)):
        found[region] = max(at, found.get(region, at))
    return found


def _read(rows: Iterable[Sequence], region: int | None, measure: Measure) -> Iterable[Row]:
    for row in rows:
        told = {**dict(zip(measure.fields, row, strict=True)), "region_id": region}
        if "course_key" in told:
            told["course_key"] = UUID(told["course_key"])
        yield told


def as_kept(rows: Iterable[Row], measure: Measure) -> list[list]:
    """Return rows of one region as they are kept: values in the order of the measure's fields."""
    return [[_plain(row[name]) for name in measure.fields] for row in rows]


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else str(value)
