"""Which questions an attempt draws from a pool, and in which order they are shown."""

import hashlib
import random
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

DIFFICULTIES = ("easy", "medium", "hard")


@dataclass(frozen=True)
class Cell:
    """One line of a blueprint: how many questions to draw of one objective and difficulty."""

    objective: str
    difficulty: str
    draw: int


def blueprint_of(lines: Iterable[dict]) -> list[Cell]:
    """Return a blueprint's lines as cells."""
    return [
        Cell(line.get("objective", ""), line.get("difficulty", ""), int(line.get("draw", 1)))
        for line in lines
    ]


@dataclass(frozen=True)
class Candidate:
    """A question that may be drawn."""

    key: str
    objective: str
    difficulty: str


def draw(
    *,
    blueprint: Sequence[Cell],
    pool: Iterable[Candidate],
    chance: random.Random,
    seen: Collection[str] = (),
) -> list[str]:
    """Return the keys of the drawn questions in the order they are shown.

    Cells are filled from their own questions first, then topped up by the nearest ones, so that a
    short cell takes nothing away from another. Questions in ``seen`` come last in every cell. Fewer
    are drawn only when the whole pool is smaller than the blueprint.
    """
    shuffled = sorted(pool, key=lambda candidate: candidate.key)
    chance.shuffle(shuffled)
    shuffled.sort(key=lambda candidate: candidate.key in seen)
    drawn: dict[str, None] = {}
    short: list[Cell] = []
    for cell in blueprint:
        own = [each.key for each in shuffled if _fits(each, cell) and each.key not in drawn][: cell.draw]
        drawn.update(dict.fromkeys(own))
        short += [cell] * (cell.draw - len(own))
    for cell in short:
        drawn.update(dict.fromkeys(_nearest(cell, shuffled, drawn)))
    order = list(drawn)
    chance.shuffle(order)
    return order


def _fits(candidate: Candidate, cell: Cell) -> bool:
    return candidate.objective == cell.objective and candidate.difficulty == cell.difficulty


def _nearest(cell: Cell, shuffled: list[Candidate], drawn: Collection[str]) -> list[str]:
    """Return the one question nearest to a cell: first of its objective, then of its difficulty."""
    left = [candidate for candidate in shuffled if candidate.key not in drawn]
    return [min(left, key=lambda candidate: _distance(candidate, cell)).key] if left else []


def _distance(candidate: Candidate, cell: Cell) -> tuple[bool, int]:
    return candidate.objective != cell.objective, abs(_rank(candidate.difficulty) - _rank(cell.difficulty))


def _rank(difficulty: str) -> int:
    return DIFFICULTIES.index(difficulty) if difficulty in DIFFICULTIES else 1


def shortages(blueprint: Iterable[Cell], pool: Iterable[Candidate]) -> list[tuple[Cell, int]]:
    """Return (asked, in the pool) of each objective and difficulty that asks for more than there is."""
    asked: Counter[tuple[str, str]] = Counter()
    for cell in blueprint:
        asked[cell.objective, cell.difficulty] += cell.draw
    have = Counter((candidate.objective, candidate.difficulty) for candidate in pool)
    return [(Cell(*place, count), have[place]) for place, count in asked.items() if count > have[place]]


def in_stable_order(ids: Iterable[str], seed: str) -> list[str]:
    """Return ids in an order that looks random and is the same whenever seed and ids are.

    The order depends on nothing but the ids, so it can tell nobody which choice is right.
    """
    return sorted(ids, key=lambda each: hashlib.sha256(f"{seed}/{each}".encode()).digest())


def in_mixed_order(places: Mapping[str, int], seed: str) -> list[str]:
    """Return steps in a stable order of ``seed`` that is not the right one; ``places`` tells what is."""
    mixed = in_stable_order(places, seed)
    are_right = all(places[one] <= places[next_one] for one, next_one in pairwise(mixed))
    return mixed[::-1] if are_right else mixed
