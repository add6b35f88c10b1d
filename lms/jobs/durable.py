"""The Celery task class of the house: promising a job writes a row, and the row outlives the broker."""

from datetime import timedelta

from celery import Task
from django.utils import timezone

from lms.jobs.actions import enqueue


class DurableTask(Task):
    """Every ``@shared_task`` is one. ``delay_on_commit`` is the only way in from other rooms.

    Plain ``delay`` and ``apply_async`` talk to the broker at once and lose the job when it is down;
    a test refuses them outside this room.
    """

    def delay_on_commit(self, *args, **kwargs) -> None:
        """Promise this task in the current transaction; it runs after commit, or never was."""
        self.apply_async_on_commit(args, kwargs)

    def apply_async_on_commit(self, args=(), kwargs=None, *, countdown=None, eta=None, unique_key="") -> None:
        """As ``delay_on_commit``, later by ``countdown`` seconds or at ``eta``, once per ``unique_key``."""
        run_after = eta
        if countdown is not None:
            run_after = timezone.now() + timedelta(seconds=countdown)
        enqueue(task=self.name, args=args, kwargs=kwargs, run_after=run_after, unique_key=unique_key)
