"""How questions work as measures: facility, discrimination, and what should be looked at again.

Figures come from sums that only grow, so an attempt is added once and never read again.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

# Under so many answers a discrimination says nothing; under the second it still moves a lot. At 30 a
# true 0.30 has a 95 % interval from -0.07 to 0.60, at 50 from 0.02 to 0.53 (Fisher's z).
FEWEST, STEADY = 30, 50
# Scores from 0 to 1 in steps of a twentieth, the last one alone for a whole score.
BANDS = 21
LOW, MIDDLE, HIGH = 0, 1, 2
Z_95 = 1.959964
# Kehoe (1995), "Basic item analysis for multiple-choice tests": under 0.15 an item says little of the rest.
WEAK = 0.15
TOO_EASY, TOO_HARD = 0.95, 0.30
# A wrong choice that fewer take than this distracts nobody.
UNUSED = 0.02
# Between two languages: a difference of facility that matters, and one that chance hardly makes.
FAR_APART, HARDLY_CHANCE = 0.2, 2.576


@dataclass(frozen=True)
class Sums:
    """What is kept of the answers to one question: ``people`` and sums of marks, all from 0 to 1.

    ``item`` is the question's mark, ``rest`` the mean mark of the other questions of the same attempt.
    """

    people: int = 0
    item: float = 0.0
    rest: float = 0.0
    item_squares: float = 0.0
    rest_squares: float = 0.0
    products: float = 0.0

    def __add__(self, other: "Sums") -> "Sums":
        marks = (mine + theirs for mine, theirs in zip(self.marks, other.marks, strict=True))
        return Sums(self.people + other.people, *marks)

    @property
    def marks(self) -> tuple[float, ...]:
        """All sums but the people, in the order of the fields."""
        return (self.item, self.rest, self.item_squares, self.rest_squares, self.products)

    @property
    def facility(self) -> float | None:
        """The mean mark; None where nobody answered."""
        return self.item / self.people if self.people else None

    @property
    def discrimination(self) -> float | None:
        """The correlation of the mark with the rest of the test, from -1 to 1 (corrected item-total).

        None under ``FEWEST`` people, and where all marks or all rests are alike.
        """
        if self.people < FEWEST:
            return None
        shared = self.people * self.products - self.item * self.rest
        spread_item = self.people * self.item_squares - self.item**2
        spread_rest = self.people * self.rest_squares - self.rest**2
        if spread_item <= 1e-9 or spread_rest <= 1e-9:
            return None
        return max(-1.0, min(1.0, shared / math.sqrt(spread_item * spread_rest)))

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the discrimination by Fisher's z; None where there is none."""
        found = self.discrimination
        if found is None or abs(found) >= 1:
            return None
        width = Z_95 / math.sqrt(self.people - 3)
        return math.tanh(math.atanh(found) - width), math.tanh(math.atanh(found) + width)

    @property
    def is_steady(self) -> bool:
        """Whether there are enough people for the discrimination to stay about where it is."""
        return self.people >= STEADY


def sums_of(mark: float, rest: float) -> Sums:
    """Return the sums of one person."""
    return Sums(1, mark, rest, mark * mark, rest * rest, mark * rest)


@dataclass
class Bands:
    """How many people of each band of scores took each choice. ``""`` stands for no known choice."""

    people: list[int] = field(default_factory=lambda: [0] * BANDS)
    chosen: list[dict[str, int]] = field(default_factory=lambda: [{} for _ in range(BANDS)])

    def add(self, score: float, choices: Iterable[str]) -> None:
        """Count one person with this score of the whole attempt, from 0 to 1."""
        band = min(BANDS - 1, int(score * (BANDS - 1) + 1e-9))
        self.people[band] += 1
        for choice in list(choices) or [""]:
            self.chosen[band][choice] = self.chosen[band].get(choice, 0) + 1

    def merge(self, other: "Bands") -> None:
        """Add what another one counted."""
        for band in range(BANDS):
            self.people[band] += other.people[band]
            for choice, count in other.chosen[band].items():
                self.chosen[band][choice] = self.chosen[band].get(choice, 0) + count

    def stored(self) -> list:
        """Return plain values, empty bands left out."""
        return [[band, self.people[band], self.chosen[band]] for band in range(BANDS) if self.people[band]]

    @classmethod
    def read(cls, stored: list) -> "Bands":
        """Return what ``stored`` gave."""
        bands = cls()
        for band, people, chosen in stored:
            bands.people[band], bands.chosen[band] = people, dict(chosen)
        return bands


