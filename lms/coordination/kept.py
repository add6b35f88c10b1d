"""Totals as they were counted last, and counted at once where people have moved on since."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import Min
from django.utils import timezone

from courses.api import (
    COMPLETED_SINCE,
    Reach,
    asked_moment,
    json_told,
    learning_totals,
    moment_told,
    months_after,
    region_names,
    rows_told,
)
from lms.certificates.api import AWARDED_SINCE, RENEWAL_WINDOW, award_totals, competency_totals, ending_totals
from lms.coordination.models import ChangedRegion, KeptTotals
from lms.coordination.places import Scope, regions_in

MONTHS_AHEAD = 12
MONTHS_BACK = 12

Row = dict[str, Any]
# Between the moment that a change is written with and the one from which others see it.
LONGEST_TRANSACTION = timedelta(minutes=1)

# Since when pages look for changes, so that they read the last minutes and not the day. Whether it is early
# enough they see from what they read.
OLDEST_COUNT = "coordination-oldest-count"

# The last changes by region in both rooms, each read once for all regions.
_CHANGES = f"{COMPLETED_SINCE} UNION ALL {AWARDED_SINCE}"

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
        row
        for span, (first, until) in spans.items()
        for row in _by_span(span, ending_totals(first=first, last=until, region_ids=regions))
    ]


def _by_span(span: str, totals: Iterable[Row]) -> list[Row]:
    """Add up what ends within a span, by its months where these are told apart: in those ahead."""
    people: dict[tuple, int] = defaultdict(int)
    for row in totals:
        month = row["month"].isoformat() if span == "month" else None
        people[row["course_key"], row["profession_id"], row["region_id"], span, month] += row["people"]
    names = ("course_key", "profession_id", "region_id", "span", "month", "people")
    return [dict(zip(names, (*cell, number), strict=True)) for cell, number in people.items()]


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
    earliest = midnight - LONGEST_TRANSACTION
    for since in (max(earliest, cache.get(OLDEST_COUNT) or earliest), earliest):
        told, moved = _with_changes(columns, wanted, counted=(midnight, now), since=since)
        if all(until >= since for _region, until, *_kept in told):
            break
    return {
        region or None: [not is_noted and moved.get(region, until) <= until, *kept]
        for region, until, is_noted, *kept in told
    }


def _with_changes(
    columns: Sequence[str], wanted: Regions, *, counted: tuple[datetime, datetime], since: datetime
) -> tuple[list[Sequence], dict[int, datetime]]:
    """Return (region, complete until, is noted, columns) of totals, and the last changes. One query."""
    regions = [] if wanted is None else [region or 0 for region in wanted]
    statement = _statement(tuple(columns), None if wanted is None else len(regions))
    rows = rows_told(statement, [*map(asked_moment, counted), *regions, *[asked_moment(since)] * 2])
    kept = [
        (region, moment_told(until), bool(is_noted), *map(json_told, texts))
        for region, until, is_noted, *texts in rows
        if is_noted is not None
    ]
    return kept, _latest(row[:2] for row in rows if row[2] is None)


@lru_cache
def _statement(columns: tuple[str, ...], regions: int | None) -> str:
    """Return what asks for totals and changes at once. Put together by Django it took most of a page's time.

    ``columns`` are names of measures; ``regions`` is how many are asked for, None for all.
    """
    # The place that is no region lets none at all be asked for.
    within = "" if regions is None else f"AND region IN (-1{', %s' * regions})"
    return f"""
        SELECT region, complete_until,
            EXISTS (SELECT 1 FROM {ChangedRegion._meta.db_table} noted WHERE noted.region = kept.region),
            {", ".join(columns)}
        FROM {KeptTotals._meta.db_table} kept WHERE counted_at BETWEEN %s AND %s {within}
        UNION ALL
        SELECT place, at, NULL{", NULL" * len(columns)} FROM ({_CHANGES}) moved
    """  # noqa: S608  (names of tables and columns, nothing that anybody sends)


def note_oldest_count() -> None:
    """Note until when everything is counted, for pages to look for changes from there on."""
    oldest = KeptTotals.objects.aggregate(at=Min("complete_until"))["at"]
    cache.set(OLDEST_COUNT, oldest, timeout=None)


def last_changes(*, since: datetime) -> dict[int, datetime]:
    """Return when somebody finished or claimed last, by region (0 where none is stated). One query."""
    return _latest(rows_told(_CHANGES, [asked_moment(since)] * 2))


def _latest(changes: Iterable[tuple[int, str | datetime]]) -> dict[int, datetime]:
    latest: dict[int, datetime] = {}
    for region, told in changes:
        at = moment_told(told)
        latest[region] = max(at, latest.get(region, at))
    return latest


def _read(rows: Iterable[Sequence], region: int | None, measure: Measure) -> list[Row]:
    fields = (*measure.fields, "region_id")
    told = [dict(zip(fields, (*row, region), strict=True)) for row in rows]
    if "course_key" in measure.fields:
        for row in told:
            row["course_key"] = _key_of(row["course_key"])
    return told


# Thousands of rows tell of a few courses.
_key_of = lru_cache(maxsize=1024)(UUID)


def as_kept(rows: Iterable[Row], measure: Measure) -> list[list]:
    """Return rows of one region as they are kept: values in the order of the measure's fields."""
    return [[_plain(row[name]) for name in measure.fields] for row in rows]


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else str(value)
