"""Who can do this work, where, and where is nobody: certified people beside the numbers that are needed.

The one layer that reads shortages: whatever shows or exports them asks here, with the scopes of whoever asks,
and nothing outside these scopes comes back.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from django.utils import timezone

from courses.api import Atlas, CompetencyCard, atlas, competency_cards, profession_names, published_version
from lms.certificates.api import CompetencyTotal, competency_totals
from lms.coordination.kept import COMPETENCIES, totals_of
from lms.coordination.models import Target
from lms.coordination.places import Scope, reach_within
from lms.coordination.targets import targets_on


class State(StrEnum):
    """How a place stands; the gravest first. Without a number set nothing can be short."""

    NOBODY = "nobody"
    SHORT = "short"
    ENOUGH = "enough"
    NO_TARGET = "no target"


@dataclass(frozen=True)
class Place:
    """A country, or one of its regions; ``code`` is the ISO code of whichever it is."""

    code: str
    name: str
    country: str
    region: str = ""


@dataclass(frozen=True)
class Cell:
    """People of one profession in one place who are able to do one thing, and how many are needed.

    ``certified`` are distinct people, ``pilot`` those who completed pilot editions alone and do not count.
    ``target`` is None where no number is set. A country without a number of its own takes the sum of its
    regions' (``is_summed``): there a region with more than it needs does not make up for another.
    """

    place: Place
    profession: str
    competency: str
    certified: int = 0
    pilot: int = 0
    target: int | None = None
    missing_in_regions: int = 0
    regions_short: int = 0
    is_summed: bool = False

    @property
    def missing(self) -> int:
        """How many people are missing; 0 where there are enough, and where no number is set."""
        if self.target is None:
            return 0
        return self.missing_in_regions if self.is_summed else max(0, self.target - self.certified)

    @property
    def above(self) -> int:
        """How many people there are beyond the number needed; 0 where no number is set."""
        return max(0, self.certified - self.target) if self.target is not None else 0

    @property
    def ratio(self) -> float | None:
        """Certified people as a share of the number needed; None where no number is set."""
        return self.certified / self.target if self.target else None

    @property
    def percent(self) -> int | None:
        """The ratio in whole percent, rounded down: 99.6 must not look finished."""
        return None if self.target is None else self.certified * 100 // self.target

    @property
    def state(self) -> State:
        """How the place stands for this work."""
        if self.target is None:
            return State.NO_TARGET
        if not self.certified:
            return State.NOBODY
        return State.SHORT if self.missing else State.ENOUGH


@dataclass(frozen=True)
class Summary:
    """All competencies of one profession in one place: the worst of them, and how many stand how."""

    place: Place
    profession: str
    cells: tuple[Cell, ...]

    def _those(self, state: State) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.state is state)

    @cached_property
    def nobody(self) -> int:
        """For how many competencies there is nobody, though people are needed."""
        return len(self._those(State.NOBODY))

    @cached_property
    def short(self) -> int:
        """For how many competencies there are some people, but too few."""
        return len(self._those(State.SHORT))

    @cached_property
    def enough(self) -> int:
        """For how many competencies there are as many as needed."""
        return len(self._those(State.ENOUGH))

    @cached_property
    def with_target(self) -> int:
        """For how many competencies a number is set."""
        return self.nobody + self.short + self.enough

    @cached_property
    def state(self) -> State:
        """The worst of all; no number set at all is a state of its own."""
        return next((state for state in State if self._those(state)), State.NO_TARGET)

    @cached_property
    def worst(self) -> Cell | None:
        """The competency for which most people are missing, None where none are."""
        return max((cell for cell in self.cells if cell.missing), key=lambda cell: cell.missing, default=None)


@dataclass(frozen=True)
class Coverage:
    """Everything inside the scopes on one day. ``version`` is that of the published names."""

    on: date
    version: int
    places: tuple[Place, ...]
    regions: tuple[Place, ...]
    professions: tuple[tuple[str, str], ...]
    competencies: dict[str, CompetencyCard]
    cells: dict[tuple[str, str, str], Cell]

    def cell(self, place: Place, profession: str, competency: str) -> Cell:
        """Return a cell; one without people and without a number where nothing is known."""
        found = self.cells.get((place.code, profession, competency))
        return found or Cell(place, profession, competency)

    def asked_of(self, profession: str) -> tuple[str, ...]:
        """Return the codes of the competencies meant for a profession, or for which it has a number."""
        return tuple(
            code
            for code, card in self.competencies.items()
            if profession in card.professions or (profession, code) in self._needed
        )

    @cached_property
    def _needed(self) -> set[tuple[str, str]]:
        return {key[1:] for key, cell in self.cells.items() if cell.target is not None}

    def summary(self, place: Place, profession: str) -> Summary:
        """Return all competencies of a profession in a place, as one."""
        cells = tuple(self.cell(place, profession, code) for code in self.asked_of(profession))
        return Summary(place, profession, cells)

    @cached_property
    def pilot(self) -> int:
        """How many people at least completed pilot editions alone: they count once experts have signed.

        Exact for one competency. Of several the one with most people, as the same person may stand in each.
        """
        shown = {place.code for place in self.places}
        people: dict[str, int] = defaultdict(int)
        for (code, _profession, competency), cell in self.cells.items():
            people[competency] += cell.pilot if code in shown else 0
        return max(people.values(), default=0)


def coverage(
    scopes: list[Scope], language: str, *, on: date, competency: str = "", profession: str = ""
) -> Coverage:
    """Return who can do which work on a day, inside the scopes, beside the numbers needed. Three queries.

    ``competency`` and ``profession`` (codes) narrow it. ``places`` are what a first screen shows: the
    countries of the scopes, and single regions where a scope is one; ``regions`` are all regions inside.
    A day to come tells what is left if nobody whose certificate ends before it renews.
    """
    version = published_version()
    cards = {
        code: card for code, card in competency_cards(version, language).items() if competency in ("", code)
    }
    professions = profession_names(version, language)
    world = atlas(version, language)
    places, regions = _places(scopes, world, on), _regions(scopes, world, on)
    totals = [
        total
        for total in _totals(scopes, version, on)
        if total.competency in cards and total.profession_id in professions
        if profession in ("", professions[total.profession_id][0])
    ]
    targets = targets_on(scopes, on=on, competency=competency, profession=profession)
    filled = _Filling(world, {pk: code for pk, (code, _name) in professions.items()})
    return Coverage(
        on=on,
        version=version,
        places=places,
        regions=regions,
        professions=tuple(entry for entry in professions.values() if profession in ("", entry[0])),
        competencies=cards,
        cells=filled.cells(places, regions, totals, targets),
    )


def _totals(scopes: list[Scope], version: int, on: date) -> list[CompetencyTotal]:
    """Return who is certified on a day: of today as it is kept, of another day counted at once."""
    if on != timezone.localdate():
        return competency_totals(reach_within(scopes), on=on)
    [rows] = totals_of(scopes, version, COMPETENCIES)
    return [CompetencyTotal(**row) for row in rows]


def _places(scopes: list[Scope], world: Atlas, on: date) -> tuple[Place, ...]:
    whole = [Place(code, name, code) for code, name in world.countries.items() if _covers(scopes, code)]
    return (*whole, *(place for place in _regions(scopes, world, on) if not _covers(scopes, place.country)))


def _regions(scopes: list[Scope], world: Atlas, on: date) -> tuple[Place, ...]:
    return tuple(
        Place(tile.code, tile.name, tile.country, tile.code)
        for tile in world.tiles.values()
        if _covers(scopes, tile.country, tile.code) and (tile.ended_on is None or tile.ended_on > on)
    )


def _covers(scopes: list[Scope], country: str, region: str = "") -> bool:
    return any(scope.covers(country, region) for scope in scopes)


class _Filling:
    """Puts totals and targets into cells: regions first, countries as their sums."""

    def __init__(self, world: Atlas, professions: dict[int, str]) -> None:
        self._codes = {pk: tile.code for pk, tile in world.tiles.items()}
        self._professions = professions

    def cells(
        self,
        places: Iterable[Place],
        regions: Iterable[Place],
        totals: Iterable[CompetencyTotal],
        targets: Iterable[Target],
    ) -> dict[tuple[str, str, str], Cell]:
        """Return every cell in which there are people, or a number."""
        people = {
            (
                self._codes.get(total.region_id, ""),
                self._professions[total.profession_id],
                total.competency,
            ): total
            for total in totals
        }
        numbers = {self._key(target): target.number for target in targets}
        known = {region.code: region for region in regions}
        found: dict[tuple[str, str, str], Cell] = {}
        for key in people.keys() | numbers.keys():
            if key[0] in known:
                found[key] = _region_cell(known[key[0]], key, people.get(key), numbers.get(key))
        for country in [place for place in places if not place.region]:
            found |= _country_cells(country, found, numbers)
        return found

    def _key(self, target: Target) -> tuple[str, str, str]:
        place = self._codes[target.region_id] if target.region_id else target.country.code
        return place, self._professions[target.profession_id], target.competency


def _region_cell(place: Place, key, total: CompetencyTotal | None, number: int | None) -> Cell:
    certified, pilot = (total.certified, total.pilot) if total else (0, 0)
    return Cell(place, key[1], key[2], certified, pilot, number)


def _country_cells(country: Place, cells: dict, numbers: dict) -> dict[tuple[str, str, str], Cell]:
    inside: dict[tuple[str, str], list[Cell]] = {}
    for (_code, profession, competency), cell in cells.items():
        if cell.place.country == country.code:
            inside.setdefault((profession, competency), []).append(cell)
    whole = {key[1:] for key in numbers if key[0] == country.code}
    return {
        (country.code, *work): _sum(country, work, inside.get(work, []), numbers.get((country.code, *work)))
        for work in inside.keys() | whole
    }


def _sum(country: Place, work: tuple[str, str], cells: list[Cell], own: int | None) -> Cell:
    needed = [cell.target for cell in cells if cell.target is not None]
    return Cell(
        place=country,
        profession=work[0],
        competency=work[1],
        certified=sum(cell.certified for cell in cells),
        pilot=sum(cell.pilot for cell in cells),
        target=own if own is not None else (sum(needed) if needed else None),
        missing_in_regions=sum(cell.missing for cell in cells),
        regions_short=sum(1 for cell in cells if cell.missing),
        is_summed=own is None and bool(needed),
    )
