"""Claims on one line: every number is a dot, a range is a line, and nothing is averaged."""

import re
from decimal import Decimal

import pytest

from courses.evidence.rules import WIDTH, Claim, added_up, draw


def claim(low: float | None, high: float | None, value: str = "", **fields) -> Claim:
    ends = [None if end is None else Decimal(str(end)) for end in (low, high)]
    text = value or f"{low}-{high}"
    return Claim(text, text, text, *ends, date="2021", source="Invented report", **fields)


def test_every_numeric_claim_has_a_row_of_its_own_in_the_order_given():
    drawing = draw([claim(722, 722), claim(600, 600), claim(None, None, "some"), claim(700, 700)])

    assert [mark.claim.low for mark in drawing.marks] == [722, 600, 700]
    rows = [mark.y for mark in drawing.marks]
    assert rows == sorted(set(rows)) and rows[-1] < drawing.foot < drawing.height


def test_dots_stand_in_proportion_and_never_where_no_source_put_a_number():
    drawing = draw([claim(400, 400), claim(500, 500), claim(600, 600)])

    places = [dot for mark in drawing.marks for dot in mark.dots]
    assert len(places) == 3
    assert places[1] - places[0] == pytest.approx(places[2] - places[1], abs=1)


def test_two_claims_alike_stand_one_under_the_other():
    first, second = draw([claim(84, 84), claim(84, 84)]).marks

    assert first.dots == second.dots and first.y != second.y


def test_a_range_has_a_dot_at_either_end():
    mark = draw([claim(5000, 7000), claim(4000, 4000)]).marks[0]

    assert mark.dots == [mark.start, mark.end] and mark.start < mark.end
    assert mark.opens == ""


@pytest.mark.parametrize(
    ("low", "high", "opens", "edge"), [(530, None, "up", "end"), (None, 7, "down", "start")]
)
def test_what_a_source_left_open_runs_to_the_edge_with_one_dot(low, high, opens, edge):
    mark = draw([claim(low, high), claim(500, 500)]).marks[0]

    assert mark.opens == opens and len(mark.dots) == 1
    assert getattr(mark, edge) in (2, WIDTH - 2) and getattr(mark, edge) not in mark.dots


def test_one_number_alone_is_not_drawn():
    assert draw([claim(722, 722), claim(None, None, "some")]) is None
    assert draw([]) is None


@pytest.mark.parametrize(
    "numbers", [(43, 37, 37), (0.2, 0.25), (28.5, 28.6), (8, 18, 7), (0, 0), (4000, 7000), (1_000_000, 1)]
)
def test_the_line_is_numbered_in_a_few_round_steps_that_hold_every_claim(numbers):
    drawing = draw([claim(number, number) for number in numbers])

    values = [tick.value for tick in drawing.ticks]
    assert 2 <= len(values) <= 6
    assert (
        values[0]
        <= min(map(Decimal, map(str, numbers)))
        <= max(map(Decimal, map(str, numbers)))
        <= values[-1]
    )
    assert all(0 <= dot <= WIDTH for mark in drawing.marks for dot in mark.dots)


def test_a_value_loses_its_unit_before_it_runs_over_the_edge_and_an_origin_is_cut():
    long = Claim("435", "435 citizens (mostly women and children, by air)", "435", Decimal(435), Decimal(435),
                 date="June 2021", source="Invented report")  # fmt: skip
    longer = Claim("1", "1", "1", Decimal(1), Decimal(1), date="d" * 60, source="s")

    first, second = draw([long, longer]).marks
    assert (first.value, first.origin) == ("435", "June 2021 · Invented report")
    assert second.origin.endswith("…") and len(second.origin) == 42


def test_our_own_additions_are_not_called_the_lowest_or_highest_that_is_said():
    drawing = draw(
        [claim(475, 475, is_sum=True), claim(500, 500), claim(600, 600), claim(700, 700, is_sum=True)]
    )

    assert (drawing.lowest.low, drawing.highest.low) == (500, 600) and drawing.has_sums
    assert draw([claim(1, 1, is_sum=True), claim(2, 2, is_sum=True)]).lowest.low == 1


def test_parts_are_added_and_what_one_part_leaves_open_stays_open():
    assert added_up([(Decimal(141), Decimal(141)), (Decimal(334), Decimal(334))]) == (475, 475)
    assert added_up([(Decimal(8), Decimal(12)), (Decimal(5), None)]) == (13, None)
    assert added_up([]) == (None, None)


def test_the_rules_of_drawing_know_no_average():
    import inspect

    from courses.evidence import showing
    from courses.evidence.rules import drawing

    words = inspect.getsource(drawing) + inspect.getsource(showing)
    assert re.findall(r"\b(mean|median|statistics)\b", words) == []
