"""Saving a report, and forgetting it when its time is over."""

import hashlib
import json
from datetime import date

from celery import shared_task
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from courses.api import months_after
from lms.coordination.models import SavedReport
from lms.coordination.report.queries import Asked, figures_for, overlapping, software, stands_against

KEPT_MONTHS = 84


class NotToBeGiven(Exception):
    """A report that tells of single people when it is subtracted from ``earlier``, which was saved before."""

    def __init__(self, earlier: SavedReport) -> None:
        super().__init__(str(earlier))
        self.earlier = earlier


@transaction.atomic
def save_report(asked: Asked, *, made_as: str) -> SavedReport:
    """Count a report and keep it; the same answer to the same question is kept once.

    Raises NotToBeGiven where an earlier one stands against it.
    """
    earlier = overlapping(asked)
    figures = figures_for(asked, earlier=earlier)
    against = stands_against(figures, earlier)
    if against:
        raise NotToBeGiven(against)
    digest = digest_of(asked, figures)
    kept = SavedReport.objects.filter(digest=digest).first()
    return kept or _written(asked, figures, digest, made_as)


def _written(asked: Asked, figures: dict, digest: str, made_as: str) -> SavedReport:
    try:
        with transaction.atomic():
            return SavedReport.objects.create(
                places=asked.places,
                first=asked.first,
                last=asked.last,
                figures=figures,
                digest=digest,
                software=software(),
                made_as=made_as,
                made_at=timezone.now(),
            )
    except IntegrityError:  # Somebody pressed twice.
        return SavedReport.objects.get(digest=digest)


def digest_of(asked: Asked, figures: dict) -> str:
    """Return the hash over the question and its answer."""
    said = [asked.places, asked.first.isoformat(), asked.last.isoformat(), figures]
    written = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


@shared_task(name="coordination.forget_reports")
def forget_reports(today: str | None = None) -> int:
    """Delete saved reports whose seven years are over; returns how many."""
    day = date.fromisoformat(today) if today else timezone.localdate()
    old = SavedReport.objects.filter(made_at__date__lt=months_after(day, -KEPT_MONTHS))
    return QuerySet.delete(old)[0]
