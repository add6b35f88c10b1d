"""Says that people of a region have to be counted anew, to whoever keeps totals."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Max, QuerySet
from django.db.models.functions import Coalesce
from django.dispatch import Signal

from courses.learning.models import Enrolment

# Sent inside the transaction that changes what totals are made of. ``regions`` are ids, None for people who
# have stated no region of work.
counts_changed = Signal()


def say_counts_changed(*regions: int | None) -> None:
    """Tell that totals of these regions hold no more; several times the same is told once."""
    counts_changed.send(sender=None, regions=_each_once(regions))


def completed_since(moment: datetime) -> QuerySet:
    """Return (region id, 0 where none is stated; when somebody there finished a course last) since a moment.

    To be asked for inside another query. Finishing tells nobody: it is a learner's last step, and costs no
    query more than the others.
    """
    rows = Enrolment.objects.filter(completed_at__gte=moment).annotate(place=Coalesce(F("region_id"), 0))
    return rows.values_list("place").annotate(at=Max("completed_at")).order_by()


def _each_once(regions: Iterable[int | None]) -> list[int | None]:
    return list(dict.fromkeys(regions))
