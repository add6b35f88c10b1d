"""When a job is tried again, which period an entry is in, and what an error leaves behind."""

from datetime import datetime, timedelta, timezone

import pytest

from lms.jobs.rules import is_spent, period_of, place_of, wait_after

ALMATY = timezone(timedelta(hours=5))


def test_each_failure_waits_four_times_as_long_as_the_one_before():
    waits = [wait_after(attempts).total_seconds() for attempts in (1, 2, 3, 4)]
    assert waits == [10, 40, 160, 640]


@pytest.mark.parametrize(("attempts", "spent"), [(1, False), (4, False), (5, True), (6, True)])
def test_a_job_is_spent_after_five_attempts(attempts, spent):
    assert is_spent(attempts) is spent


@pytest.mark.parametrize(
    ("hour_now", "period"), [(2, None), (3, "2026-11-22"), (14, "2026-11-22"), (23, "2026-11-22")]
)
def test_a_daily_entry_is_due_from_its_hour_until_midnight(hour_now, period):
    now = datetime(2026, 11, 22, hour_now, 30, tzinfo=ALMATY)
    assert period_of(every="daily", hour=3, now=now) == period


def test_an_hourly_entry_has_one_period_each_hour_even_when_the_clock_repeats_one():
    half_past_two = datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=6)))
    the_same_after_the_change = half_past_two.replace(tzinfo=ALMATY)
    periods = {
        period_of(every="hourly", hour=0, now=moment)
        for moment in (
            half_past_two,
            half_past_two + timedelta(minutes=29),
            the_same_after_the_change,
        )
    }
    assert len(periods) == 2


def test_another_rhythm_is_refused():
    with pytest.raises(ValueError, match="weekly"):
        period_of(every="weekly", hour=3, now=datetime(2026, 11, 22, 3, 0, tzinfo=ALMATY))


def test_an_error_is_kept_as_class_and_line_without_its_message():
    try:
        int("gulnara@example.org")
    except ValueError as error:
        found = place_of(error, root=__file__.rsplit("/", 1)[0])
    assert found.startswith("ValueError at test_rules.py:")
    assert "gulnara" not in found
