"""What anybody may read of coverage: whole countries, in words, and numbers only as "at least so many".

Nothing of a region, nothing of "nobody" apart from "too few", and no number below five: who is the only one
in a country must not be told from this page, nor from yesterday's beside today's.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.core.cache import cache

from lms.coordination.cells import State
from lms.coordination.coverage import Coverage, coverage
from lms.coordination.places import Scope
from lms.coordination.report.rules.suppression import FEWEST

# Counted once a day, so that nobody's certificate can be watched as it comes or goes.
KEPT_SECONDS = 26 * 3600


class Word(StrEnum):
    """How a country stands for one profession; nobody and somebody too few are one."""

    ENOUGH = "enough"
    TOO_FEW = "too few"
    NO_TARGET = "no target"


@dataclass(frozen=True)
class Told:
    """One country and profession. ``at_least`` counts in fives; None where it would tell of fewer."""

    word: Word
    at_least: int | None = None


@dataclass(frozen=True)
class Page:
    """Countries in the order of their names as rows, professions as columns."""

    on: date
    competencies: tuple[tuple[str, str], ...]
    professions: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Told, ...]], ...]


def public_page(language: str, *, on: date, competency: str = "") -> Page:
    """Return what is told on a day, of one competency (code) or of all; counted once a day and kept."""
    key = f"public-coverage/{on.isoformat()}/{language}/{competency}"
    found = cache.get(key)
    if found is None:
        found = _page(coverage([Scope()], language, on=on, competency=competency), competency)
        cache.set(key, found, KEPT_SECONDS)
    return found


def in_fives(people: int) -> int | None:
    """Return the fives that are full, as a number of people; None of fewer than five."""
    return people - people % FEWEST or None


def _page(found: Coverage, competency: str) -> Page:
    countries = sorted((place for place in found.places if not place.region), key=lambda place: place.name)
    return Page(
        on=found.on,
        # As they are named to the outside.
        competencies=tuple(
            (code, card.outward_name or card.name) for code, card in found.competencies.items()
        ),
        professions=tuple(name for _code, name in found.professions),
        rows=tuple(
            (
                country.name,
                tuple(_told(found, country, code, competency) for code, _name in found.professions),
            )
            for country in countries
        ),
    )


def _told(found: Coverage, country, profession: str, competency: str) -> Told:
    if not competency:
        return Told(_word(found.summary(country, profession).state))
    cell = found.cell(country, profession, competency)
    return Told(_word(cell.state), in_fives(cell.certified))


def _word(state: State) -> Word:
    words = {State.ENOUGH: Word.ENOUGH, State.NO_TARGET: Word.NO_TARGET}
    return words.get(state, Word.TOO_FEW)
