"""What counts as done, what is missing, who is stuck."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.learning.rules import is_complete, is_stuck, items_done, missing_items
from courses.months import months_after

READ, ANSWERED, TEST = uuid4(), uuid4(), uuid4()
FIRST, SECOND = uuid4(), uuid4()
DEMANDS = {READ: [], ANSWERED: [FIRST, SECOND], TEST: []}
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_lesson_without_activities_is_done_by_its_own_outcome():
    assert items_done(DEMANDS, {READ}) == 1


def test_a_lesson_with_two_questions_is_done_after_both():
    assert missing_items(DEMANDS, {READ, TEST, FIRST}) == [ANSWERED]
    assert missing_items(DEMANDS, {READ, TEST, FIRST, SECOND}) == []


def test_reading_a_lesson_does_not_replace_its_questions():
    assert ANSWERED in missing_items(DEMANDS, {ANSWERED, READ, TEST})


def test_a_course_that_asks_for_nothing_is_never_complete():
    assert not is_complete({}, {READ})


@given(st.sets(st.uuids(), max_size=20))
def test_outcomes_of_other_courses_never_complete_this_one(foreign: set[UUID]):
    assert not is_complete(DEMANDS, foreign - {READ, FIRST, SECOND, TEST})


@pytest.mark.parametrize(
    ("days_quiet", "paused", "complete", "stuck"),
    [(20, False, False, False), (22, False, False, True), (22, True, False, False), (22, False, True, False)],
)
def test_stuck_means_quiet_while_neither_paused_nor_complete(days_quiet, paused, complete, stuck):
    last = NOW - timedelta(days=days_quiet)
    assert (
        is_stuck(last_outcome_at=last, started_at=last, paused=paused, complete=complete, now=NOW, days=21)
        is stuck
    )


def test_a_learner_who_never_began_is_stuck_from_the_day_of_enrolment():
    started = NOW - timedelta(days=30)
    assert is_stuck(last_outcome_at=None, started_at=started, paused=False, complete=False, now=NOW, days=21)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 22), 12, date(2027, 11, 22)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 24, date(2028, 8, 31)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day, months, expected):
    assert months_after(day, months) == expected
