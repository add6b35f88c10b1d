"""Awards as pages and reports ask for them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone

from lms.certificates import credential, rules
from lms.certificates.credential import Issuer, NotGenuine
from lms.certificates.models import Award, ClosedPlace, IssuerBlock
from lms.certificates.rules import Rung, Standing
from lms.certificates.rules.renewal import Stage
from lms.certificates.signing import KeyRing, key_ring


@dataclass(frozen=True)
class CheckedAward:
    """An award as a stranger may see it: every fact read from its signed statement, not from the row."""

    award: Award
    standing: Standing
    title: str
    completion: str
    competencies: tuple[str, ...]
    time_spent: str
    issuer: str
    awarded_on: date | None
    valid_until: date | None
    edition: str
    fingerprint: str

    @property
    def is_genuine(self) -> bool:
        """Whether the signature fits; if not, nothing but the code may be believed."""
        return self.standing != Standing.UNCONFIRMED

    @property
    def shown_names(self) -> list[str]:
        """The holder's name when the holder wants it shown, else nothing."""
        return self.award.names if self.award.show_name else []


def this_issuer(block: IssuerBlock | None = None, *, language: str = "") -> Issuer:
    """Who issues on this site: by the name of an issuer block in a language, else by the site's."""
    name = block.name_in(language)[0] if block else settings.SITE_NAME
    return Issuer(name=name, address=settings.SITE_ADDRESS)


def issuer_block() -> IssuerBlock | None:
    """The issuer block in force, the newest; None before the first. One query."""
    return IssuerBlock.objects.order_by("-pk").first()


def status_address(year: int) -> str:
    """Where the list of a year's withdrawn awards is read. It stands in signed statements for ever."""
    return f"{settings.SITE_ADDRESS}/certificates/status/{year}/"


def withdrawn_places(year: int) -> list[int] | None:
    """The places in a year's list whose award no longer stands, or None where there is no such list.

    Withdrawn ones, and those that went with a closed account. Three queries at most.
    """
    withdrawn = Award.objects.filter(status_list=year, revoked_at__isnull=False)
    closed = ClosedPlace.objects.filter(status_list=year)
    places = [
        *withdrawn.values_list("status_place", flat=True),
        *closed.values_list("status_place", flat=True),
    ]
    if not places and not Award.objects.filter(status_list=year).exists():
        return None
    return sorted(places)


def awards_of(learner) -> list[Award]:
    """Every award of a learner, the newest first. One query."""
    return list(Award.objects.filter(learner=learner))


def award_of(learner, course_key: UUID, *, rung: Rung = Rung.COMPLETED) -> Award | None:
    """The learner's latest award of a course, or None. One query."""
    found = Award.objects.filter(learner=learner, course_key=course_key, rung=rung)
    return found.order_by("-term").first()


def successor_of(award: Award) -> Award | None:
    """The award that renewed this one, or None. One query."""
    later = Award.objects.filter(learner_id=award.learner_id, course_key=award.course_key, rung=award.rung)
    return later.filter(term__gt=award.term).order_by("term").first()


def is_renewed() -> Exists:
    """The condition, for a query of awards, that a later term of the same award stands."""
    same = {name: OuterRef(name) for name in ("learner_id", "course_key", "rung")}
    return Exists(Award.objects.filter(**same, term__gt=OuterRef("term")))


def held_until(course_key: UUID) -> dict[int, date | None]:
    """Whoever holds an award of this key today and has not renewed it, with its last day. One query."""
    held = valid_awards().filter(~is_renewed(), course_key=course_key)
    return dict(held.values_list("learner_id", "valid_until"))


def latest_rungs_of(learner) -> dict[tuple[str, Rung], Award]:
    """The learner's latest award of each upper rung, by competency and rung. One query."""
    found = Award.objects.filter(learner=learner).exclude(competency_code="").order_by("term")
    return {(award.competency_code, Rung(award.rung)): award for award in found}


