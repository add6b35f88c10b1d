"""What is hidden stays hidden: an attacker with all sums at hand learns nothing of fewer than five people."""

import random

import pytest

from lms.coordination.report.rules.columns import Step, joined
from lms.coordination.report.rules.suppression import FEWEST, Counted, hidden_cells

# Short form; the attacker knows every sum, every zero and every number that is shown.
TABLES = 240


class Attacker:
    """Tries every table of whole numbers that fits what is published; knows nothing of how it was hidden.

    Keeps for each cell the lowest and highest number it can have, narrows them by every sum until nothing
    moves, and tries out the rest: what it finds is a whole table, what it rules out cannot be.
    """

    def __init__(self, table: Counted, hidden: frozenset):
        everybody = sum(table.sums)
        rows, columns = table.people(), range(len(table.sums))
        self.truth = {(row, None): sum(people) for row, people in rows.items()}
        self.truth |= {(row, column): rows[row][column] for row in rows for column in columns}
        self.known = {
            key: (0, everybody) if key in hidden else (value, value) for key, value in self.truth.items()
        }
        self.sums = [([(row, column) for column in columns], (row, None)) for row in rows]
        for group in table.grouped:
            parts = [row for row, parent in table.parents.items() if parent == group]
            self.sums += [([(row, at) for row in parts], (group, at)) for at in (None, *columns)]
        tops = [row for row in rows if row not in table.parents]
        for column in columns:
            self.known["sum", column] = (table.sums[column],) * 2
            self.sums.append(([(row, column) for row in tops], ("sum", column)))

    def width(self, key) -> tuple[int, int]:
        """Walk from the truth upwards and downwards, at most five steps: the numbers a cell may be."""
        high = low = self.truth[key]
        while high < self.truth[key] + FEWEST and self.can_be(key, high + 1):
            high += 1
        while low and low > self.truth[key] - FEWEST and self.can_be(key, low - 1):
            low -= 1
        return low, high

    def can_be(self, key, value: int) -> bool:
        """Tell whether some table fits in which a cell, or the sum of a row, has that value."""
        low, high = self.known[key]
        return low <= value <= high and self._fits(self.known | {key: (value, value)})

    def _fits(self, known: dict) -> bool:
        known = self._narrowed(known)
        if known is None:
            return False
        open_cells = [key for key, (low, high) in known.items() if low < high]
        if not open_cells:
            return True
        key = min(open_cells, key=lambda each: known[each][1] - known[each][0])
        low, high = known[key]
        tries = sorted(range(low, high + 1), key=lambda value: abs(value - self.truth[key]))
        return any(self._fits(known | {key: (value, value)}) for value in tries)

    def _narrowed(self, known: dict) -> dict | None:
        known, moves = dict(known), True
        while moves:
            moves = False
            for parts, whole in self.sums:
                lows, highs = sum(known[each][0] for each in parts), sum(known[each][1] for each in parts)
                moves |= self._narrow(known, whole, lows, highs)
                low, high = known[whole]
                for each in parts:
                    mine = known[each]
                    moves |= self._narrow(known, each, low - (highs - mine[1]), high - (lows - mine[0]))
                    lows += known[each][0] - mine[0]
                    highs += known[each][1] - mine[1]
            if any(low > high for low, high in known.values()):
                return None
        return known

    @staticmethod
    def _narrow(known: dict, key, low: int, high: int) -> bool:
        before = known[key]
        known[key] = (max(before[0], low), min(before[1], high))
        return known[key] != before


def random_table(chance: random.Random, *, is_nested: bool) -> Counted:
    columns = chance.randint(1, 3)
    rows = chance.randint(2, 4)
    while True:
        made = {
            f"r{row}": tuple(chance.choice([0, 0, 1, 2, 3, 4, 5, 6, 8]) for _ in range(columns))
            for row in range(rows)
        }
        made = {row: people for row, people in made.items() if any(people)}
        parents = {row: chance.choice("AB") for row in made} if is_nested else {}
        if len(made) > 1 and all(people == 0 or people >= FEWEST for people in Counted(made).sums):
            return Counted(made, parents)


def small_cells(table: Counted):
    for row, people in table.people().items():
        if 0 < sum(people) < FEWEST:
            yield row, None
        yield from ((row, column) for column, number in enumerate(people) if 0 < number < FEWEST)


