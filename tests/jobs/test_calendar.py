"""The calendar: each period once, caught up when the site was down at the hour."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from celery import current_app
from django.conf import settings
from django.utils import timezone

from lms.jobs.actions import forget_finished, tick
from lms.jobs.api import enqueue_due
from lms.jobs.checks import schedule_names_real_tasks
from lms.jobs.models import Job
from lms.jobs.rooms import import_actions

pytestmark = pytest.mark.django_db
NIGHTLY = [{"task": "tests.leave_mark", "every": "daily", "hour": 3}]


def in_almaty(day: int, hour: int) -> datetime:
    """A moment of November 2026 in the site's own time."""
    return timezone.make_aware(datetime(2026, 11, day, hour, 0))


def test_a_night_job_is_promised_once_however_often_the_clock_is_asked(settings):
    settings.SCHEDULE = NIGHTLY
    assert [enqueue_due(now=in_almaty(22, 3)) for _ in range(4)] == [1, 0, 0, 0]
    assert Job.objects.get().unique_key == "tests.leave_mark:2026-11-22"


def test_a_clock_set_back_promises_nothing_twice(settings):
    settings.SCHEDULE = NIGHTLY
    made = [enqueue_due(now=in_almaty(22, hour)) for hour in (4, 3, 2, 4)]
    assert made == [1, 0, 0, 0]


def test_a_site_that_was_down_at_three_catches_up_in_the_afternoon_and_goes_on_the_next_day(settings):
    settings.SCHEDULE = NIGHTLY
    made = [enqueue_due(now=in_almaty(day, hour)) for day, hour in ((22, 2), (22, 16), (23, 2), (23, 3))]
    assert made == [0, 1, 0, 1]


def test_the_tick_keeps_the_calendar_and_looks_after_the_forgotten(settings):
    settings.SCHEDULE = NIGHTLY
    with time_machine.travel(in_almaty(22, 5), tick=False):
        tick()
        tick()
    assert Job.objects.count() == 1


def test_finished_jobs_are_forgotten_after_thirty_days_and_parked_ones_are_not():
    old = datetime.now(UTC) - timedelta(days=31)
    for state in ("done", "parked"):
        Job.objects.create(task="tests.leave_mark", state=state, finished=old)
    Job.objects.create(task="tests.leave_mark", state="done", finished=timezone.now())
    assert forget_finished() == 1
    assert sorted(Job.objects.values_list("state", flat=True)) == ["done", "parked"]


def test_every_entry_of_the_calendar_names_a_task_that_exists():
    import_actions()
    missing = [entry["task"] for entry in settings.SCHEDULE if entry["task"] not in current_app.tasks]
    assert missing == []


def test_a_misspelt_entry_keeps_a_site_from_going_live(settings):
    settings.SCHEDULE = [
        {"task": "tests.no_such_task", "every": "daily", "hour": 3},
        {"task": "jobs.forget_finished", "every": "sometimes"},
        {"task": "jobs.forget_finished", "every": "daily", "hour": 4},
    ]
    assert [error.id for error in schedule_names_real_tasks(None)] == ["jobs.E001", "jobs.E001"]
