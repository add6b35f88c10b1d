"""Where a coordinator may look: places of the granted scopes, none inside another."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from courses.api import Reach, region_names


@dataclass(frozen=True)
class Scope:
    """What a coordinator may see: everything, one country or one region (ISO codes; "" means all)."""

    country: str = ""
    region: str = ""

    def covers(self, country: str, region: str = "") -> bool:
        """Return whether a place lies inside: a region, or with no ``region`` the whole of a country."""
        if self.region:
            return self.region == region
        return self.country in ("", country)


def reach_within(scopes: Sequence[Scope]) -> Reach:
    """Return the scopes as the doors below ask for them; no scope reaches nobody."""
    return Reach(
        everywhere=Scope() in scopes,
        countries=tuple(scope.country for scope in scopes if scope.country and not scope.region),
        regions=tuple(scope.region for scope in scopes if scope.region),
    )


def regions_in(scopes: Sequence[Scope], version: int) -> Collection[int | None] | None:
    """Return the ids of the regions of places, None where one of the places is everywhere. No query."""
    if any(not scope.country and not scope.region for scope in scopes):
        return None
    names = region_names(version, "en")
    return [
        number for number, (code, _name) in names.items() if any(_lies_in(code, scope) for scope in scopes)
    ]


def own_regions(scopes: Sequence[Scope], version: int, language: str) -> tuple[tuple[str, str], ...]:
    """Return (code, name) of the regions inside places, in their order. No query."""
    return tuple(
        entry
        for entry in region_names(version, language).values()
        if any(_lies_in(entry[0], scope) for scope in scopes)
    )


def _lies_in(region_code: str, scope: Scope) -> bool:
    if scope.region or not scope.country:
        return scope.region in ("", region_code)
    return region_code.startswith(f"{scope.country}-")


def places_of(granted) -> list[Scope]:
    """Return the places among the granted scopes, none inside another; other grants show nothing here."""
    made = {
        "everywhere": lambda _code: Scope(),
        "country": lambda code: Scope(country=code),
        "region": lambda code: Scope(region=code),
    }
    return disjoint([made[kind](code) for kind, code in granted if kind in made])


def disjoint(scopes: list[Scope]) -> list[Scope]:
    """Drop scopes that lie inside another, so that nobody is counted twice."""
    if Scope() in scopes:
        return [Scope()]
    countries = {scope.country for scope in scopes if scope.country and not scope.region}
    kept = [Scope(country=code) for code in sorted(countries)]
    regions = sorted({scope.region for scope in scopes if scope.region})
    return kept + [Scope(region=code) for code in regions if code.split("-")[0] not in countries]