@pytest.mark.parametrize("is_nested", [False, True])
def test_an_attacker_narrows_no_small_cell_below_five_numbers(is_nested):
    chance = random.Random(20270331)
    for _ in range(TABLES // 2):
        table = random_table(chance, is_nested=is_nested)
        hidden = hidden_cells(table)
        attacker = Attacker(table, hidden)
        for key in small_cells(table):
            assert key in hidden, table
            low, high = attacker.width(key)
            assert high - low >= FEWEST - 1 and high >= FEWEST, (table, sorted(map(str, hidden)), key)


def test_hiding_the_small_cells_alone_gives_them_away():
    """The baseline: what hiding without partners is worth against the same attacker."""
    chance, recovered, tried = random.Random(20270331), 0, 0
    for _ in range(60):
        table = random_table(chance, is_nested=False)
        alone = frozenset(small_cells(table))
        attacker = Attacker(table, alone)
        for key in alone:
            tried += 1
            low, high = attacker.width(key)
            recovered += low == high
    assert recovered > tried / 10


def test_no_more_is_hidden_than_a_partner_in_row_and_column():
    table = Counted({"a": (30, 3), "b": (40, 12), "c": (50, 9), "d": (70, 40)})
    hidden = hidden_cells(table)
    assert ("a", 1) in hidden
    assert len(hidden) <= 4
    assert ("d", 0) not in hidden and ("d", None) not in hidden


def test_five_of_five_in_one_column_is_hidden_as_well():
    """Who knows one of the five would know how far they came."""
    hidden = hidden_cells(Counted({"a": (5, 0), "b": (20, 15), "c": (30, 12)}))
    assert {("a", 0), ("a", 1)} <= hidden


def test_a_row_of_few_is_hidden_with_its_noughts():
    hidden = hidden_cells(Counted({"a": (3, 0), "b": (20, 15), "c": (9, 30)}))
    assert {("a", None), ("a", 0), ("a", 1)} <= hidden


def test_where_all_are_many_nothing_is_hidden():
    assert hidden_cells(Counted({"a": (5, 0), "b": (9, 0)})) == frozenset()
    assert hidden_cells(Counted({"a": (6, 7), "b": (9, 8)}, {"a": "A", "b": "A"})) == frozenset()


def test_a_cell_near_an_earlier_figure_is_hidden_with_partners():
    table = Counted({"a": (30, 20), "b": (40, 12), "c": (50, 9)})
    hidden = hidden_cells(table, near={("a", 0)})
    low, high = Attacker(table, hidden).width(("a", 0))
    assert high - low >= FEWEST - 1


def test_a_country_of_one_region_does_not_give_the_region_away():
    table = Counted({"A-1": (3, 9), "B-1": (20, 15), "B-2": (30, 12)}, {"A-1": "A", "B-1": "B", "B-2": "B"})
    hidden = hidden_cells(table)
    assert {("A", 0), ("A-1", 0)} <= hidden
    for key in (("A", 0), ("A-1", 0)):
        low, high = Attacker(table, hidden).width(key)
        assert high - low >= FEWEST - 1


def test_a_column_of_few_is_refused_until_it_is_joined():
    with pytest.raises(ValueError, match="joined"):
        hidden_cells(Counted({"a": (3, 9), "b": (0, 9)}))


@pytest.mark.parametrize(
    ("people", "columns"),
    [
        ((20, 0, 8, 9), (("began",), ("pilot",), ("completed",), ("certified",))),
        ((20, 0, 8, 2), (("began",), ("pilot",), ("completed", "certified"))),
        ((20, 3, 8, 9), (("began",), ("pilot", "completed"), ("certified",))),
        ((6, 0, 0, 1), (("began", "pilot", "completed", "certified"),)),
        ((2, 1, 0, 1), ()),
    ],
)
def test_a_column_of_few_is_joined_with_its_neighbour(people, columns):
    assert joined(dict(zip(Step, people, strict=True))) == columns


def test_a_column_that_moved_by_few_since_an_earlier_report_is_joined():
    now = dict(zip(Step, (20, 0, 12, 9), strict=True))
    earlier = {(Step.BEGAN,): 20, (Step.PILOT,): 0, (Step.COMPLETED,): 10, (Step.CERTIFIED,): 2}
    assert joined(now, earlier=[earlier]) == ((Step.BEGAN,), (Step.PILOT,), (Step.COMPLETED, Step.CERTIFIED))
