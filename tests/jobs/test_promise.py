"""A job is promised with its cause: in the same transaction, once per key, with plain ids only."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lms.jobs.actions import enqueue
from lms.jobs.api import run_due_jobs
from lms.jobs.hints import work_arrived
from lms.jobs.models import Job
from tests.jobs.conftest import leave_mark

pytestmark = pytest.mark.django_db


class Regret(Exception):
    """Rolls a transaction back."""


def test_a_promised_job_is_a_waiting_row_until_somebody_runs_it(marks):
    leave_mark.delay_on_commit("seen")
    assert (Job.objects.get().state, marks) == (Job.State.WAITING, [])
    assert run_due_jobs() == 1
    assert (Job.objects.get().state, marks) == (Job.State.DONE, ["seen"])


def test_a_rolled_back_transaction_leaves_no_job(marks):
    with pytest.raises(Regret), transaction.atomic():
        leave_mark.delay_on_commit("never")
        raise Regret
    assert run_due_jobs() == 0
    assert (Job.objects.count(), marks) == (0, [])


def test_the_worker_hears_of_a_job_on_commit_and_not_before(marks, django_capture_on_commit_callbacks):
    work_arrived.clear()
    with django_capture_on_commit_callbacks(execute=True) as hints:
        leave_mark.delay_on_commit("later")
        assert not work_arrived.is_set()
    assert len(hints) == 1


def test_a_later_job_waits_for_its_time(marks):
    leave_mark.apply_async_on_commit(("later",), countdown=3600)
    assert run_due_jobs() == 0
    Job.objects.update(run_after=timezone.now())
    assert run_due_jobs() == 1
    assert marks == ["later"]


def test_a_key_is_used_once_and_the_second_promise_breaks_no_transaction(marks):
    with transaction.atomic():
        leave_mark.apply_async_on_commit(("one",), unique_key="digest:2026-W47")
        leave_mark.apply_async_on_commit(("two",), unique_key="digest:2026-W47")
        leave_mark.delay_on_commit("other")
    run_due_jobs()
    assert sorted(marks) == ["one", "other"]


def test_the_database_itself_refuses_a_second_row_with_the_same_key():
    Job.objects.create(task="tests.leave_mark", unique_key="k")
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(task="tests.leave_mark", unique_key="k")


@pytest.mark.parametrize("state", ["running", "done", "parked", "lost"])
def test_the_database_refuses_a_state_that_does_not_fit_its_times(state):
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(task="tests.leave_mark", state=state)


@pytest.mark.parametrize("argument", ["somebody@example.org", "x" * 300, 0.5, object(), b"bytes"])
def test_people_and_large_things_do_not_fit_into_a_job(argument):
    with pytest.raises(TypeError):
        leave_mark.delay_on_commit(argument)
    assert Job.objects.count() == 0


def test_ids_arrive_as_text():
    number = uuid.uuid4()
    enqueue(task="tests.leave_mark", args=[number], kwargs={"also": [1, None, True]})
    assert Job.objects.get().arguments == {"args": [str(number)], "kwargs": {"also": [1, None, True]}}
