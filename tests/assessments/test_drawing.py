"""Which questions an attempt draws."""

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from assessments.rules import Candidate, Cell, draw, in_stable_order, shortages

POOL = [
    Candidate(f"{objective}-{difficulty}-{number}", objective, difficulty)
    for objective in ("o1", "o2")
    for difficulty in ("easy", "medium", "hard")
    for number in range(3)
]


def drawn(blueprint, pool=POOL, seed=1, seen=()):
    return draw(blueprint=blueprint, pool=pool, chance=random.Random(seed), seen=seen)


def test_each_line_of_the_blueprint_draws_its_own():
    keys = drawn([Cell("o1", "easy", 2), Cell("o2", "hard", 1)])
    assert Counter(key.rsplit("-", 1)[0] for key in keys) == {"o1-easy": 2, "o2-hard": 1}


def test_the_same_seed_draws_the_same_and_another_seed_mostly_another():
    blueprint = [Cell("o1", "easy", 1), Cell("o1", "medium", 1), Cell("o2", "hard", 1)]
    assert drawn(blueprint, seed=7) == drawn(blueprint, seed=7)
    assert len({tuple(drawn(blueprint, seed=seed)) for seed in range(30)}) > 20


def test_the_order_of_the_pool_does_not_matter():
    blueprint = [Cell("o1", "easy", 2)]
    assert drawn(blueprint, pool=POOL) == drawn(blueprint, pool=list(reversed(POOL)))


def test_a_short_line_takes_the_nearest_of_its_objective():
    pool = [Candidate("easy", "o1", "easy"), Candidate("hard", "o1", "hard"), Candidate("far", "o2", "easy")]
    assert set(drawn([Cell("o1", "easy", 2)], pool=pool)) == {"easy", "hard"}
    assert set(drawn([Cell("o2", "easy", 2)], pool=pool)) == {"far", "easy"}


def test_a_short_line_takes_nothing_away_from_another():
    pool = [Candidate("a", "o1", "easy"), Candidate("b", "o1", "medium"), Candidate("c", "o2", "easy")]
    keys = drawn([Cell("o1", "easy", 2), Cell("o1", "medium", 1)], pool=pool)
    assert sorted(keys) == ["a", "b", "c"]


def test_questions_of_the_last_attempt_come_again_only_where_there_are_no_others():
    seen = {"o1-easy-0", "o1-easy-1"}
    for seed in range(20):
        assert drawn([Cell("o1", "easy", 1)], seed=seed, seen=seen) == ["o1-easy-2"]
    assert len(drawn([Cell("o1", "easy", 3)], seen=seen)) == 3


def test_what_a_pool_cannot_fill_is_told_once_for_each_place():
    blueprint = [Cell("o1", "easy", 2), Cell("o1", "easy", 2), Cell("o2", "hard", 1)]
    assert shortages(blueprint, POOL) == [(Cell("o1", "easy", 4), 3)]


cells = st.builds(
    Cell, st.sampled_from("abc"), st.sampled_from(["easy", "medium", "hard"]), st.integers(0, 4)
)
pools = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["easy", "medium", "hard"])), max_size=20
).map(lambda rows: [Candidate(str(number), *row) for number, row in enumerate(rows)])


@given(st.lists(cells, max_size=5), pools, st.integers(0, 100))
def test_a_draw_has_no_question_twice_and_misses_none_that_it_could_have(blueprint, pool, seed):
    keys = drawn(blueprint, pool=pool, seed=seed)
    assert len(keys) == len(set(keys)) == min(sum(cell.draw for cell in blueprint), len(pool))


def test_choices_keep_their_order_within_an_attempt_and_change_it_between_attempts():
    ids = ["a", "b", "c", "d"]
    assert in_stable_order(ids, "one") == in_stable_order(reversed(ids), "one")
    assert len({tuple(in_stable_order(ids, str(seed))) for seed in range(200)}) == 24


def test_every_choice_stands_in_every_place_about_equally_often():
    places = Counter(in_stable_order("abcd", f"attempt {seed}").index("a") for seed in range(2000))
    assert all(400 < places[place] < 600 for place in range(4))
