"""The trail of a group: what was done with it, when and by whom; for those who coordinate it."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from courses.api import Reach, months_after
from courses.models import Cohort
from lms.coordination.models import TrailEntry

_MONTHS_KEPT = 12
_SHOWN = 50
What = TrailEntry.What


def note(cohort: Cohort, what: TrailEntry.What, *, by, number: int | None = None) -> None:
    """Add an entry. Call it within the transaction of what is noted."""
    country = cohort.country or (cohort.region.country if cohort.region else None)
    TrailEntry.objects.create(
        cohort_key=cohort.key,
        cohort_name=cohort.name,
        country=country.code if country else "",
        region=cohort.region.code if cohort.region else "",
        what=what,
        number=number,
        by=by,
    )


def trail_of(cohort: Cohort) -> QuerySet[TrailEntry]:
    """Return what was done with a group, the newest first, each with the profile of who did it. One query."""
    found = TrailEntry.objects.filter(cohort_key=cohort.key).select_related("by__profile")
    return found.order_by("-at", "-pk")[:_SHOWN]


def deleted_within(reach: Reach) -> QuerySet[TrailEntry]:
    """Return the groups deleted in the last 12 months that somebody would coordinate. One query."""
    placed = Q(region__in=[*reach.regions]) | Q(cohort_key__in=reach.cohorts)
    placed |= Q(country__in=[*reach.countries])
    found = TrailEntry.objects.filter(what=What.DELETED).select_related("by__profile")
    return (found if reach.everywhere else found.filter(placed)).order_by("-at", "-pk")[:_SHOWN]


def forget_trails() -> int:
    """Forget the trails of groups that are gone: at once where they ended, after 12 months where deleted."""
    limit = months_after(timezone.localdate(), -_MONTHS_KEPT)
    gone = TrailEntry.objects.exclude(cohort_key__in=Cohort.objects.values("key"))
    young = TrailEntry.objects.filter(what=What.DELETED, at__date__gte=limit).values("cohort_key")
    return gone.exclude(cohort_key__in=young).delete()[0]
