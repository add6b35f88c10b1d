"""What figures say of a question: checked against the definition, and against what they must not say."""

import math
import random
import statistics

import pytest

from assessments.rules.analysis import (
    Bands,
    Sums,
    choice_signs,
    language_signs,
    signs_of,
    sums_of,
    thirds_of,
)


def added(pairs) -> Sums:
    return sum((sums_of(mark, rest) for mark, rest in pairs), Sums())


def invented(people: int, *, slope: float, seed: int = 1) -> list[tuple[float, float]]:
    """Return marks whose chance grows (or falls) with the rest of the test."""
    chance = random.Random(seed)
    rests = [chance.random() for _ in range(people)]
    return [(float(chance.random() < 0.5 + slope * (rest - 0.5)), rest) for rest in rests]


@pytest.mark.parametrize("slope", [-0.8, 0.0, 0.9])
def test_the_discrimination_is_the_correlation_with_the_rest_of_the_test(slope):
    pairs = invented(400, slope=slope)
    marks, rests = zip(*pairs, strict=True)
    assert added(pairs).discrimination == pytest.approx(statistics.correlation(marks, rests))
    assert added(pairs).facility == pytest.approx(statistics.mean(marks))


def test_adding_up_in_parts_gives_the_same():
    pairs = invented(101, slope=0.5)
    parts = added(pairs[:40]) + added(pairs[40:])
    assert parts.discrimination == pytest.approx(added(pairs).discrimination)


def test_under_thirty_people_nothing_is_said_of_discrimination_and_no_sign_is_given():
    assert added(invented(29, slope=-0.9)).discrimination is None
    assert signs_of(added(invented(29, slope=-0.9))) == []
    assert added(invented(30, slope=0.9)).discrimination is not None
    assert not added(invented(49, slope=0.9)).is_steady and added(invented(50, slope=0.9)).is_steady


def test_the_interval_is_as_wide_as_the_literature_says():
    # A correlation of 0.30: at 30 people from -0.07 to 0.60, at 50 from 0.02 to 0.53.
    for people, low, high in ((30, -0.07, 0.60), (50, 0.02, 0.53)):
        sums = Sums(people, people / 2, people / 2, people / 2, people / 2, people * (0.25 + 0.3 * 0.25))
        assert sums.discrimination == pytest.approx(0.30)
        assert sums.interval == pytest.approx((low, high), abs=0.006)


def test_where_all_answer_alike_there_is_no_discrimination():
    sums = added([(1.0, rest / 60) for rest in range(60)])
    assert sums.discrimination is None
    assert [sign.what for sign in signs_of(sums)] == ["nearly all"]


@pytest.mark.parametrize(
    ("slope", "sign"), [(-0.9, ["runs against"]), (0.05, ["separates little"]), (0.9, [])]
)
def test_a_question_that_misleads_is_told_from_one_that_says_little(slope, sign):
    assert [each.what for each in signs_of(added(invented(3000, slope=slope)))] == sign


def test_people_are_in_thirds_by_the_score_of_the_whole_test_and_ties_stay_together():
    bands = Bands()
    for score, choice, people in ((0.1, "a", 30), (0.5, "b", 30), (0.9, "c", 30)):
        for _ in range(people):
            bands.add(score, [choice])
    low, middle, high = thirds_of(bands)
    assert [third.people for third in (low, middle, high)] == [30, 30, 30]
    assert (low.share("a"), middle.share("b"), high.share("c")) == (1, 1, 1)
    assert thirds_of(Bands())[0].people == 0


def test_counts_are_stored_and_read_without_a_loss():
    bands = Bands()
    for score in (0, 0.049, 0.05, 0.3333, 0.999, 1):
        bands.add(score, ["a", "b"])
    bands.add(0.5, [])
    again = Bands.read(bands.stored())
    assert (again.people, again.chosen) == (bands.people, bands.chosen)
    assert again.people[0] == 2 and again.people[20] == 1 and again.chosen[10] == {"": 1}


def test_a_wrong_choice_of_the_strong_and_one_of_nobody_are_pointed_out():
    bands = Bands()
    for number in range(90):
        score = number / 90
        bands.add(score, ["trap" if number >= 60 else "key"])
    signs = choice_signs(bands, {"key": True, "trap": False, "idle": False})
    assert [(sign.what, sign.values["choice"]) for sign in signs] == [
        ("draws the strong", "trap"),
        ("draws nobody", "idle"),
    ]


def test_a_translation_that_is_much_harder_is_named_and_a_little_difference_is_not():
    easy, hard = [(1.0, 0.5)] * 80 + [(0.0, 0.5)] * 20, [(1.0, 0.5)] * 20 + [(0.0, 0.5)] * 20
    found = language_signs({"en": added(easy), "tg": added(hard)})
    assert [(sign.what, sign.values["language"]) for sign in found] == [("harder in a language", "tg")]
    nearly = [(1.0, 0.5)] * 28 + [(0.0, 0.5)] * 12
    assert language_signs({"en": added(easy), "tg": added(nearly)}) == []
    assert language_signs({"en": added(easy), "tg": added(hard[10:30])}) == []
    assert not math.isnan(added(easy).facility)
