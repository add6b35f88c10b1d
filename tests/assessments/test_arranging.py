"""What an order, a match and a short answer are worth."""

from fractions import Fraction
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.frozen import answer_key
from assessments.rules import (
    Answer,
    AnswerForeign,
    AnswerMissing,
    AnswerTooLong,
    Question,
    as_arranged,
    grade,
    in_mixed_order,
    is_answered,
    mean_score,
    places_open_to,
    recognise,
    right_answer,
)


def steps(**places):
    return Question(kind="order", choices=dict.fromkeys(places, False), places=places)


def things(*others, **pairs):
    partners = frozenset(pairs.values()) | set(others)
    return Question(kind="match", choices=dict.fromkeys(pairs, False), pairs=pairs, partners=partners)


def foreseen(*right, mistakes=(), language="en"):
    choices = {text: text in right for text in (*right, *mistakes)}
    return Question(
        kind="short",
        choices=choices,
        foreseen={text: (text,) for text in choices},
        key_of=lambda text: answer_key(text, language),
    )


def placed(order):
    return Answer(places={step: place for place, step in enumerate(order, 1)})


def paired(**pairs):
    return Answer(pairs=pairs)


ORDER = steps(a=1, b=2, c=3, d=4)
EITHER = steps(a=1, b=2, c=2, d=3)
MATCH = things(a="x", b="y", c="z")


@pytest.mark.parametrize(
    ("order", "mark"),
    [
        ("abcd", 1),
        ("bacd", Fraction(2, 3)),
        ("badc", Fraction(1, 3)),
        ("bcda", 0),
        ("dcba", 0),
    ],
)
def test_an_order_is_worth_the_pairs_of_steps_that_stand_the_right_way_beyond_half(order, mark):
    assert grade(ORDER, placed(order)) == mark


@pytest.mark.parametrize("order", ["abcd", "acbd"])
def test_steps_of_one_place_may_stand_either_way(order):
    assert grade(EITHER, placed(order)) == 1


def test_a_step_between_two_of_one_place_costs_something():
    assert 0 < grade(EITHER, placed("abdc")) < 1


def test_a_random_order_earns_little():
    marks = [grade(ORDER, placed(order)) for order in permutations("abcd")]
    assert mean_score(marks) < Fraction(1, 5)


def test_where_each_step_may_stand_is_told():
    assert places_open_to(EITHER.places) == {
        "a": range(1, 2),
        "b": range(2, 4),
        "c": range(2, 4),
        "d": range(4, 5),
    }


@pytest.mark.parametrize(
    ("pairs", "mark"),
    [
        ({"a": "x", "b": "y", "c": "z"}, 1),
        ({"a": "x", "b": "y", "c": "x"}, Fraction(1, 2)),
        ({"a": "x", "b": "x", "c": "x"}, 0),
        ({"a": "y", "b": "z", "c": "x"}, 0),
    ],
)
def test_a_match_is_worth_the_right_pairs_beyond_a_guess(pairs, mark):
    assert grade(MATCH, paired(**pairs)) == mark


def test_a_random_match_earns_little():
    marks = [
        grade(MATCH, paired(**dict(zip("abc", chosen, strict=True)))) for chosen in product("xyz", repeat=3)
    ]
    assert mean_score(marks) < Fraction(1, 5)


def test_two_things_may_share_a_partner_and_another_partner_may_belong_to_nothing():
    shared = things("w", a="x", b="x", c="y")
    assert grade(shared, paired(a="x", b="x", c="y")) == 1
    assert grade(shared, paired(a="w", b="w", c="w")) == 0


@given(st.data())
def test_marks_lie_between_nothing_and_one_and_only_a_right_answer_gets_one(data):
    count = data.draw(st.integers(2, 7))
    places = dict(
        zip("abcdefg", data.draw(st.lists(st.integers(1, 5), min_size=count, max_size=count)), strict=False)
    )
    question = steps(**places)
    order = data.draw(st.permutations(list(places)))
    mark = grade(question, placed(order))
    assert 0 <= mark <= 1
    is_right = [places[step] for step in order] == sorted(places.values())
    assert (mark == 1) == is_right
    assert mean_score([float(mark)]) == mark


@given(st.data())
def test_a_match_gets_one_only_when_every_pair_is_right(data):
    partners = st.sampled_from("wxyz")
    right = data.draw(st.dictionaries(st.sampled_from("abcdef"), partners, min_size=1))
    given_pairs = {thing: data.draw(partners) for thing in right}
    mark = grade(things(*"wxyz", **right), paired(**given_pairs))
    assert 0 <= mark <= 1
    assert (mark == 1) == (given_pairs == right)


@pytest.mark.parametrize("question", [ORDER, EITHER, MATCH, foreseen("2427", mistakes=["2472"])])
def test_the_right_answer_is_right(question):
    assert grade(question, right_answer(question)) == 1


