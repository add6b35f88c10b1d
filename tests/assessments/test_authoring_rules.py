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


def steps(*places, **fields):
    choices = tuple(DraftChoice(f"Step {n}", False, "x", place=place) for n, place in enumerate(places))
    return Draft(**{"kind": "order", "stem": "First?", "choices": choices, "has_sources": True} | fields)


def pairs(*partners, **fields):
    choices = tuple(DraftChoice(f"Thing {n}", False, "x", match=each) for n, each in enumerate(partners))
    return Draft(**{"kind": "match", "stem": "Which?", "choices": choices, "has_sources": True} | fields)


def answers(*texts, right=1, **fields):
    made = tuple(DraftChoice(text, n < right, "x", key=text.strip(" .")) for n, text in enumerate(texts))
    return Draft(**{"kind": "short", "stem": "How many?", "choices": made, "has_sources": True} | fields)


@pytest.mark.parametrize(
    "question",
    [
        steps(1, 2),
        steps(1, 2, 2),
        pairs("x", "y", "x", others=("z",)),
        answers("2427"),
        answers("a", "b", right=2),
    ],
)
def test_a_good_question_without_choices_is_left_alone(question):
    assert problems(question) == []
    assert doubts(question) == []


@pytest.mark.parametrize(
    ("question", "flaws"),
    [
        (steps(1), [Flaw.TOO_FEW_CHOICES]),
        (steps(), [Flaw.TOO_FEW_CHOICES]),
        (steps(1, None), [Flaw.NO_PLACE]),
        (steps(2, 2), [Flaw.ONE_PLACE]),
        (steps(1, 2, stem=" "), [Flaw.NO_TEXT]),
        (pairs("x"), [Flaw.TOO_FEW_CHOICES]),
        (pairs("x", " "), [Flaw.NO_PARTNER]),
        (pairs("x", "X "), [Flaw.ONE_PARTNER]),
        (pairs("x", "y", others=("Y",)), [Flaw.OTHER_BELONGS]),
        (pairs("x", "y", others=("z", "Z")), [Flaw.OTHER_BELONGS]),
        (pairs("x", "y", others=("",)), [Flaw.NO_TEXT]),
        (answers(), [Flaw.NO_ANSWER]),
        (answers("a", right=0), [Flaw.NO_ANSWER]),
        (answers("a", "a."), [Flaw.SAME_ANSWERS]),
        (answers("..."), [Flaw.NO_TEXT]),
        (answers("a" * 201), [Flaw.LONG_ANSWER]),
    ],
)
def test_what_cannot_be_arranged_or_written_is_a_problem(question, flaws):
    assert problems(question) == flaws


def test_a_step_a_pair_and_an_answer_without_explanation_are_doubts_too():
    bare = (
        DraftChoice("a", True, " ", place=1, match="x", key="a"),
        DraftChoice("b", False, "y", 2, "z", "b"),
    )
    for kind in ("order", "match", "short"):
        assert doubts(Draft(kind, "What?", bare, has_sources=True)) == [Flaw.NO_EXPLANATION]


def test_several_right_answers_may_be_long():
    long = ("A long and careful sentence", True, "x")
    assert Flaw.LONGEST_IS_RIGHT not in doubts(
        draft(long, ("b", True, "y"), ("c", False, "z"), kind="multiple")
    )


def test_every_flaw_has_a_sentence():
    assert set(SENTENCES) == set(Flaw)
    assert all(str(sentence).endswith(".") for sentence in SENTENCES.values())
