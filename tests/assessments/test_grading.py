"""What an answer is worth."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules import (
    Answer,
    AnswerForeign,
    AnswerMissing,
    Question,
    grade,
    is_passed,
    mean_score,
    share_found,
)

SINGLE = Question(kind="single", choices={"a": False, "b": True, "c": False})
MULTIPLE = Question(kind="multiple", choices={"a": True, "b": True, "c": False})
STATEMENT = Question(kind="true_false", choices={"a": False, "b": True}, is_true=False)


def answer(*choices, verdict=None):
    return Answer(choices=frozenset(choices), verdict=verdict)


@pytest.mark.parametrize(("chosen", "mark"), [("a", 0), ("b", 1), ("c", 0)])
def test_one_right_answer_is_right_or_not(chosen, mark):
    assert grade(SINGLE, answer(chosen)) == mark


@pytest.mark.parametrize(("chosen", "mark"), [("ab", 1), ("a", 0), ("b", 0), ("abc", 0), ("ac", 0), ("c", 0)])
def test_several_right_answers_ask_for_all_of_them_and_no_other(chosen, mark):
    assert grade(MULTIPLE, answer(*chosen)) == mark


@pytest.mark.parametrize(
    ("verdict", "reason", "mark"), [(False, "b", 1), (False, "a", 0), (True, "b", 0), (True, "a", 0)]
)
def test_a_verdict_counts_only_with_its_reason(verdict, reason, mark):
    assert grade(STATEMENT, answer(reason, verdict=verdict)) == mark


@pytest.mark.parametrize(
    ("question", "given_answer", "what"),
    [
        (SINGLE, answer(), "choice"),
        (MULTIPLE, answer(), "choices"),
        (STATEMENT, answer("b"), "verdict"),
        (STATEMENT, answer(verdict=True), "reason"),
        (STATEMENT, answer(), "verdict"),
    ],
)
def test_what_is_missing_is_named(question, given_answer, what):
    with pytest.raises(AnswerMissing) as missing:
        grade(question, given_answer)
    assert missing.value.what == what


@pytest.mark.parametrize(
    ("question", "given_answer"),
    [
        (SINGLE, answer("z")),
        (SINGLE, answer("a", "b")),
        (SINGLE, answer("b", verdict=True)),
        (MULTIPLE, answer("a", "b", "z")),
        (STATEMENT, answer("a", "b", verdict=False)),
    ],
)
def test_an_answer_to_another_question_is_refused(question, given_answer):
    with pytest.raises(AnswerForeign):
        grade(question, given_answer)


def test_how_many_were_found_is_told():
    assert share_found(MULTIPLE, answer("a", "c")) == (1, 2, 1)


@pytest.mark.parametrize(
    ("right", "total", "pass_mark", "passed"),
    [
        (3, 4, 75, True),
        (2, 4, 75, False),
        (8, 10, 75, True),
        (7, 10, 75, False),
        (7, 10, 70, True),
        (2, 3, 67, False),
        (2, 3, 66, True),
        (29, 50, 58, True),
        (57, 100, 57, True),
        (0, 4, 1, False),
    ],
)
def test_a_pass_mark_is_reached_exactly_and_never_by_rounding(right, total, pass_mark, passed):
    score = mean_score([1] * right + [0] * (total - right))
    assert is_passed(score, pass_mark) is passed


@given(st.integers(1, 100), st.integers(1, 60), st.data())
def test_passing_agrees_with_whole_numbers(pass_mark, total, data):
    right = data.draw(st.integers(0, total))
    score = mean_score([1.0] * right + [0.0] * (total - right))
    assert is_passed(score, pass_mark) == (right * 100 >= pass_mark * total)


def test_a_third_stored_as_a_float_is_still_a_third():
    assert mean_score([1 / 3, 1 / 3, 1 / 3]) == Fraction(1, 3)


def test_no_marks_are_no_score():
    assert mean_score([]) == 0
