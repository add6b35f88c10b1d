"""The operator's view of the jobs: what is parked, and another chance for it."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from lms.jobs.api import run_due_jobs
from lms.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def parked():
    """A job that was given up although it could go well."""
    return Job.objects.create(
        task="tests.leave_mark",
        arguments={"args": ["seen"], "kwargs": {}},
        state=Job.State.PARKED,
        attempts=5,
        finished=timezone.now(),
        error="ValueError at lms/x.py:3",
    )


def test_parked_jobs_are_listed_with_their_error(parked, capsys):
    call_command("jobs")
    printed = capsys.readouterr().out
    assert printed.startswith("1 parked, 0 waiting")
    assert str(parked.pk) in printed
    assert "ValueError at lms/x.py:3" in printed


@pytest.mark.parametrize("which", ["all", "by its id"])
def test_a_parked_job_runs_again_when_told_to(parked, marks, which):
    call_command("jobs", retry="all" if which == "all" else str(parked.pk))
    assert run_due_jobs() == 1
    assert marks == ["seen"]


@pytest.mark.parametrize("which", ["not-an-id", "0f6356f8-aeae-4c08-a3b6-a2789e4a1c0d"])
def test_an_unknown_id_gets_a_sentence(which):
    with pytest.raises(CommandError):
        call_command("jobs", retry=which)
