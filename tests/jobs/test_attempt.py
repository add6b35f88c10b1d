"""Trying a job: one claim at a time, again after a failure, parked after five, taken over when left."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lms.jobs.actions import _claim, _release, attempt, enqueue, park_abandoned
from lms.jobs.api import condition, retry_parked, run_due_jobs
from lms.jobs.models import Job
from tests.jobs.conftest import leave_mark, stumble

pytestmark = pytest.mark.django_db


def run_until_nothing_is_left() -> None:
    """Run due jobs again and again, without waiting for the pauses between attempts."""
    for _ in range(10):
        Job.objects.filter(state=Job.State.WAITING).update(run_after=timezone.now())
        run_due_jobs()


def test_a_done_job_is_not_run_again_however_often_it_is_delivered(marks):
    job_id = enqueue(task="tests.leave_mark", args=["once"])
    assert [attempt(job_id=job_id) for _ in range(5)] == [True, False, False, False, False]
    assert marks == ["once"]


def test_a_failed_job_waits_and_is_tried_again(marks, fails):
    fails(2)
    stumble.delay_on_commit()
    run_due_jobs()
    job = Job.objects.get()
    assert (job.state, job.attempts) == (Job.State.WAITING, 1)
    assert job.run_after > timezone.now() + timedelta(seconds=5)
    run_until_nothing_is_left()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error, marks) == (Job.State.DONE, 3, "", ["stood"])


def test_five_failures_park_a_job_and_say_so_aloud(marks, fails, caplog):
    fails(99)
    stumble.delay_on_commit()
    with caplog.at_level("INFO", logger="lms"):
        run_until_nothing_is_left()
    job = Job.objects.get()
    assert (job.state, job.attempts, marks) == (Job.State.PARKED, 5, [])
    ours = [record for record in caplog.records if isinstance(record.msg, dict)]
    assert [line.levelname for line in ours if line.msg["event"] == "job_parked"] == ["ERROR"]
    assert condition(now=timezone.now()).needs_attention


def test_no_message_of_a_failure_reaches_the_row_or_the_log(marks, fails, caplog):
    fails(99)
    stumble.delay_on_commit()
    with caplog.at_level("INFO", logger="lms"):
        run_until_nothing_is_left()
    assert Job.objects.get().error.startswith("RuntimeError at tests/jobs/conftest.py:")
    assert "job_parked" in caplog.text
    assert "somebody" not in caplog.text


def test_a_failing_job_does_not_hold_up_the_others(marks, fails):
    fails(99)
    stumble.delay_on_commit()
    leave_mark.delay_on_commit("behind it")
    run_due_jobs()
    assert marks == ["behind it"]


def test_a_task_that_does_not_exist_is_parked_too():
    enqueue(task="tests.was_removed_last_year")
    run_until_nothing_is_left()
    assert Job.objects.get().state == Job.State.PARKED


def test_a_parked_job_can_be_given_another_chance(marks, fails):
    fails(5)
    stumble.delay_on_commit()
    run_until_nothing_is_left()
    job = Job.objects.get()
    assert retry_parked(job_id=job.pk) is True
    run_due_jobs()
    job.refresh_from_db()
    assert (job.state, marks) == (Job.State.DONE, ["stood"])
    assert retry_parked(job_id=job.pk) is False


def test_a_running_job_is_nobody_elses_until_its_lease_lapses(marks):
    job_id = enqueue(task="tests.leave_mark", args=["taken over"])
    _claim(job_id=job_id, now=timezone.now())
    assert attempt(job_id=job_id) is False
    Job.objects.update(lease_until=timezone.now())
    assert run_due_jobs() == 1
    assert (Job.objects.get().attempts, marks) == (2, ["taken over"])


def test_a_worker_that_comes_back_late_does_not_overwrite_its_successor():
    job_id = enqueue(task="tests.leave_mark", args=["x"])
    an_hour_ago = timezone.now() - timedelta(hours=1)
    Job.objects.update(run_after=an_hour_ago)
    late = _claim(job_id=job_id, now=an_hour_ago)
    successor = _claim(job_id=job_id, now=timezone.now())
    assert _release(job=late, state=Job.State.DONE, finished=timezone.now()) is False
    assert Job.objects.get().state == Job.State.RUNNING
    assert _release(job=successor, state=Job.State.DONE, finished=timezone.now()) is True


def test_a_job_that_kills_its_process_five_times_is_parked():
    job_id = enqueue(task="tests.leave_mark", args=["x"])
    hours_ago = timezone.now() - timedelta(hours=6)
    Job.objects.update(run_after=hours_ago)
    for hour in range(5):
        assert _claim(job_id=job_id, now=hours_ago + timedelta(hours=hour)) is not None
    assert _claim(job_id=job_id, now=timezone.now()) is None
    assert park_abandoned(now=timezone.now()) == 1
    assert Job.objects.get().state == Job.State.PARKED
