"""Telling a worker that a job waits. Only a hint: the row is the truth, the sweeper repeats hints."""

import threading
import time
from functools import lru_cache
from uuid import UUID

import structlog
from celery import Celery
from django.conf import settings
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)

# Set when a job arrives in this process; the embedded worker waits on it.
work_arrived = threading.Event()

# A broker that did not answer is left alone this long, so that a dead one slows one request, not all.
_SILENCE_SECONDS = 30
# Older hints are dropped by the worker: the sweeper has sent newer ones, and queues stay short.
_HINT_LIVES_SECONDS = 120
_broker_silent_until = 0.0

# Kombu's own patience is 6 s for a broker that refuses and minutes for one that says nothing.
_LONGEST_WAIT_SECONDS = 0.3
_IMPATIENT = {
    "socket_connect_timeout": _LONGEST_WAIT_SECONDS,
    "socket_timeout": _LONGEST_WAIT_SECONDS,
    "connect_retries_timeout": _LONGEST_WAIT_SECONDS,
    "max_retries": 0,
    "interval_start": 0,
    "retry_on_timeout": False,
}


@lru_cache(maxsize=2)
def _sender(broker: str) -> Celery:
    """An app that only sends, and gives up soon; workers keep Celery's patience."""
    app = Celery("hints", broker=broker, set_as_current=False)
    app.conf.update(
        broker_transport_options=_IMPATIENT,
        broker_connection_timeout=_LONGEST_WAIT_SECONDS,
        broker_connection_retry=False,
        task_ignore_result=True,
    )
    return app


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
        _sender(settings.CELERY_BROKER_URL).send_task(
            "jobs.run_job", args=[str(job_id)], retry=False, expires=_HINT_LIVES_SECONDS
        )
    except (OperationalError, OSError) as error:
        _broker_silent_until = time.monotonic() + _SILENCE_SECONDS
        log.warning("broker_silent", error=type(error).__name__, job=str(job_id))
        return False
    return True
