"""When certificates end: people by month and profession, within a coordinator's scope, without names."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from django.utils import timezone

from courses.api import Course, courses_on_shelf, months_after, profession_names, published_version
from lms.certificates.api import upper_rung_keys
from lms.coordination.kept import ENDINGS, MONTHS_AHEAD, totals_of
from lms.coordination.places import Scope

# How dark a cell of the calendar is: the strongest has the number of the fullest one.
LEVELS = 3


@dataclass(frozen=True)
class Cell:
    """People of one profession whose certificate ends in one month; ``level`` runs from 0 to ``LEVELS``."""

    people: int
    level: int


@dataclass(frozen=True)
class Month:
    """One row of the calendar. ``first`` is None for certificates that are over and were not renewed."""

    first: date | None
    cells: tuple[Cell, ...]

    @property
    def people(self) -> int:
        """Everybody of the row; somebody with two courses counts once in each."""
        return sum(cell.people for cell in self.cells)


@dataclass(frozen=True)
class Calendar:
    """The months as rows, the professions as columns, and how many end soon."""

    courses: tuple[Course, ...]
    professions: tuple[str, ...]
    months: tuple[Month, ...]
    soon: int

    @cached_property
    def over(self) -> int:
        """Certificates that ended within the last months and were not renewed."""
        return sum(month.people for month in self.months if month.first is None)

    @cached_property
    def people(self) -> int:
        """Every cell together."""
        return sum(month.people for month in self.months)


def calendar(scopes: list[Scope], language: str, *, today: date, course: str = "") -> Calendar:
    """Return the months behind and ahead; ``course`` (slug) narrows them. Three to six queries."""
    version = published_version()
    shelf = courses_on_shelf(version, language)
    wanted = {each.key for slug, each in shelf.items() if course in ("", slug)}
    if not course:
        # The upper rungs end too; they belong to no one course.
        wanted |= upper_rung_keys({each["code"] for one in shelf.values() for each in one.competencies})
    names = profession_names(version, language)
    [rows] = totals_of(scopes, version, ENDINGS, now=_end_of(today))
    counted = _summed(row for row in rows if row["course_key"] in wanted)
    soon = sum(people for (span, _month, _work), people in counted.items() if span == "soon")
    cells: dict[tuple[date | None, str], int] = defaultdict(int)
    for (span, month, work), people in counted.items():
        if span != "soon":
            cells[date.fromisoformat(month) if month else None, names.get(work, ("", ""))[1]] += people
    return _laid_out(cells, tuple(shelf.values()), today, soon)


def _summed(rows: Iterable[dict]) -> dict[tuple[str, str | None, int | None], int]:
    """Add up thousands of rows over regions and courses, by span, month and profession."""
    counted: dict[tuple, int] = defaultdict(int)
    for row in rows:
        counted[row["span"], row["month"], row["profession_id"]] += row["people"]
    return counted


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))


def _laid_out(counted: dict, courses: tuple[Course, ...], today: date, soon: int) -> Calendar:
    # People who named no profession stand last.
    professions = sorted({name for _month, name in counted}, key=lambda name: (not name, name))
    fullest = max(counted.values(), default=0)
    firsts = [None, *(months_after(today.replace(day=1), ahead) for ahead in range(MONTHS_AHEAD + 1))]
    months = [
        Month(first, tuple(_cell(counted.get((first, name), 0), fullest) for name in professions))
        for first in firsts
    ]
    return Calendar(courses, tuple(professions), tuple(months), soon)


def _cell(people: int, fullest: int) -> Cell:
    return Cell(people, -(-people * LEVELS // fullest) if people else 0)
