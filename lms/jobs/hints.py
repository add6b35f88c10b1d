"""Telling a worker that a job waits. Only a hint: the row is the truth, the sweeper repeats hints."""

import threading
import time
from uuid import UUID

import structlog
from celery import current_app
from django.conf import settings

log = structlog.get_logger(__name__)

# Set when a job arrives in this process; the embedded worker waits on it.
work_arrived = threading.Event()

# A broker that did not answer is left alone this long, so that a dead one slows one request, not all.
_SILENCE_SECONDS = 30
# Older hints are dropped by the worker: the sweeper has sent newer ones, and queues stay short.
_HINT_LIVES_SECONDS = 120
_broker_silent_until = 0.0


def send_hint(job_id: UUID) -> bool:
    """Tell a worker about a job; return whether the hint left. Never raises, never waits for long."""
    if not settings.CELERY_BROKER_URL:
        work_arrived.set()
        return True
    if time.monotonic() < _broker_silent_until:
        return False
    return _send_through_broker(job_id)


def _send_through_broker(job_id: UUID) -> bool:
    global _broker_silent_until
    try:
        current_app.send_task("jobs.run_job", args=[str(job_id)], retry=False, expires=_HINT_LIVES_SECONDS)
    except Exception as error:  # noqa: BLE001  (whatever the broker does, the request must go on)
        _broker_silent_until = time.monotonic() + _SILENCE_SECONDS
        log.warning("broker_silent", error=type(error).__name__, job=str(job_id))
        return False
    return True
