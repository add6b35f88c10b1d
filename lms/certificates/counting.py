"""Who is certified for what and where, as numbers of people: what shortages are read from.

Numbers come from ``competency_totals`` alone; ``certified_people`` is for leaving people out.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from courses.api import Reach
from lms.certificates.models import AwardedCompetency

_PROFILE = "award__learner__profile"
_PROFESSION, _REGION = f"{_PROFILE}__profession_id", f"{_PROFILE}__region_id"


@dataclass(frozen=True)
class CompetencyTotal:
    """People of one profession who work in one region and are able to do one thing.

    ``competency`` is its code; ``profession_id`` and ``region_id`` are None where nobody said. ``certified``
    counts each person once, whatever number of awards stands behind it. ``pilot`` are those who hold the
    awards of pilot editions alone: not among the certified, and none of them counts before experts signed.
    """

    competency: str
    profession_id: int | None
    region_id: int | None
    certified: int
    pilot: int


def competency_totals(
    reach: Reach,
    *,
    on: date,
    region_ids: Collection[int | None] | None = None,
    competency: str = "",
    profession: str = "",
) -> list[CompetencyTotal]:
    """Count people by competency, profession and region of work, as it is or will be on a day. One query.

    Counted are open accounts that let themselves be counted and hold an award that is issued by ``on``, not
    withdrawn and not over on that day; any rung counts. A later day than today tells what is left if those
    whose awards end before it do not renew. ``reach`` narrows to countries and regions; an empty one, or one
    of groups alone, reaches nobody; ``region_ids`` narrows to some regions (None among them: not stated),
    ``competency`` and ``profession`` (codes) to one of each. Specimens count on the demo only.
    """
    found = _placed(_counted(on), reach, region_ids)
    if competency:
        found = found.filter(code=competency)
    if profession:
        found = found.filter(**{f"{_PROFILE}__profession__code": profession})
    rows = (
        found.values_list("code", _PROFESSION, _REGION)
        .annotate(
            certified=Count("award__learner", distinct=True, filter=Q(award__is_pilot=False)),
            anyhow=Count("award__learner", distinct=True),
        )
        .order_by("code", _PROFESSION, _REGION)
    )
    return [
        CompetencyTotal(code, profession_id, region_id, certified, anyhow - certified)
        for code, profession_id, region_id, certified, anyhow in rows
    ]


def certified_people(competency: str, *, on: date) -> QuerySet:
    """Return who counts as certified for a competency on a day, as ``person``, for use inside a query."""
    found = _counted(on).filter(code=competency, award__is_pilot=False)
    return found.annotate(person=F("award__learner_id")).values("person")


def _counted(on: date) -> QuerySet[AwardedCompetency]:
    tomorrow = timezone.make_aware(datetime.combine(on + timedelta(days=1), time.min))
    found = AwardedCompetency.objects.filter(
        Q(award__valid_until__isnull=True) | Q(award__valid_until__gte=on),
        award__revoked_at__isnull=True,
        award__awarded_at__lt=tomorrow,
        award__learner__is_active=True,
        award__learner__profile__is_counted=True,
    )
    return found if settings.DEMO else found.filter(award__is_specimen=False)


def _placed(
    found: QuerySet[AwardedCompetency], reach: Reach, region_ids: Collection[int | None] | None
) -> QuerySet[AwardedCompetency]:
    if region_ids is not None:
        stated = Q(**{f"{_REGION}__in": [each for each in region_ids if each is not None]})
        unstated = Q(**{f"{_REGION}__isnull": True})
        found = found.filter(stated | unstated if None in region_ids else stated)
    if reach.everywhere:
        return found
    region = f"{_PROFILE}__region"
    return found.filter(
        Q(**{f"{region}__code__in": reach.regions}) | Q(**{f"{region}__country__code__in": reach.countries})
    )
