"""A picture drawn on a grid: which squares its places take, and what is wrong with them. No Django."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

# Squares from side to side and from top to bottom: few enough to be told apart on a phone.
WIDTHS = range(6, 13)
HEIGHTS = range(4, 13)
# More places than this are a puzzle, and the sheet of styles names each of them.
MOST_SPOTS = 10
# How wide the picture is on a screen of 360 pixels, and the smallest target a finger hits, both in CSS
# pixels; a journey measures the first.
WIDTH_ON_A_PHONE = 276
SMALLEST_TARGET = 44
_AREA = re.compile(r"\s*(\d{1,2})\s*,\s*(\d{1,2})\s*,\s*(\d{1,2})\s*,\s*(\d{1,2})\s*")


@dataclass(frozen=True)
class Area:
    """Whole squares of the grid: the first from the left and from the top (from 0), how many each way."""

    left: int
    top: int
    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.left}, {self.top}, {self.width}, {self.height}"

    def lies_in(self, width: int, height: int) -> bool:
        """Return whether all of it is on a picture of so many squares."""
        return self.left + self.width <= width and self.top + self.height <= height

    def overlaps(self, other: "Area") -> bool:
        """Return whether the two share a square; to touch is not to overlap."""
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )

    def is_hit_by_a_finger(self, width: int) -> bool:
        """Return whether it is large enough on a phone, on a picture ``width`` squares wide."""
        return min(self.width, self.height) * WIDTH_ON_A_PHONE >= SMALLEST_TARGET * width


def area_of(text: str) -> Area | None:
    """Return the area written as four whole numbers, "2, 1, 3, 2"; None for anything else."""
    match = _AREA.fullmatch(text)
    if match is None:
        return None
    left, top, width, height = map(int, match.groups())
    return Area(left, top, width, height) if width and height else None


@dataclass(frozen=True)
class SceneFaults:
    """What is wrong with the areas on one picture, each by its number in the list that was looked at."""

    missing: tuple[int, ...]
    outside: tuple[int, ...]
    small: tuple[int, ...]
    overlapping: tuple[tuple[int, int], ...]


def scene_faults(width: int, height: int, areas: Sequence[Area | None]) -> SceneFaults:
    """Look at the areas of the places to choose from, on a picture of ``width`` by ``height`` squares."""
    there = [(number, area) for number, area in enumerate(areas) if area is not None]
    return SceneFaults(
        missing=tuple(number for number, area in enumerate(areas) if area is None),
        outside=tuple(number for number, area in there if not area.lies_in(width, height)),
        small=tuple(number for number, area in there if not area.is_hit_by_a_finger(width)),
        overlapping=tuple(
            (number, other)
            for (number, area), (other, its_area) in combinations(there, 2)
            if area.overlaps(its_area)
        ),
    )
