"""Which cells of a table stay hidden, so that nobody learns of fewer than five people.

First the small cells, then as few and as small others as keep them from being worked out by subtraction
(Cox, "Suppression Methodology and Statistical Disclosure Control", JASA 1980; Willenborg and de Waal,
"Elements of Statistical Disclosure Control", 2001). The sums of the whole table are always shown, so tables
of one report that share them can be hidden one by one: moves within a table change no other.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from lms.coordination.report.rules.flow import Arc, Moves, bounds, touched

# Of fewer people nothing leaves the scope; a hidden cell may be any of at least as many numbers.
FEWEST = 5
# A row of fewer people that all stand in one column tells of each of them.
FEWEST_IN_ONE_COLUMN = 10

# A cell is (row, column); the sum of a row has column None.
Key = tuple[str, int | None]


@dataclass(frozen=True)
class Counted:
    """A table before anything is hidden: people by row and column; ``parents`` name the row a row is part of.

    Rows with a parent add up to it, all others to the table. No person stands in two cells.
    """

    rows: Mapping[str, tuple[int, ...]]
    parents: Mapping[str, str] = field(default_factory=dict)

    @property
    def sums(self) -> tuple[int, ...]:
        """The sums of the columns."""
        return tuple(map(sum, zip(*self.rows.values(), strict=True)))

    @property
    def grouped(self) -> dict[str, tuple[int, ...]]:
        """The sums of the rows that have parts."""
        found: dict[str, tuple[int, ...]] = {}
        for row, parent in self.parents.items():
            before = found.get(parent, (0,) * len(self.rows[row]))
            found[parent] = tuple(map(sum, zip(before, self.rows[row], strict=True)))
        return found

    def people(self) -> dict[str, tuple[int, ...]]:
        """Every row, whole and part."""
        return self.grouped | dict(self.rows)


def hidden_cells(table: Counted, *, near: Collection[Key] = ()) -> frozenset[Key]:
    """Return the cells of a table that stay hidden. ``near`` are cells to hide for another reason.

    The sums of its columns are shown; each must be 0 or at least five, which ``joined`` sees to.
    Raises ValueError where one is not.
    """
    if any(0 < people < FEWEST for people in table.sums):
        raise ValueError("A column of fewer than five people is joined with another first.")
    arcs = arcs_of(table)
    known = {key for key in near if key in arcs}
    small = set(_small(table)) | known
    hidden = small | set(_rest_of_hidden_rows(table, small))
    guarded = [key for key in small if arcs[key].people]
    for key in sorted(guarded, key=lambda key: (-arcs[key].people, str(key))):
        if not is_safe(arcs, hidden, key):
            hidden |= _partners(arcs, hidden, key)
    if not all(is_safe(arcs, hidden, key) for key in guarded):
        return frozenset(arcs)
    return frozenset(hidden)


def arcs_of(table: Counted) -> dict[Key, Arc]:
    """Return the table as a network; the sums of its columns and of all have no arc, for they are known."""
    arcs: dict[Key, Arc] = {}
    for row, people in table.people().items():
        parent = table.parents.get(row, "")
        is_whole = row in table.grouped
        inside = ("rows of", row) if is_whole else ("row", row)
        arcs[row, None] = Arc(("rows of", parent), inside, sum(people))
        for column, number in enumerate(people):
            tail = ("column", row, column) if is_whole else inside
            arcs[row, column] = Arc(tail, ("column", parent, column), number)
    return arcs


def is_safe(arcs: Mapping[Key, Arc], hidden: Collection[Key], key: Key) -> bool:
    """Tell whether a cell may be any of five numbers or more, five among them or more than that."""
    low, high = bounds(arcs, hidden, key, most=FEWEST)
    return high - low >= FEWEST - 1 and high >= FEWEST


def _small(table: Counted) -> Iterator[Key]:
    is_spread = sum(1 for people in table.sums if people) > 1
    for row, people in table.people().items():
        together = sum(people)
        if 0 < together < FEWEST:
            yield row, None
        yield from ((row, column) for column, number in enumerate(people) if 0 < number < FEWEST)
        if is_spread and together < FEWEST_IN_ONE_COLUMN and together in people:
            yield from ((row, column) for column in range(len(people)))


def _rest_of_hidden_rows(table: Counted, small: set[Key]) -> Iterator[Key]:
    """Nothing is told of a row whose sum is hidden, nor that nobody stands in a column."""
    for row, people in table.people().items():
        if (row, None) in small:
            yield from ((row, column) for column in range(len(people)))


def _partners(arcs: Mapping[Key, Arc], hidden: Collection[Key], key: Key) -> set[Key]:
    """Return the smallest cells whose hiding lets a cell move far enough."""
    cost = {each: 0 if each in hidden else arc.people + 1 for each, arc in arcs.items()}
    wanted = max(FEWEST - 1, FEWEST - arcs[key].people)
    up = Moves(arcs)
    reached = up.push(key, sign=1, most=wanted, cost=cost)
    found = set(touched(up))
    if reached < wanted:
        down = Moves(arcs)
        down.push(key, sign=-1, most=wanted - reached, cost=cost)
        found |= set(touched(down))
    return found
