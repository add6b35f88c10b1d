"""What counts in part, and how numbers are read: guessing earns nothing, and nothing is guessed."""

from decimal import Decimal
from fractions import Fraction
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules import Answer, AnswerForeign, AnswerMissing, Question, grade, overlap, readings
from assessments.rules.crediting import hits_less_false_alarms, share_beyond_ticking
from assessments.rules.numbers import near

SEVERAL = Question(
    kind="multiple", choices=dict.fromkeys("abc", True) | {"x": False, "y": False}, is_partial=True
)
TEXT = Question(kind="error_hunt", choices={"a": True, "b": True, "x": False, "y": False, "z": False})
JUSTIFIED = Question(kind="justify", choices={"a": True, "b": False}, reasons={"r": True, "s": False})
NUMBER = Question(
    kind="numeric",
    choices={"right": True, "known": False},
    values={"right": (Decimal("47.5"), Decimal("0.5")), "known": (Decimal(475), Decimal(0))},
    unit="people",
)


def ticked(*choices: str) -> Answer:
    return Answer(choices=frozenset(choices))


@pytest.mark.parametrize(
    ("choices", "mark"),
    [
        ("abc", 1),
        ("ab", Fraction(2, 3)),
        ("abx", Fraction(1, 6)),
        ("abcx", Fraction(1, 2)),
        ("xy", 0),
        ("ax", 0),
    ],
)
def test_several_right_answers_count_by_the_share_found_less_the_share_of_the_others(choices, mark):
    assert grade(SEVERAL, ticked(*choices)) == mark


@given(st.integers(1, 8), st.integers(1, 8))
def test_ticking_everything_or_by_the_toss_of_a_coin_earns_nothing(right, wrong):
    rights = frozenset(f"r{number}" for number in range(right))
    wrongs = frozenset(f"w{number}" for number in range(wrong))
    assert share_beyond_ticking(rights, wrongs, rights | wrongs) == 0
    if wrong >= right:
        assert hits_less_false_alarms(rights, rights | wrongs) == 0


def test_before_the_floor_of_nothing_all_ways_of_ticking_cancel_out():
    right, wrong = frozenset("abc"), frozenset("xy")
    every = chain.from_iterable(combinations("abcxy", size) for size in range(6))
    worths = [Fraction(len({*way} & right), 3) - Fraction(len({*way} & wrong), 2) for way in every]
    assert sum(worths) == 0


@pytest.mark.parametrize(
    ("choices", "mark"),
    [("ab", 1), ("a", Fraction(1, 2)), ("abx", Fraction(1, 2)), ("ax", 0), ("abxyz", 0), ("x", 0)],
)
def test_a_false_alarm_takes_back_an_error_found(choices, mark):
    assert grade(TEXT, ticked(*choices)) == mark


@pytest.mark.parametrize(
    ("choice", "reason", "mark"), [("a", "r", 1), ("a", "s", Fraction(1, 2)), ("b", "r", 0), ("b", "s", 0)]
)
def test_a_choice_counts_half_without_its_reason_and_a_reason_nothing_without_its_choice(
    choice, reason, mark
):
    assert grade(JUSTIFIED, Answer(choices=frozenset(choice), reason=reason)) == mark


def test_a_choice_without_a_reason_is_not_an_answer_yet():
    with pytest.raises(AnswerMissing):
        grade(JUSTIFIED, ticked("a"))
    with pytest.raises(AnswerForeign):
        grade(JUSTIFIED, Answer(choices=frozenset("a"), reason="t"))


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("47,5", 1),
        ("47.5 people", 1),
        (" 48 ", 1),
        ("47", 1),
        ("46.9", 0),
        ("48,01", 0),
        ("475", 0),
        ("-47.5", 0),
    ],
)
def test_a_number_is_right_within_its_tolerance(text, mark):
    assert grade(NUMBER, Answer(text=text)) == mark


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2427", ["2427"]),
        ("2 427", ["2427"]),
        ("2\u00a0427", ["2427"]),
        ("2'427", ["2427"]),
        ("1.300", ["1300", "1.3"]),
        ("1,300", ["1300", "1.3"]),
        ("1.300,5", ["1300.5"]),
        ("0,125", ["0.125"]),
        ("\u22123", ["-3"]),
        ("007", ["7"]),
    ],
)
def test_a_number_is_read_as_people_write_it(text, numbers):
    assert readings(text) == tuple(map(Decimal, numbers))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "NaN",
        "inf",
        "1e999",
        "0x10",
        "9" * 16,
        "\u0663",
        "10\u00b2",
        "12 34",
        "1..2",
        "5 or 6",
        "--1",
    ],
)
def test_what_is_no_plain_number_has_no_reading(text):
    assert readings(text) == ()


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_of_numbers(text):
    assert all(number.is_finite() for number in readings(text, "%"))


@given(st.decimals(0, 10**9, places=2))
def test_a_number_written_plainly_is_read_back(number):
    assert number in readings(str(number))


def test_values_that_one_answer_could_be_are_found_and_the_right_one_is_taken_first():
    assert overlap([(Decimal(40), Decimal(3)), (Decimal(44), Decimal(1))])
    assert not overlap([(Decimal(40), Decimal(3)), (Decimal(45), Decimal(1))])
    assert near([Decimal(1300), Decimal("1.3")], {"right": (Decimal("1.3"), Decimal(0))}) == "right"
