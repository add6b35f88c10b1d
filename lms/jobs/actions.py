"""Promise a job, try it, give it up, and keep the calendar."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import structlog
from celery import current_app, shared_task
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from lms.jobs import hints
from lms.jobs.models import Job
from lms.jobs.queries import due_ids, is_due
from lms.jobs.rules import MOST_ATTEMPTS, is_spent, period_of, place_of, wait_after

log = structlog.get_logger(__name__)

KEPT_AFTER_FINISH = timedelta(days=30)
_LONGEST_ARGUMENT = 250


def enqueue(
    *,
    task: str,
    args: Sequence = (),
    kwargs: dict | None = None,
    run_after: datetime | None = None,
    unique_key: str = "",
) -> UUID | None:
    """Write a job into the current transaction and hint at it on commit.

    Returns its id, or None when ``unique_key`` was used before. Raises TypeError when an argument
    is not a plain id, number or short word: rows and queues are no place for people's data.
    """
    job = Job(task=task, arguments={"args": _plain(list(args)), "kwargs": _plain(kwargs or {})})
    job.run_after = run_after or job.run_after
    if unique_key:
        job.unique_key = unique_key
        # A repeated key is left out without an error: an error would break the whole transaction.
        Job.objects.bulk_create([job], ignore_conflicts=True)
        if not Job.objects.filter(pk=job.pk).exists():
            return None
    else:
        job.save(force_insert=True)
    if job.run_after <= timezone.now():
        transaction.on_commit(partial(hints.send_hint, job.pk), robust=True)
    return job.pk


def _plain(value):
    """Return ``value`` as JSON holds it; UUIDs become text."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, UUID):
        return str(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str) and "@" not in value and len(value) <= _LONGEST_ARGUMENT:
        return value
    raise TypeError(f"A job takes ids, numbers and short words, not this {type(value).__name__}.")


def attempt(*, job_id: UUID | str) -> bool:
    """Claim a due job and run it once; return False when it was not ours to run.

    A failure is recorded and tried again later; after five the job is parked.
    """
    job = _claim(job_id=job_id, now=timezone.now())
    if job is None:
        return False
    try:
        task = current_app.tasks[job.task]
        task(*job.arguments["args"], **job.arguments["kwargs"])
    except Exception as error:  # noqa: BLE001  (a job may fail in any way; the row says so)
        _record_failure(job=job, error=error)
    else:
        _release(job=job, state=Job.State.DONE, finished=timezone.now(), error="")
    return True


def _claim(*, job_id: UUID | str, now: datetime) -> Job | None:
    """Take a due job by one conditional UPDATE: of many who try, one sees a row changed."""
    lease = timedelta(seconds=settings.JOB_LEASE_SECONDS)
    taken = Job.objects.filter(is_due(now), pk=job_id).update(
        state=Job.State.RUNNING, attempts=F("attempts") + 1, lease_until=now + lease
    )
    return Job.objects.get(pk=job_id) if taken else None


def _release(*, job: Job, **changes) -> bool:
    """Write how an attempt ended, unless the lease lapsed and somebody else has the job by now."""
    # The number of attempts tells our claim from a later one.
    ours = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)
    if ours.update(lease_until=None, **changes):
        return True
    log.warning("job_lease_lapsed", job=str(job.pk), task=job.task)
    return False


def _record_failure(*, job: Job, error: Exception) -> None:
    place = place_of(error, root=str(settings.BASE_DIR))
    if is_spent(job.attempts):
        _park(job=job, error=place)
        return
    # The traceback may quote people's data: it is shown to developers only.
    log.warning(
        "job_failed",
        job=str(job.pk),
        task=job.task,
        attempts=job.attempts,
        error=place,
        exc_info=error if settings.DEBUG else None,
    )
    again = timezone.now() + wait_after(job.attempts)
    _release(job=job, state=Job.State.WAITING, run_after=again, error=place)


def _park(*, job: Job, error: str) -> None:
    if _release(job=job, state=Job.State.PARKED, finished=timezone.now(), error=error):
        log.error("job_parked", job=str(job.pk), task=job.task, error=error)


def run_due_jobs(*, most: int = 1000) -> int:
    """Try every due job in this process, one after another; return how many were tried."""
    tried = 0
    while tried < most:
        ids = due_ids(now=timezone.now(), limit=min(20, most - tried))
        if not ids:
            break
        tried += sum(attempt(job_id=job_id) for job_id in ids)
    return tried


def enqueue_due(*, now: datetime) -> int:
    """Promise what the calendar in ``settings.SCHEDULE`` asks for now, each period once.

    Safe to call as often and from as many processes as one likes; returns how many jobs are new.
    """
    made = 0
    for entry in settings.SCHEDULE:
        period = period_of(every=entry["every"], hour=entry.get("hour", 0), now=timezone.localtime(now))
        if period is not None:
            key = f"{entry['task']}:{period}"
            made += enqueue(task=entry["task"], unique_key=key) is not None
    return made


def park_abandoned(*, now: datetime) -> int:
    """Park jobs whose process died at the last attempt; return how many."""
    spent = Job.objects.filter(state=Job.State.RUNNING, lease_until__lte=now, attempts__gte=MOST_ATTEMPTS)
    jobs = list(spent)
    for job in jobs:
        _park(job=job, error="the process died while running it")
    return len(jobs)


def repeat_hints(*, now: datetime) -> int:
    """Hint again at due jobs: their hint was lost, their wait is over, or their worker died."""
    ids = due_ids(now=now, limit=200)
    for job_id in ids:
        if not hints.send_hint(job_id):
            break
    return len(ids)


def retry_parked(*, job_id: UUID | str) -> bool:
    """Give a parked job five new attempts; return False when it is not parked."""
    again = Job.objects.filter(pk=job_id, state=Job.State.PARKED).update(
        state=Job.State.WAITING, attempts=0, run_after=timezone.now(), finished=None, error=""
    )
    if again:
        transaction.on_commit(partial(hints.send_hint, UUID(str(job_id))), robust=True)
    return bool(again)


@shared_task(name="jobs.run_job")
def run_job(job_id: str) -> None:
    """What a hint in the broker carries: try this job if it is still to be done."""
    attempt(job_id=job_id)


@shared_task(name="jobs.tick")
def tick() -> None:
    """Every minute in production: the calendar, the abandoned and the forgotten."""
    now = timezone.now()
    enqueue_due(now=now)
    park_abandoned(now=now)
    repeat_hints(now=now)


@shared_task(name="jobs.forget_finished")
def forget_finished() -> int:
    """Delete jobs that were done 30 days ago; parked ones stay until a person decides."""
    old = timezone.now() - KEPT_AFTER_FINISH
    deleted, _ = Job.objects.filter(state=Job.State.DONE, finished__lt=old).delete()
    return deleted
