"""Awards as pages ask for them, and what is true of one."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lms.accounts.api import User
from lms.certificates import credential, rules
from lms.certificates.credential import Issuer, NotGenuine
from lms.certificates.models import Award, ClosedPlace, IssuerBlock
from lms.certificates.rules import Rung, Standing
from lms.certificates.signing import KeyRing, key_ring

# Asked at every check: putting the query together took three times as long as asking it.
_BY_CODE = f"""
    SELECT award.*, holder.public_id AS holder FROM {Award._meta.db_table} award
    JOIN {User._meta.db_table} holder ON holder.id = award.learner_id WHERE award.code = %s
"""  # noqa: S608  (names of tables, nothing that anybody sends)


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
    award = next(iter(Award.objects.raw(_BY_CODE, [code])), None)
    if award:
        # As much of the holder as the names are sealed with; whoever wants more asks once more.
        said = [award.learner_id, UUID(str(award.holder))]
        award.learner = User.from_db(award._state.db, ["id", "public_id"], said)
    return award


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


def standing_awards() -> QuerySet[Award]:
    """Awards that nobody has withdrawn, over or not; specimens among them on the demo only."""
    awards = Award.objects.filter(revoked_at__isnull=True)
    return awards if settings.DEMO else awards.filter(is_specimen=False)


def valid_awards(today: date | None = None) -> QuerySet[Award]:
    """Awards that hold on a day, today where none is given."""
    today = today or timezone.localdate()
    return standing_awards().filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today))
