"""The steps people have reached as columns: one of fewer than five people is joined with its neighbour."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from lms.coordination.report.rules.suppression import FEWEST


class Step(StrEnum):
    """How far somebody came within the period; everybody stands at one step, the furthest."""

    BEGAN = "began"
    PILOT = "pilot"
    COMPLETED = "completed"
    CERTIFIED = "certified"


# Several steps in one column where one alone would tell of too few.
Column = tuple[Step, ...]


def joined(people: Mapping[Step, int], *, earlier: Iterable[Mapping[Column, int]] = ()) -> tuple[Column, ...]:
    """Return the columns: each holds nobody or five and more, and moved by as many since earlier reports.

    Of fewer than five people in all there is no table: the columns are empty.
    """
    if sum(people.values()) < FEWEST:
        return ()
    kept = list(earlier)
    columns: list[Column] = [(step,) for step in Step]
    while len(columns) > 1:
        place = next((at for at, column in enumerate(columns) if _tells(column, people, kept)), None)
        if place is None:
            break
        first = min(place, len(columns) - 2)
        columns[first : first + 2] = [columns[first] + columns[first + 1]]
    return tuple(columns)


def _tells(column: Column, people: Mapping[Step, int], earlier: Sequence[Mapping[Column, int]]) -> bool:
    now = in_column(column, people)
    return 0 < now < FEWEST or any(is_near(now, covered(column, told)) for told in earlier)


def in_column(column: Column, people: Mapping[Step, int]) -> int:
    """Return the people of a column."""
    return sum(people.get(step, 0) for step in column)


def covered(column: Column, told: Mapping[Column, int]) -> int | None:
    """Return what an earlier report told of the same steps, from one column or several; None if nothing."""
    within = [each for each in told if set(each) <= set(column)]
    steps = {step for each in within for step in each}
    return sum(told[each] for each in within) if steps == set(column) else None


def is_near(now: int, before: int | None) -> bool:
    """Tell whether subtracting two figures leaves one to four people."""
    return before is not None and 0 < abs(now - before) < FEWEST
