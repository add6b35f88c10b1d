"""Awards of many people at once, as coordinators' pages and reports ask for them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from lms.accounts.api import Profile
from lms.certificates.models import Award
from lms.certificates.queries import is_renewed, standing_awards, valid_awards
from lms.certificates.rules.renewal import Stage


def _placed(
    awards: QuerySet[Award], country: str, region: str, region_ids: Collection[int | None] | None = None
) -> QuerySet[Award]:
    """Those of people who work in a region or country (ISO codes), or in some regions; else everywhere."""
    if region_ids is not None:
        stated = Q(learner__profile__region_id__in=[each for each in region_ids if each is not None])
        unstated = Q(learner__profile__region_id__isnull=True)
        return awards.filter(stated | unstated if None in region_ids else stated)
    if region:
        return awards.filter(learner__profile__region__code=region)
    return awards.filter(learner__profile__region__country__code=country) if country else awards


def awarded_between(start: datetime, end: datetime, *, is_pilot: bool) -> QuerySet:
    """Return the ids of learners with an award from that time, to be asked for inside another query.

    ``is_pilot`` chooses between awards of pilot editions, which certify nobody, and all others. Withdrawn
    ones are left out; specimens count on the demo only.
    """
    awards = standing_awards().filter(awarded_at__gte=start, awarded_at__lt=end, is_pilot=is_pilot)
    return awards.values("learner_id")


# Region id (0 where none is stated) and when the last award was issued there, since the moment that is its
# one parameter. To be asked inside another statement: claiming tells nobody who counts.
AWARDED_SINCE = f"""
    SELECT COALESCE(profile.region_id, 0) AS place, MAX(award.awarded_at) AS at
    FROM {Award._meta.db_table} award
    LEFT JOIN {Profile._meta.db_table} profile ON profile.user_id = award.learner_id
    WHERE award.awarded_at >= %s GROUP BY 1
"""  # noqa: S608  (names of tables, nothing that anybody sends)


def first_certified(
    course_keys: Collection[UUID], learner_ids: Collection[int]
) -> dict[tuple[int, UUID], datetime | None]:
    """Return when learners were first certified by courses, by (learner, course key). One query.

    None where they hold the award of a pilot edition alone, which certifies nobody; who holds none is not
    there. Withdrawn awards are left out; what is over counts. Specimens count on the demo only.
    """
    rows = (
        standing_awards()
        .filter(competency_code="", course_key__in=course_keys, learner__in=learner_ids)
        .values_list("learner_id", "course_key")
        .annotate(first=Min("awarded_at", filter=Q(is_pilot=False)))
        .order_by()
    )
    return {(learner_id, course_key): first for learner_id, course_key, first in rows}


@dataclass(frozen=True)
class HeldAward:
    """What somebody has of a course: whether of a pilot edition only, its last day, and where it stands."""

    is_pilot: bool
    valid_until: date | None
    stage: Stage = Stage.IN_FORCE

    @property
    def is_in_force(self) -> bool:
        """Whether it holds today, renewable already or not."""
        return self.stage in (Stage.IN_FORCE, Stage.WINDOW)


def held_awards(learner_ids: Iterable[int]) -> dict[tuple[int, UUID], HeldAward]:
    """Which courses learners have an award of, by (learner, course), also one that is over or withdrawn.

    Of several the one that counts: what holds before what does not, then what certifies before a pilot
    edition, then the latest term. One query. Specimens count on the demo only.
    """
    today, found = timezone.localdate(), {}
    awards = Award.objects.filter(learner_id__in=list(learner_ids), competency_code="").order_by("term")
    rows = awards if settings.DEMO else awards.filter(is_specimen=False)
    for award in rows.only("learner_id", "course_key", "is_pilot", "valid_until", "revoked_at"):
        held = HeldAward(award.is_pilot, award.valid_until, award.held.stage(today))
        key = (award.learner_id, award.course_key)
        if key not in found or _weight(held) >= _weight(found[key]):
            found[key] = held
    return found


def _weight(held: HeldAward) -> tuple[bool, bool]:
    return held.is_in_force, held.is_in_force and not held.is_pilot


def _is_held_in_full(today: date | None) -> Exists:
    """The condition that the same person holds the same award without the word pilot: it is what counts."""
    same = {name: OuterRef(name) for name in ("learner_id", "course_key", "rung")}
    return Exists(valid_awards(today).filter(**same, is_pilot=False))


def award_totals(
    *,
    country: str = "",
    region: str = "",
    region_ids: Collection[int | None] | None = None,
    today: date | None = None,
) -> list[dict]:
    """Count people with a valid award of a course, by course, profession and region of work. One query.

    ``country`` or ``region`` (ISO codes) narrows to a coordinator's scope, ``region_ids`` to some regions
    (None among them: not stated); all empty means everywhere. ``pilot`` tells how many of the certified hold
    the award of a pilot edition. Specimens count on the demo only.
    """
    rows = (
        _placed(valid_awards(today).filter(competency_code=""), country, region, region_ids)
        .values_list("course_key", "learner__profile__profession_id", "learner__profile__region_id")
        .annotate(
            certified=Count("learner", distinct=True),
            pilot=Count("learner", distinct=True, filter=Q(is_pilot=True) & ~_is_held_in_full(today)),
        )
        .order_by("course_key", "learner__profile__profession_id", "learner__profile__region_id")
    )
    names = ("course_key", "profession_id", "region_id", "certified", "pilot")
    return [dict(zip(names, row, strict=True)) for row in rows]


def ending_totals(
    *,
    first: date,
    last: date,
    country: str = "",
    region: str = "",
    region_ids: Collection[int | None] | None = None,
) -> list[dict]:
    """Count people whose award ends between two days and is not renewed. One query.

    By course, profession, region and the first day of the month in which it ends; of the upper rungs by
    competency, whose code then stands in ``competency_code`` and is empty for courses. Narrowed as
    ``award_totals``; awards of pilot editions are counted, as they end too.
    """
    awards = standing_awards().filter(~is_renewed(), valid_until__range=(first, last))
    place = ("learner__profile__profession_id", "learner__profile__region_id")
    rows = (
        _placed(awards, country, region, region_ids)
        .annotate(month=TruncMonth("valid_until"))
        .values_list("course_key", "competency_code", *place, "month")
        .annotate(people=Count("learner", distinct=True))
        .order_by("month", "course_key", *place)
    )
    names = ("course_key", "competency_code", "profession_id", "region_id", "month", "people")
    return [dict(zip(names, row, strict=True)) for row in rows]