def award_of_holder(learner, public_id: UUID) -> Award | None:
    """The award of that id if it is the learner's own, else None. One query."""
    award = Award.objects.filter(learner=learner, public_id=public_id).first()
    if award:
        award.learner = learner  # Spares the query that unsealing the names would ask for.
    return award


def award_by_code(typed: str) -> Award | None:
    """The award with the code a stranger typed, or None. One query, for anything that was typed."""
    code = rules.normalise_code(typed) or ""
    return Award.objects.select_related("learner").filter(code=code).first()


def checked(award: Award, *, today: date | None = None) -> CheckedAward:
    """Check an award's signature and dates. No query. Raises SigningRefused when no key may be read."""
    ring = key_ring()
    try:
        said = credential.read(award.credential, ring=ring)
    except NotGenuine:
        said = {}
    if said.get("id") != f"urn:uuid:{award.public_id}":
        said = {}
    return _checked(award, said, ring=ring, today=today or timezone.localdate())


def _checked(award: Award, said: dict, *, ring: KeyRing, today: date) -> CheckedAward:
    achievement = said.get("credentialSubject", {}).get("achievement", {})
    valid_until = _day(said.get("validUntil"))
    key = ring.find(award.key_id)
    return CheckedAward(
        award=award,
        standing=rules.standing_of(
            is_genuine=bool(said),
            is_specimen=award.is_specimen or bool(key and key.is_demo),
            is_revoked=award.revoked_at is not None,
            is_pilot=award.is_pilot,
            valid_until=valid_until,
            today=today,
        ),
        title=said.get("name", ""),
        completion=said.get("description", ""),
        competencies=tuple(achievement.get("tag", ())),
        time_spent=achievement.get("criteria", {}).get("narrative", ""),
        issuer=said.get("issuer", {}).get("name", ""),
        awarded_on=_day(said.get("awardedDate")),
        valid_until=valid_until,
        edition=achievement.get("version", ""),
        fingerprint=key.fingerprint if key else "",
    )


def _day(moment: str | None) -> date | None:
    """The day a statement names. An end of validity is written as the last second of its day in UTC."""
    if moment is None:
        return None
    parsed = datetime.fromisoformat(moment)
    return parsed.date() if moment.endswith("T23:59:59Z") else timezone.localdate(parsed)


def _standing_awards() -> QuerySet[Award]:
    """Awards that nobody has withdrawn, over or not; specimens among them on the demo only."""
    awards = Award.objects.filter(revoked_at__isnull=True)
    return awards if settings.DEMO else awards.filter(is_specimen=False)


def valid_awards(today: date | None = None) -> QuerySet[Award]:
    """Awards that hold on a day, today where none is given."""
    today = today or timezone.localdate()
    return _standing_awards().filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today))


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
    awards = _standing_awards().filter(awarded_at__gte=start, awarded_at__lt=end, is_pilot=is_pilot)
    return awards.values("learner_id")


def awarded_since(moment: datetime) -> QuerySet:
    """Return (region id, 0 where none is stated; when the last award was issued there) since a moment.

    To be asked for inside another query: claiming tells nobody who counts.
    """
    place = Coalesce(F("learner__profile__region_id"), 0)
    rows = Award.objects.filter(awarded_at__gte=moment).annotate(place=place)
    return rows.values_list("place").annotate(at=Max("awarded_at")).order_by()


def first_certified(
    course_keys: Collection[UUID], learner_ids: Collection[int]
) -> dict[tuple[int, UUID], datetime | None]:
    """Return when learners were first certified by courses, by (learner, course key). One query.

    None where they hold the award of a pilot edition alone, which certifies nobody; who holds none is not
    there. Withdrawn awards are left out; what is over counts. Specimens count on the demo only.
    """
    rows = (
        _standing_awards()
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
    awards = _standing_awards().filter(~is_renewed(), valid_until__range=(first, last))
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