@dataclass(frozen=True)
class Third:
    """People of one third of the scores: how many, and how many of them took each choice."""

    people: int
    chosen: Mapping[str, int]

    def share(self, choice: str) -> float:
        """Return which share of these people took a choice."""
        return self.chosen.get(choice, 0) / self.people if self.people else 0.0


def thirds_of(bands: Bands) -> tuple[Third, Third, Third]:
    """Return the lower, middle and upper third by the score of the whole attempt.

    People of one band stay together, in the third in which the middle of their band lies.
    """
    total, before = sum(bands.people), 0
    counts: list[int] = [0, 0, 0]
    chosen: list[dict[str, int]] = [{}, {}, {}]
    for band in range(BANDS):
        people = bands.people[band]
        if not people:
            continue
        third = min(HIGH, int((before + people / 2) * 3 / total))
        before += people
        counts[third] += people
        for choice, count in bands.chosen[band].items():
            chosen[third][choice] = chosen[third].get(choice, 0) + count
    low, middle, high = (Third(*each) for each in zip(counts, chosen, strict=True))
    return low, middle, high


@dataclass(frozen=True)
class Sign:
    """Something an author should look at: ``what`` names the sentence, ``values`` fill it."""

    what: str
    values: Mapping[str, Any] = field(default_factory=dict)


def signs_of(sums: Sums) -> list[Sign]:
    """Return what facility and discrimination tell, the gravest first; nothing under ``FEWEST`` people."""
    if sums.people < FEWEST or sums.facility is None:
        return []
    signs, found = [], sums.discrimination
    if found is not None and found < 0:
        signs.append(Sign("runs against"))
    elif found is not None and found < WEAK:
        signs.append(Sign("separates little"))
    if sums.facility >= TOO_EASY:
        signs.append(Sign("nearly all"))
    elif sums.facility <= TOO_HARD:
        signs.append(Sign("hardly anybody"))
    return signs


def choice_signs(bands: Bands, right: Mapping[str, bool]) -> list[Sign]:
    """Return what the choices tell: a wrong one that the strong take, one that nobody takes."""
    low, middle, high = thirds_of(bands)
    people = low.people + middle.people + high.people
    if people < FEWEST:
        return []
    signs = []
    for choice, is_right in right.items():
        taken = sum(third.chosen.get(choice, 0) for third in (low, middle, high))
        if not is_right and high.share(choice) > low.share(choice) and high.share(choice) >= UNUSED * 5:
            signs.append(Sign("draws the strong", {"choice": choice}))
        elif not is_right and people >= STEADY and taken / people < UNUSED:
            signs.append(Sign("draws nobody", {"choice": choice}))
    return signs


def language_signs(by_language: Mapping[str, Sums]) -> list[Sign]:
    """Return the languages in which a question is much harder than in the others together.

    A difference counts from ``FAR_APART`` on, with ``FEWEST`` people on both sides, when chance makes
    it less than once in a hundred (two means, normal approximation).
    """
    signs = []
    for language, own in by_language.items():
        others = sum((sums for code, sums in by_language.items() if code != language), Sums())
        if min(own.people, others.people) < FEWEST:
            continue
        behind = (others.facility or 0) - (own.facility or 0)
        if behind >= FAR_APART and behind / math.sqrt(_variance(own) + _variance(others)) > HARDLY_CHANCE:
            signs.append(Sign("harder in a language", {"language": language}))
    return signs


def _variance(sums: Sums) -> float:
    """Return the squared standard error of the mean mark; never 0, so that it can be divided by."""
    mean = sums.item / sums.people
    return max(sums.item_squares / sums.people - mean**2, 1e-6) / sums.people
