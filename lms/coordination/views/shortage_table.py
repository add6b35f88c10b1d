"""The table of the coordinator's front page: each profession in each place, in words."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from lms.coordination import wording
from lms.coordination.cells import Place, State
from lms.coordination.coverage import Coverage


@dataclass(frozen=True)
class Told:
    """One cell of the front page in words: how it stands, what stands below, and where it leads."""

    state: State
    headline: str
    beside: str
    address: str


@dataclass(frozen=True)
class Line:
    """One profession, in each place."""

    name: str
    cells: tuple[Told, ...]


@dataclass(frozen=True)
class ShortageTable:
    """What is shown of a coverage, for one competency (code) or, with "", for all, the worst first.

    Nothing is put into words before a page asks for it: one that is kept in memory needs the seed alone.
    """

    coverage: Coverage
    competency: str

    @property
    def seed(self) -> str:
        """All that the table depends on, besides the language."""
        return f"{self.coverage.seed}/{self.competency}"

    @cached_property
    def lines(self) -> list[Line]:
        """Each profession, in each place."""
        return [
            Line(name, tuple(self._told(place, code) for place in self.coverage.places))
            for code, name in self.coverage.professions
        ]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many pairs of place and profession stand how, for the sentence above the table."""
        states = [told.state for line in self.lines for told in line.cells]
        return {state.name.lower(): states.count(state) for state in State}

    @property
    def pilot(self) -> int:
        """How many people at least completed pilot editions alone; exact for one competency."""
        if not self.competency:
            return self.coverage.pilot
        return sum(
            self.coverage.cell(place, profession, self.competency).pilot
            for place in self.coverage.places
            for profession, _name in self.coverage.professions
        )

    def _told(self, place: Place, profession: str) -> Told:
        if self.competency:
            cell = self.coverage.cell(place, profession, self.competency)
            address = self._address(place, profession, self.competency)
            return Told(cell.state, wording.state_of(cell), wording.beside(cell), address)
        summary = self.coverage.summary(place, profession)
        address = self._address(place, profession, summary.worst.competency if summary.worst else "")
        return Told(summary.state, wording.state_of_all(summary), wording.beside_all(summary), address)

    def _address(self, place: Place, profession: str, competency: str) -> str:
        where = "" if place.region else place.code
        asked = {"place": where, "profession": profession, "competency": competency}
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{self._pages[bool(place.region)]}?{query}"

    @cached_property
    def _pages(self) -> tuple[str, str]:
        """Where a country leads, and where a region does."""
        return reverse("tiles"), reverse("gaps")
