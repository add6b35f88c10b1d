"""Totals as they were counted last, and counted at once where people have moved on since."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from courses.api import Reach, completed_since, learning_totals, months_after, region_names
from lms.certificates.api import RENEWAL_WINDOW, award_totals, awarded_since, competency_totals, ending_totals
from lms.coordination.models import ChangedRegion, KeptTotals
from lms.coordination.places import Scope, regions_in

MONTHS_AHEAD = 12
MONTHS_BACK = 12

Row = dict[str, Any]
# Between the moment that a change is written with and the one from which others see it.
LONGEST_TRANSACTION = timedelta(minutes=1)

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


def _competencies(regions: Regions, now: datetime) -> list[Row]:
    found = competency_totals(Reach(everywhere=True), on=timezone.localdate(now), region_ids=regions)
    return [asdict(total) for total in found]


_WHO = ("course_key", "profession_id")
LEARNING = Measure("learning", _learning, (*_WHO, "in_progress", "stuck", "paused", "complete"))
AWARDS = Measure("awards", _awards, (*_WHO, "certified", "pilot"))
ENDINGS = Measure("endings", _endings, (*_WHO, "span", "month", "people"))
COMPETENCIES = Measure("competencies", _competencies, ("competency", "profession_id", "certified", "pilot"))
MEASURES = (LEARNING, AWARDS, ENDINGS, COMPETENCIES)


def totals_of(
    scopes: Sequence[Scope], version: int, *measures: Measure, now: datetime | None = None
) -> list[list[Row]]:
    """Return the rows of each measure within places, one list for each; ``version`` of what is published.

    One query for all of them, and what counting takes where something has changed since, or where nothing
    was counted today: who is stuck and what has ended depends on the day.
    """
    now = now or timezone.now()
    wanted = regions_in(scopes, version)
    everywhere = [None, *region_names(version, "en")] if wanted is None else wanted
    kept = _kept(measures, wanted, now)
    if not kept:
        return [measure.count(wanted, now) for measure in measures]
    fresh = {region: columns for region, (is_fresh, *columns) in kept.items() if is_fresh}
    stale = [region for region in everywhere if region not in fresh]
    return [
        [row for region, columns in fresh.items() for row in _read(columns[place], region, measure)]
        + (measure.count(stale, now) if stale else [])
        for place, measure in enumerate(measures)
    ]


def _kept(measures: Sequence[Measure], wanted: Regions, now: datetime) -> dict[int | None, list]:
    """Return by region what was counted today: whether it still holds, and the rows of each measure."""
    columns = [measure.column for measure in measures]
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    counted = KeptTotals.objects.filter(counted_at__range=(midnight, now))
    rows = with_changes(counted, since=midnight - LONGEST_TRANSACTION)
    if wanted is not None:
        rows = rows.filter(region__in=[region or 0 for region in wanted])
    told = rows.values_list("region", "is_noted", "last_change", "complete_until", *columns)
    return {
        region or None: [not is_noted and changed_at <= until, *kept]
        for region, is_noted, changed_at, until, *kept in told
    }


def with_changes(rows: QuerySet[KeptTotals], *, since: datetime) -> QuerySet[KeptTotals]:
    """Add to totals whether a change of their region is noted, and when somebody finished or claimed last.

    ``since`` is from when on that is looked for; where nobody did it stands there itself.
    """
    region, nobody = OuterRef("region"), Value(since, output_field=DateTimeField())
    moments = [
        Coalesce(Subquery(changes.filter(place=region).values("at")), nobody)
        for changes in (completed_since(since), awarded_since(since))
    ]
    noted = ChangedRegion.objects.filter(region=region)
    return rows.annotate(is_noted=Exists(noted), last_change=Greatest(*moments))


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
