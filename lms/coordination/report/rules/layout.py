"""From people counted in groups to the figures of a report: columns, tables, hidden cells."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lms.coordination.report.rules.columns import Column, Step, covered, in_column, is_near, joined
from lms.coordination.report.rules.suppression import FEWEST, Counted, Key, hidden_cells

# The fixed set of tables; no other cut is ever offered, for each one more would tell more by subtraction.
TABLES = ("place", "profession", "sex", "age", "language")
# Changed whenever the meaning of the figures changes, so that old reports are still read rightly.
FORMAT = 1


@dataclass(frozen=True)
class Group:
    """How many people are alike in everything a report tells apart. An empty text means: not stated."""

    country: str
    place: str
    profession: str
    sex: str
    age: str
    language: str
    step: Step
    people: int


def figures_of(groups: Sequence[Group], *, earlier: Collection[Mapping] = ()) -> dict:
    """Return what may leave of counted groups, as plain values that can be frozen.

    ``earlier`` are figures of reports whose period overlaps: nothing is told that subtracted from theirs
    leaves one to four people. A hidden cell is None.
    """
    people = _by_step(groups)
    columns = joined(people, earlier=[_columns_of(told) for told in earlier])
    if not columns:
        return {"format": FORMAT, "people": None, "columns": [], "sums": [], "tables": {}}
    return {
        "format": FORMAT,
        "people": sum(people.values()),
        "columns": [list(column) for column in columns],
        "sums": [in_column(column, people) for column in columns],
        "tables": {name: _table(name, groups, columns, earlier) for name in TABLES},
    }


def is_told_apart(figures: Mapping, earlier: Mapping) -> bool:
    """Tell whether the people of two reports, subtracted, leave one to four: then one is not given out."""
    both = figures["people"], earlier["people"]
    return both[0] is not None and is_near(both[0], both[1])


def of_enough(people: int, value, *, earlier: Iterable[int | None] = ()):
    """Return a figure of so many people, or None where it would tell of fewer than five."""
    is_hidden = people < FEWEST or any(is_near(people, before) for before in earlier)
    return None if is_hidden else value


def _by_step(groups: Iterable[Group]) -> dict[Step, int]:
    found = dict.fromkeys(Step, 0)
    for group in groups:
        found[group.step] += group.people
    return found


def _columns_of(told: Mapping) -> dict[Column, int]:
    return dict(zip(map(_column, told["columns"]), told["sums"], strict=True))


def _column(steps: Iterable[str]) -> Column:
    return tuple(Step(step) for step in steps)


def _table(name: str, groups: Sequence[Group], columns: Sequence[Column], earlier: Iterable[Mapping]) -> list:
    counted = _counted(name, groups, columns)
    near = {key for told in earlier for key in _near(name, counted, columns, told)}
    hidden = hidden_cells(counted, near=near)
    rows = counted.people()
    order = sorted(
        rows, key=lambda row: (not row, counted.parents.get(row, row), row in counted.parents, row)
    )
    return [_row(row, counted, hidden) for row in order]


def _counted(name: str, groups: Iterable[Group], columns: Sequence[Column]) -> Counted:
    rows: dict[str, list[int]] = defaultdict(lambda: [0] * len(columns))
    parents: dict[str, str] = {}
    place_of = {step: place for place, column in enumerate(columns) for step in column}
    for group in groups:
        row = getattr(group, name)
        rows[row][place_of[group.step]] += group.people
        if name == "place" and row:
            parents[row] = group.country
    return Counted({row: tuple(people) for row, people in rows.items() if any(people)}, parents)


def _near(name: str, counted: Counted, columns: Sequence[Column], told: Mapping) -> Iterable[Key]:
    before = {row: (together, cells) for row, _parent, together, cells in told["tables"].get(name, ())}
    for row, people in counted.people().items():
        together, cells = before.get(row, (None, ()))
        if is_near(sum(people), together):
            yield row, None
        shown = {
            _column(column): cell
            for column, cell in zip(told["columns"], cells, strict=False)
            if cell is not None
        }
        for place, column in enumerate(columns):
            if is_near(people[place], covered(column, shown)):
                yield row, place


def _row(row: str, counted: Counted, hidden: Collection[Key]) -> list:
    people = counted.people()[row]
    cells = [None if (row, place) in hidden else number for place, number in enumerate(people)]
    together = None if (row, None) in hidden else sum(people)
    return [row, counted.parents.get(row, ""), together, cells]
