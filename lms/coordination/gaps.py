"""Where how many people are missing for one piece of work, what comes in 90 days, and who could help."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from courses.api import (
    Reach,
    Tile,
    atlas,
    courses_on_shelf,
    finished_within,
    people_in_progress,
)
from lms.accounts.api import counted_people
from lms.certificates.api import certified_people, competency_totals
from lms.coordination.cells import Cell, Place, State
from lms.coordination.coverage import Coverage
from lms.coordination.places import Scope, reach_within
from lms.coordination.projecting import DAYS_AHEAD, Range, projected


@dataclass(frozen=True)
class Rung:
    """One region of the ladder. ``lost`` are those who fall away if nobody renews until the day asked about.

    ``covering`` are regions beside it with more people than they need, each with how many more.
    """

    cell: Cell
    in_progress: int
    lost: int
    projection: Range | None
    covering: tuple[tuple[Place, int], ...]


@dataclass(frozen=True)
class Ladder:
    """The regions with a number needed, most missing first, and those without one.

    ``wholes`` are countries with a number of their own, for the whole of which it is meant.
    ``finished`` of ``begun`` is the own history that a projection rests on.
    """

    coverage: Coverage
    wholes: tuple[Cell, ...]
    rungs: tuple[Rung, ...]
    without: tuple[Rung, ...]
    finished: int
    begun: int

    @cached_property
    def missing(self) -> int:
        """Everybody who is missing, region by region: more in one does not make up for another."""
        return sum(rung.cell.missing for rung in self.rungs)

    @cached_property
    def short(self) -> int:
        """In how many regions people are missing."""
        return sum(1 for rung in self.rungs if rung.cell.missing)

    @cached_property
    def nobody(self) -> int:
        """In how many regions people are needed and nobody is there."""
        return sum(1 for rung in self.rungs if rung.cell.state is State.NOBODY)

    @cached_property
    def in_progress(self) -> int:
        """People on their way, in all regions shown."""
        return sum(rung.in_progress for rung in (*self.rungs, *self.without))

    @cached_property
    def lost(self) -> int:
        """People who fall away if nobody renews until the day asked about."""
        return sum(rung.lost for rung in (*self.rungs, *self.without))

    @cached_property
    def pilot(self) -> int:
        """People who completed pilot editions alone: they count once experts have signed."""
        return sum(rung.cell.pilot for rung in (*self.rungs, *self.without))

    @cached_property
    def most(self) -> int:
        """The largest number on the ladder, at least 1: what a picture of it is scaled to."""
        ends = [rung.projection.high for rung in self.rungs if rung.projection]
        return max([1, *ends, *(max(rung.cell.certified, rung.cell.target or 0) for rung in self.rungs)])


def ladder(
    scopes: list[Scope],
    language: str,
    *,
    found: Coverage,
    competency: str,
    profession: str,
    lapsed_by: date | None = None,
) -> Ladder:
    """Return the gaps of one profession and competency (codes) inside the scopes. Four queries at most.

    ``found`` is the coverage of the same scopes today. ``lapsed_by`` counts as if nobody whose certificate
    ends before that day renewed. In 90 days there are those whose certificates do not end until then, and of
    the people on their way the share that finished within 90 days before, among everybody of the scopes on
    the courses that serve the competency. Who helps out is asked inside the scopes only.
    """
    reach, today = reach_within(scopes), found.on
    world, keys = atlas(found.version, language), _serving(found.version, language, competency)
    coming = people_in_progress(
        reach,
        keys,
        among=counted_people(),
        beyond=certified_people(competency, on=today),
        profession=profession,
    )
    span = timedelta(days=DAYS_AHEAD)
    finished, begun = finished_within(reach, keys, days=span, before=today - span, among=counted_people())
    counting = _Counting(reach, world.tiles, profession, competency)
    kept = counting.certified(lapsed_by) if lapsed_by else None
    cells = {place.code: _cell(found, place, profession, competency, kept) for place in found.regions}
    ahead = _Ahead(counting.certified(today + span), coming, finished, begun)
    rungs = _rungs(found, cells, {tile.code: tile for tile in world.tiles.values()}, ahead)
    return Ladder(
        coverage=found,
        wholes=_wholes(found, cells, profession, competency),
        rungs=tuple(rung for rung in rungs if rung.cell.target is not None),
        without=tuple(rung for rung in rungs if rung.cell.target is None),
        finished=finished,
        begun=begun,
    )


@dataclass(frozen=True)
class _Ahead:
    """What a projection is made of: who is left by region code, who is on the way by id, how many finish."""

    left: dict[str, int]
    coming: dict[int, int]
    finished: int
    begun: int


def _rungs(found: Coverage, cells: dict[str, Cell], tiles: dict[str, Tile], ahead: _Ahead) -> list[Rung]:
    """Return every region, the widest gap first."""
    rungs = []
    for code, cell in cells.items():
        coming = ahead.coming.get(tiles[code].pk, 0)
        projection = projected(
            left=ahead.left[code], in_progress=coming, finished=ahead.finished, begun=ahead.begun
        )
        today = found.cell(cell.place, cell.profession, cell.competency).certified
        covering = _covering(cell, cells, tiles)
        rungs.append(Rung(cell, coming, today - cell.certified, projection, covering))
    return sorted(rungs, key=lambda rung: (-rung.cell.missing, rung.cell.ratio or 0))


def _wholes(found: Coverage, cells: dict[str, Cell], profession: str, competency: str) -> tuple[Cell, ...]:
    """Return the countries with a number of their own, with the people left in their regions."""
    whole = [found.cell(place, profession, competency) for place in found.places if not place.region]
    return tuple(
        replace(
            cell,
            certified=sum(each.certified for each in cells.values() if each.place.country == cell.place.code),
            regions_short=sum(
                1 for each in cells.values() if each.place.country == cell.place.code and each.missing
            ),
        )
        for cell in whole
        if cell.target is not None and not cell.is_summed
    )


def _serving(version: int, language: str, competency: str) -> list:
    shelf = courses_on_shelf(version, language).values()
    return [course.key for course in shelf if competency in {each["code"] for each in course.competencies}]


@dataclass(frozen=True)
class _Counting:
    """Counts the certified of one profession and competency by the codes of regions."""

    reach: Reach
    tiles: dict[int, Tile]
    profession: str
    competency: str

    def certified(self, on: date) -> dict[str, int]:
        """Return how many are left on a day; 0 where nobody is."""
        counted: dict[str, int] = defaultdict(int)
        totals = competency_totals(self.reach, on=on, competency=self.competency, profession=self.profession)
        for total in totals:
            if tile := self.tiles.get(total.region_id):
                counted[tile.code] += total.certified
        return counted


def _cell(
    found: Coverage, place: Place, profession: str, competency: str, kept: dict[str, int] | None
) -> Cell:
    cell = found.cell(place, profession, competency)
    return cell if kept is None else replace(cell, certified=kept.get(place.code, 0))


def _covering(cell: Cell, cells: dict[str, Cell], tiles: dict[str, Tile]) -> tuple[tuple[Place, int], ...]:
    if not cell.missing:
        return ()
    here = tiles[cell.place.code]
    helping = [other for code, other in cells.items() if other.above and here.is_beside(tiles[code])]
    return tuple((other.place, other.above) for other in helping)
