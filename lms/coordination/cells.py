"""Cells of the table of shortages: people who are able beside people who are needed, and their sums."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from courses.api import Atlas
from lms.certificates.api import CompetencyTotal


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
class Figures:
    """Totals and targets as they were read, to be put into cells once somebody looks at these."""

    world: Atlas
    professions: dict[int, tuple[str, str]]
    totals: list[CompetencyTotal]
    targets: list[tuple]

    @property
    def told(self) -> list[list]:
        """The figures as plain lists."""
        return [[[*vars(total).values()] for total in self.totals], self.targets]

    def cells(self, places: Iterable[Place], regions: Iterable[Place]) -> dict[tuple[str, str, str], Cell]:
        """Return every cell in which there are people, or a number; countries sum up their regions."""
        people = {
            self._key(total.region_id, total.profession_id, total.competency): total for total in self.totals
        }
        numbers = {
            self._key(region_id, profession_id, competency, country): number
            for country, region_id, profession_id, competency, number in self.targets
        }
        known = {region.code: region for region in regions}
        found: dict[tuple[str, str, str], Cell] = {}
        for key in people.keys() | numbers.keys():
            if key[0] in known:
                found[key] = _region_cell(known[key[0]], key, people.get(key), numbers.get(key))
        for country in [place for place in places if not place.region]:
            found |= _country_cells(country, found, numbers)
        return found

    def _key(self, region_id: int | None, profession_id: int, competency: str, country: str = ""):
        tile = self.world.tiles.get(region_id)
        place = country if region_id is None else tile.code if tile else ""
        return place, self.professions[profession_id][0], competency


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
