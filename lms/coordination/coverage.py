"""Who can do this work, where, and where is nobody: certified people beside the numbers that are needed.

The one layer that reads shortages: whatever shows or exports them asks here, with the scopes of whoever asks,
and nothing outside these scopes comes back.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from courses.api import Atlas, CompetencyCard, atlas, competency_cards, profession_names, published_version
from lms.certificates.api import CompetencyTotal, competency_totals
from lms.coordination.cells import Cell, Figures, Place, Summary
from lms.coordination.kept import COMPETENCIES, totals_of
from lms.coordination.places import Scope, reach_within
from lms.coordination.targets import targets_on

# A target as the table needs it: country (code), region (id or None), profession (id), competency, number.
_TARGET = ("country__code", "region_id", "profession_id", "competency", "number")


@dataclass(frozen=True)
class Coverage:
    """Everything inside the scopes on one day. ``version`` is that of the published names."""

    on: date
    version: int
    places: tuple[Place, ...]
    regions: tuple[Place, ...]
    professions: tuple[tuple[str, str], ...]
    competencies: dict[str, CompetencyCard]
    figures: Figures

    @cached_property
    def cells(self) -> dict[tuple[str, str, str], Cell]:
        """Every cell in which there are people, or a number, by place, profession and competency (codes)."""
        return self.figures.cells(self.places, self.regions)

    @cached_property
    def seed(self) -> str:
        """All that a page of it depends on, besides the language: such a page is kept in memory by this."""
        codes = [[place.code for place in shown] for shown in (self.places, self.regions)]
        work = [[code for code, _name in self.professions], [*self.competencies]]
        return json.dumps([self.version, str(self.on), *codes, *work, *self.figures.told])

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Every competency to choose from: code and name."""
        return [(code, card.name) for code, card in self.competencies.items()]

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
    targets = targets_on(scopes, on=on, competency=competency, profession=profession).values_list(*_TARGET)
    return Coverage(
        on=on,
        version=version,
        places=places,
        regions=regions,
        professions=tuple(entry for entry in professions.values() if profession in ("", entry[0])),
        competencies=cards,
        figures=Figures(world, professions, totals, list(targets)),
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
