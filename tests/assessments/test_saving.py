"""Which answer counts when saves overtake each other or come from two windows."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.answers import chosen_at, mark_of, read_mark, read_stored, stored
from assessments.rules import Answer, SavedAnswer, SentAnswer, Told, merge


def answer(*choices, verdict=None):
    return Answer(choices=frozenset(choices), verdict=verdict)


NOTHING = answer()


def sent(chosen, *, shown=NOTHING, window="one", at=None):
    return SentAnswer(answer=chosen, shown=shown, window=window, at=at)


def test_a_first_answer_is_kept():
    kept, told = merge(None, sent(answer("a")), now=10)
    assert (kept, told) == (SavedAnswer(answer("a"), 10, "one"), Told.NOTHING)


def test_a_delayed_save_of_the_same_window_does_not_undo_a_newer_answer():
    newer, _told = merge(None, sent(answer("b"), at=5), now=6)
    kept, told = merge(newer, sent(answer("a"), at=3), now=7)
    assert (kept.answer, told) == (answer("b"), Told.NOTHING)


def test_an_answer_kept_on_a_phone_does_not_undo_one_chosen_later_elsewhere():
    later = SavedAnswer(answer("b"), at=100, window="desk")
    kept, told = merge(later, sent(answer("a"), window="phone", at=40), now=200)
    assert (kept, told) == (later, Told.OLDER)


def test_a_window_that_was_only_looking_changes_nothing_and_is_told():
    saved = SavedAnswer(answer("b"), at=100, window="two")
    kept, told = merge(saved, sent(NOTHING, window="one"), now=200)
    assert (kept, told) == (saved, Told.CHANGED_ELSEWHERE)


def test_the_answer_chosen_last_wins_and_its_window_is_told():
    saved = SavedAnswer(answer("b"), at=100, window="two")
    kept, told = merge(saved, sent(answer("a"), window="one", at=150), now=200)
    assert (kept.answer, told) == (answer("a"), Told.REPLACED_ELSEWHERE)


def test_going_on_where_the_other_window_stopped_is_no_conflict():
    saved = SavedAnswer(answer("b"), at=100, window="two")
    kept, told = merge(saved, sent(answer("a"), shown=answer("b"), window="one"), now=200)
    assert (kept.answer, told) == (answer("a"), Told.NOTHING)


def test_returning_to_the_answer_the_page_was_opened_with_counts():
    saved = SavedAnswer(answer("b"), at=100, window="one")
    kept, _told = merge(saved, sent(answer("a"), shown=answer("a"), window="one", at=150), now=200)
    assert kept.answer == answer("a")


def test_unticking_everything_is_an_answer_taken_back():
    saved = SavedAnswer(answer("a", "b"), at=100, window="two")
    kept, _told = merge(saved, sent(NOTHING, shown=answer("a", "b")), now=200)
    assert kept.answer == NOTHING


def test_a_clock_that_runs_ahead_does_not_outlive_what_follows():
    ahead, _told = merge(None, sent(answer("a"), at=10_000), now=100)
    kept, _told = merge(ahead, sent(answer("b"), shown=answer("a"), at=101), now=101)
    assert kept.answer == answer("b")


@given(st.permutations(range(6)))
def test_however_saves_of_one_window_arrive_the_last_choice_is_kept(arrivals):
    saved = None
    for number in arrivals:
        saved, _told = merge(saved, sent(answer(str(number)), at=float(number)), now=50)
    assert saved.answer == answer("5")


@given(st.permutations([(0, "one"), (1, "two"), (2, "one"), (3, "two"), (4, "one")]))
def test_however_saves_of_two_windows_arrive_the_last_choice_is_kept(arrivals):
    saved = None
    for number, window in arrivals:
        saved, _told = merge(saved, sent(answer(str(number)), window=window, at=float(number)), now=50)
    assert saved.answer == answer("4")


def test_only_the_age_of_an_answer_is_taken_from_the_browser_s_clock():
    a_year_ahead = 1_000_000_000_000
    assert chosen_at(str(a_year_ahead), str(a_year_ahead + 5_000), 1_000.0) == 995.0
    assert chosen_at("500", "100", 1_000.0) == 1_000.0
    assert chosen_at("", "", 1_000.0) is None
    assert chosen_at("nan", "5", 1_000.0) is None
    assert chosen_at("-inf", "5", 1_000.0) is None


ids = st.text(alphabet="abcdef0123456789-", min_size=1, max_size=36)


@given(st.frozensets(ids, max_size=4), st.sampled_from([True, False, None]))
def test_an_answer_survives_the_form_and_the_database(choices, verdict):
    whole = Answer(choices=choices, verdict=verdict)
    assert read_mark(mark_of(whole)) == whole
    saved = SavedAnswer(whole, at=1.5, window="one")
    assert read_stored(stored(saved)) == saved


@given(st.text(max_size=60))
def test_any_text_in_place_of_a_mark_is_some_answer(text):
    assert isinstance(read_mark(text), Answer)
