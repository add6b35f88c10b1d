"""What an author is told about a question."""

import pytest

from assessments.advice import SENTENCES
from assessments.rules import Draft, DraftChoice, Flaw, doubts, problems


def draft(*choices, kind="single", stem="What is best?", is_true=None, has_sources=True):
    made = tuple(DraftChoice(text, right, why) for text, right, why in choices)
    return Draft(kind=kind, stem=stem, choices=made, is_true=is_true, has_sources=has_sources)


GOOD = [("Ask first", True, "Yes."), ("Wait for her", False, "It may help."), ("Call him", False, "No.")]


def test_a_good_question_is_left_alone():
    assert problems(draft(*GOOD)) == []
    assert doubts(draft(*GOOD)) == []


@pytest.mark.parametrize(
    ("question", "flaw"),
    [
        (draft(("a", False, "x"), ("b", False, "y")), Flaw.NONE_RIGHT),
        (draft(("a", True, "x"), ("b", True, "y")), Flaw.SEVERAL_RIGHT),
        (draft(("a", True, "x")), Flaw.TOO_FEW_CHOICES),
        (draft(("a", True, "x"), ("A ", False, "y")), Flaw.SAME_CHOICES),
        (draft(*GOOD, stem="  "), Flaw.NO_TEXT),
        (draft(("a", True, "x"), ("", False, "y")), Flaw.NO_TEXT),
        (draft(*GOOD, kind="true_false"), Flaw.NO_VERDICT),
        (draft(("a", False, "x"), ("b", False, "y"), kind="multiple"), Flaw.NONE_RIGHT),
    ],
)
def test_what_cannot_be_graded_is_a_problem(question, flaw):
    assert flaw in problems(question)


@pytest.mark.parametrize(
    ("question", "flaw"),
    [
        (draft(("The longest choice of all", True, "x"), ("short", False, "y")), Flaw.LONGEST_IS_RIGHT),
        (draft(("a", True, "x"), ("b", False, " ")), Flaw.NO_EXPLANATION),
        (draft(("All of the above", True, "x"), ("Call him at home", False, "y")), Flaw.CATCH_ALL),
        (draft(("Все перечисленное", True, "x"), ("Позвонить домой", False, "y")), Flaw.CATCH_ALL),
        (draft(("a", True, "x"), ("b", True, "y"), kind="multiple"), Flaw.ALL_RIGHT),
        (draft(*GOOD, has_sources=False), Flaw.NO_SOURCE),
    ],
)
def test_what_deserves_a_second_look_is_a_doubt(question, flaw):
    assert doubts(question) == [flaw]


def test_several_right_answers_may_be_long():
    long = ("A long and careful sentence", True, "x")
    assert Flaw.LONGEST_IS_RIGHT not in doubts(
        draft(long, ("b", True, "y"), ("c", False, "z"), kind="multiple")
    )


def test_every_flaw_has_a_sentence():
    assert set(SENTENCES) == set(Flaw)
    assert all(str(sentence).endswith(".") for sentence in SENTENCES.values())
