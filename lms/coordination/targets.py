"""How many people are needed where: set, superseded, ended; every number stays readable."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from courses.models import Country, Profession, Region
from lms.coordination.models import Target
from lms.coordination.places import Scope


class OutOfScope(LookupError):
    """The place is not one of the coordinator's own, or there is no such place, profession or competency."""


@dataclass(frozen=True)
class Spot:
    """What a number is for: a country or one of its regions, a profession and a competency, by code."""

    country: str
    region: str
    profession: str
    competency: str

    @property
    def place(self) -> str:
        """The code of the region, or of the country where the whole of it is meant."""
        return self.region or self.country


def spot_at(place: str, profession: str, competency: str) -> Spot:
    """Return the spot that a place's code ("UZ" or "UZ-SU") and two other codes name."""
    country, hyphen, _rest = place.partition("-")
    return Spot(country, place if hyphen else "", profession, competency)


def is_within(scopes: list[Scope], spot: Spot) -> bool:
    """Return whether a spot lies in one of these scopes; a whole country never lies in one of its regions."""
    return any(scope.covers(spot.country, spot.region) for scope in scopes)


def targets_on(
    scopes: list[Scope], *, on: date, competency: str = "", profession: str = ""
) -> QuerySet[Target]:
    """Return the numbers that hold on a day inside these scopes; a region never sees its country's."""
    found = (
        _within(scopes)
        .select_related("country")
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)
    )
    if competency:
        found = found.filter(competency=competency)
    return found.filter(profession__code=profession) if profession else found


def history_of(scopes: list[Scope], spot: Spot) -> list[Target]:
    """Return every number ever set for a spot, the newest first. Empty outside the scopes. One query."""
    if not is_within(scopes, spot):
        return []
    return list(_of(spot).select_related("set_by__profile", "ended_by__profile"))


def set_target(spot: Spot, *, number: int, basis: str, source: str, by, scopes: list[Scope]) -> Target:
    """Let a new number hold from today; the one before ends today. The same again changes nothing.

    Raises OutOfScope, and IntegrityError for a number no place can need.
    """
    _require(scopes, spot)
    wanted = {"number": number, "basis": basis, "source": source}
    try:
        return _superseded(spot, wanted, by)
    except IntegrityError:
        # Somebody else set the first number of this spot at the same moment: ours supersedes it.
        return _superseded(spot, wanted, by)


@transaction.atomic
def _superseded(spot: Spot, wanted: dict, by) -> Target:
    open_one = _open(spot)
    if open_one is not None and {name: getattr(open_one, name) for name in wanted} == wanted:
        return open_one
    today = timezone.localdate()
    if open_one is not None:
        _end(open_one, today, by)
    return Target.objects.create(
        **_rows_of(spot),
        **wanted,
        competency=spot.competency,
        set_by=by,
        set_at=timezone.now(),
        valid_from=today,
    )


@transaction.atomic
def end_target(spot: Spot, *, by, scopes: list[Scope]) -> bool:
    """End the number of a spot: none is set from today. Returns whether one was. Raises OutOfScope."""
    _require(scopes, spot)
    open_one = _open(spot)
    if open_one is not None:
        _end(open_one, timezone.localdate(), by)
    return open_one is not None


def _require(scopes: list[Scope], spot: Spot) -> None:
    if not is_within(scopes, spot):
        raise OutOfScope(spot.place)


def _end(target: Target, today: date, by) -> None:
    target.valid_to, target.ended_by = max(today, target.valid_from), by
    target.save(update_fields=["valid_to", "ended_by"])


def _open(spot: Spot) -> Target | None:
    return _of(spot).select_for_update(of=("self",)).filter(valid_to__isnull=True).first()


def _of(spot: Spot) -> QuerySet[Target]:
    placed = Q(region__code=spot.region) if spot.region else Q(region__isnull=True)
    return Target.objects.filter(
        placed,
        country__code=spot.country,
        profession__code=spot.profession,
        competency=spot.competency,
    )


def _rows_of(spot: Spot) -> dict:
    country = Country.objects.filter(code=spot.country).first()
    region = Region.objects.filter(code=spot.region, country=country).first() if spot.region else None
    profession = Profession.objects.filter(code=spot.profession).first()
    if country is None or profession is None or (spot.region and region is None):
        raise OutOfScope(spot.place)
    return {"country": country, "region": region, "profession": profession}


def _within(scopes: list[Scope]) -> QuerySet[Target]:
    if any(not scope.country and not scope.region for scope in scopes):
        return Target.objects.all()
    countries = [scope.country for scope in scopes if scope.country and not scope.region]
    regions = [scope.region for scope in scopes if scope.region]
    return Target.objects.filter(Q(country__code__in=countries) | Q(region__code__in=regions))
