"""Which jobs are due, and whether the room needs a person's attention."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Max, Q

from lms.jobs.models import Job
from lms.jobs.rules import MOST_ATTEMPTS

# A job due this long and not done means that nobody is working.
STALE_AFTER = timedelta(minutes=15)
# One missed night is a power cut; two are a promise that is not kept.
_NEGLECTED_AFTER = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Condition:
    """How the jobs are: parked ones wait for a person, stale ones for a worker."""

    parked: int
    stale: int

    @property
    def needs_attention(self) -> bool:
        """Whether somebody should look."""
        return bool(self.parked or self.stale)


def is_due(now: datetime) -> Q:
    """Jobs to be tried at ``now``: waiting and their time has come, or running on a lapsed lease."""
    waiting = Q(state=Job.State.WAITING, run_after__lte=now)
    abandoned = Q(state=Job.State.RUNNING, lease_until__lte=now, attempts__lt=MOST_ATTEMPTS)
    return waiting | abandoned


def due_ids(*, now: datetime, limit: int) -> list[UUID]:
    """Ids of due jobs, the longest waiting first."""
    due = Job.objects.filter(is_due(now)).order_by("run_after")
    return list(due.values_list("pk", flat=True)[:limit])


def condition(*, now: datetime) -> Condition:
    """Count parked jobs and those that should have been done 15 minutes ago."""
    late = now - STALE_AFTER
    return Condition(
        parked=Job.objects.filter(state=Job.State.PARKED).count(),
        stale=Job.objects.filter(is_due(late)).count(),
    )


def parked_jobs() -> list[Job]:
    """Jobs that were given up, the latest first."""
    return list(Job.objects.filter(state=Job.State.PARKED).order_by("-finished"))


def neglected_tasks(*, now: datetime) -> list[str]:
    """Name the tasks of ``settings.SCHEDULE`` that were not done within the last two days."""
    done = Job.objects.filter(state=Job.State.DONE).values_list("task")
    latest = dict(done.annotate(latest=Max("finished")))
    tasks = [entry["task"] for entry in settings.SCHEDULE]
    return [task for task in tasks if task not in latest or now - latest[task] > _NEGLECTED_AFTER]
