"""One row per job: what to run, how often it was tried, and who holds it now."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone


def _key_of_its_own() -> str:
    return str(uuid.uuid4())


class Job(models.Model):
    """A piece of work promised in a transaction and kept afterwards, whatever dies in between."""

    # no personal data: arguments are opaque ids, errors keep class and place only;
    # readers: operator; kept: 30 days after it finished

    class State(models.TextChoices):
        """Where a job stands."""

        WAITING = "waiting", "waiting"
        RUNNING = "running", "running"
        DONE = "done", "done"
        PARKED = "parked", "parked: five failures, waits for a person"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    run_after = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    # Never NULL: a NULL would let a second copy in. `<task>:<period>` for scheduled jobs.
    unique_key = models.CharField(max_length=250, unique=True, default=_key_of_its_own)
    created = models.DateTimeField(default=timezone.now)
    finished = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="job_state_is_known",
                condition=Q(state__in=["waiting", "running", "done", "parked"]),
            ),
            models.CheckConstraint(
                name="job_holds_a_lease_while_it_runs",
                condition=Q(state="running", lease_until__isnull=False)
                | (~Q(state="running") & Q(lease_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="job_has_an_end_when_done_or_parked",
                condition=Q(state__in=["done", "parked"], finished__isnull=False)
                | Q(state__in=["waiting", "running"], finished__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "run_after"], name="jobs_by_state_and_time"),
        ]

    def __str__(self):
        return f"{self.task} ({self.state})"
