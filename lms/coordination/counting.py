"""Keeps totals up to date: a region is counted soon after something in it has changed, all every night."""

from datetime import UTC, datetime

import structlog
from celery import shared_task
from django.db import transaction
from django.utils import timezone

from courses.api import published_version, region_names
from lms.coordination.kept import (
    LONGEST_TRANSACTION,
    MEASURES,
    Measure,
    as_kept,
    last_changes,
    note_oldest_count,
)
from lms.coordination.models import ChangedRegion, KeptTotals

NEVER = datetime(1970, 1, 1, tzinfo=UTC)

log = structlog.get_logger(__name__)


def note_changed(*, regions, **_signal) -> None:
    """Note which regions are to be counted anew, in the transaction that changes something."""
    ChangedRegion.objects.bulk_create(ChangedRegion(region=region or 0) for region in regions)


@shared_task(name="coordination.count_changed")
def count_changed() -> int:
    """Count every region in which something has changed since the last count; returns how many.

    Of the others it is noted that they hold until now, so that pages look at the last minutes alone.
    """
    now = timezone.now()
    kept = dict(KeptTotals.objects.values_list("region", "complete_until"))
    moved = last_changes(since=min(kept.values())) if kept else {}
    noted = ChangedRegion.objects.values_list("region", flat=True).distinct()
    changed = {*noted, *(region for region in kept.keys() & moved if moved[region] > kept[region])}
    holding = KeptTotals.objects.exclude(region__in=changed)
    holding.filter(complete_until__lt=now - LONGEST_TRANSACTION).update(
        complete_until=now - LONGEST_TRANSACTION
    )
    for region in sorted(changed):
        _count(region, timezone.now())
    note_oldest_count()
    return len(changed)


@shared_task(name="coordination.count_all")
def count_all() -> int:
    """Count every region anew, and compare with what was kept. Returns in how many the two differed.

    A difference is a change that nobody told of: an error in the log, and gone with the new count.
    """
    now = timezone.now()
    regions = [0, *region_names(published_version(), "en")]
    return sum(_count(region, now, compare=True) for region in regions)


@transaction.atomic
def _count(region: int, now: datetime, *, compare: bool = False) -> bool:
    """Count one region. Returns whether what was kept differs from what it should have been, if asked.

    Its row is held until the transaction ends, so that of two who count the later one writes last.
    """
    KeptTotals.objects.get_or_create(region=region, defaults={"counted_at": NEVER, "complete_until": NEVER})
    kept = KeptTotals.objects.select_for_update().get(region=region)
    noted = list(ChangedRegion.objects.filter(region=region).values_list("pk", flat=True))
    differs = compare and not noted and _differs(kept)
    for measure in MEASURES:
        setattr(kept, measure.column, _rows(kept, measure, now))
    kept.counted_at, kept.complete_until = now, now - LONGEST_TRANSACTION
    kept.save()
    # Only those read before counting: what came in between waits for the next round.
    ChangedRegion.objects.filter(pk__in=noted).delete()
    return differs


def _rows(kept: KeptTotals, measure: Measure, now: datetime) -> list[list]:
    return as_kept(measure.count([kept.region or None], now), measure)


def _differs(kept: KeptTotals) -> bool:
    """Tell whether counting as of the last count gives something else than was kept then."""
    if kept.counted_at == NEVER or kept.region in last_changes(since=kept.complete_until):
        return False
    for measure in MEASURES:
        if _rows(kept, measure, kept.counted_at) != getattr(kept, measure.column):
            log.error("totals_differ", region=kept.region, measure=measure.column)
            return True
    return False