@pytest.mark.parametrize(
    ("question", "answer", "what", "place"),
    [
        (ORDER, Answer(), "place", None),
        (ORDER, Answer(places={"a": 1, "b": 2}), "place", None),
        (ORDER, Answer(places={"a": 1, "b": 2, "c": 2, "d": 4}), "place of its own", 2),
        (MATCH, Answer(), "partner", None),
        (MATCH, paired(a="x", b="y"), "partner", None),
        (foreseen("a"), Answer(), "text", None),
        (foreseen("a"), Answer(text="  "), "text", None),
    ],
)
def test_what_is_missing_is_named(question, answer, what, place):
    assert not is_answered(question, answer)
    with pytest.raises(AnswerMissing) as missing:
        grade(question, answer)
    assert (missing.value.what, missing.value.place) == (what, place)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (ORDER, Answer(places={"z": 1})),
        (ORDER, Answer(places={"a": 5})),
        (ORDER, Answer(choices=frozenset("a"))),
        (ORDER, Answer(text="abcd")),
        (MATCH, paired(z="x")),
        (MATCH, paired(a="elsewhere")),
        (MATCH, Answer(verdict=True)),
        (foreseen("a"), Answer(choices=frozenset("a"))),
        (Question(kind="single", choices={"a": True}), Answer(text="a")),
        (Question(kind="multiple", choices={"a": True}), Answer(places={"a": 1})),
    ],
)
def test_an_answer_to_another_question_is_refused(question, answer):
    with pytest.raises(AnswerForeign):
        grade(question, answer)


def test_a_text_has_room_for_two_hundred_characters():
    grade(foreseen("a"), Answer(text="a" * 200))
    with pytest.raises(AnswerTooLong):
        grade(foreseen("a"), Answer(text="a" * 201))


@pytest.mark.parametrize(
    "written",
    [
        "2427",
        "2 427",
        "2,427",
        "2.427",
        "2'427",
        "2\u00a0427",
        "2\u202f427",
        " 2427. ",
        "2427!",
        "２４２７",
        "02427",
    ],
)
def test_a_number_is_the_same_however_it_is_written(written):
    assert grade(foreseen("2427"), Answer(text=written)) == 1


@pytest.mark.parametrize(
    ("accepted", "written"),
    [
        ("2.5", "25"),
        ("25", "2.5"),
        ("2.5", "2 5"),
        ("5", "-5"),
        ("1300", "13 00"),
        ("1300", "1.3"),
        ("0.300", "300"),
        ("100", "10"),
        ("2427", "2472"),
        ("2427", ""),
        ("1300", "1 300 500"),
    ],
)
def test_other_numbers_stay_other_numbers(accepted, written):
    assert recognise(foreseen(accepted), Answer(text=written)).recognised == ""


@pytest.mark.parametrize(
    ("accepted", "written"),
    [
        ("2.5", "2,50"),
        ("1300.5", "1 300,5"),
        ("1300.5", "1,300.5"),
        ("435 and 622", "435, and 622."),
        ("1300 people", "1,300  People"),
        ("25%", "25"),
        ("2019–2020", "2019-2020"),
        ("16.03.2021", "16.03.2021."),
    ],
)
def test_numbers_with_decimals_and_among_words_are_read_too(accepted, written):
    assert grade(foreseen(accepted), Answer(text=written)) == 1


@pytest.mark.parametrize(
    ("language", "accepted", "written"),
    [
        ("en", "Al-Hol", "al hol"),
        ("en", "The relatives first", "the RELATIVES, first"),
        ("ru", "ещё", "Еще"),
        ("kk", "Қазақстан", "казакстан"),
        ("tg", "ҳафта", "хафта"),
        ("uz", "O‘zbekiston", "Oʻzbekiston"),
        ("uz", "oʻzbekiston", "O'zbekiston"),
        ("uz", "Mehr operatsiyasi", "Меҳр операцияси"),
    ],
)
def test_spelling_habits_do_not_count(language, accepted, written):
    assert grade(foreseen(accepted, language=language), Answer(text=written)) == 1


@pytest.mark.parametrize("written", ["Meerin", "Operation", "Meerim operations", "operation"])
def test_nothing_is_guessed(written):
    assert grade(foreseen("Operation Meerim"), Answer(text=written)) == 0


def test_a_known_mistake_is_recognised_and_not_right():
    question = foreseen("2427", mistakes=["2472"])
    answer = recognise(question, Answer(text="2 472"))
    assert answer.recognised == "2472"
    assert grade(question, answer) == 0


def test_what_was_recognised_once_stays_so_in_another_language():
    russian = foreseen("Меерим", language="ru")
    english = Question(kind="short", choices={"Меерим": True}, foreseen={"Меерим": ("Meerim",)})
    answer = recognise(russian, Answer(text="меерим"))
    assert grade(english, Answer(text="меерим")) == 0
    assert grade(english, answer) == 1


@given(st.text(max_size=60), st.sampled_from(["en", "ru", "kk", "ky", "tg", "uz"]))
def test_any_text_has_a_key_that_does_not_change_with_spaces_around(text, language):
    assert answer_key(f" {text} ", language) == answer_key(text, language)


@given(st.integers(0, 10**9))
def test_thousands_may_be_set_apart_by_any_sign(number):
    assert {answer_key(f"{number:,}".replace(",", sign), "en") for sign in " ,.'\u00a0"} == {str(number)}


@given(st.text(min_size=1, max_size=20))
def test_the_shown_order_is_stable_and_never_the_right_one(seed):
    for question in (ORDER, EITHER, steps(a=1, b=2)):
        mixed = in_mixed_order(question.places, seed)
        assert mixed == in_mixed_order(question.places, seed)
        assert grade(question, placed(mixed)) < 1


def test_a_whole_order_is_shown_as_it_was_arranged_and_half_of_one_as_it_came():
    assert as_arranged({"a": 2, "b": 1}, ["a", "b"]) == ["b", "a"]
    assert as_arranged({"b": 1}, ["a", "b"]) == ["a", "b"]
    assert as_arranged({"a": 1, "b": 1}, ["a", "b"]) == ["a", "b"]
