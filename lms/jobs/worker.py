"""The embedded worker: one thread in the web process, for sites without a broker."""

import os
import threading
import time

import structlog
from django.conf import settings
from django.core.signals import request_started
from django.db import close_old_connections, connections
from django.utils import timezone

from lms.jobs.actions import enqueue_due, park_abandoned, run_due_jobs
from lms.jobs.hints import work_arrived
from lms.jobs.rooms import import_actions

log = structlog.get_logger(__name__)

# Jobs of this process wake the thread at once; the poll finds retries and other processes' jobs.
_POLL_SECONDS = 5
_CALENDAR_SECONDS = 60


class EmbeddedWorker(threading.Thread):
    """Runs due jobs one after another and keeps the calendar, until told to stop."""

    def __init__(self):
        super().__init__(name="jobs", daemon=True)
        self._stopping = threading.Event()

    def run(self):
        """Work until stopped; an error of the room itself is logged and waited out."""
        import_actions()
        next_calendar = 0.0
        while not self._stopping.is_set():
            work_arrived.clear()
            try:
                if time.monotonic() >= next_calendar:
                    next_calendar = time.monotonic() + _CALENDAR_SECONDS
                    self._keep_calendar()
                self._work()
            except Exception as error:  # noqa: BLE001  (a database that is away: the next round may go well)
                log.error("jobs_thread_trouble", error=type(error).__name__)
            finally:
                close_old_connections()
            work_arrived.wait(_POLL_SECONDS)
        connections.close_all()

    def _keep_calendar(self) -> None:
        now = timezone.now()
        enqueue_due(now=now)
        park_abandoned(now=now)

    def _work(self) -> None:
        # One job at a time, so that a stop is noticed between two.
        while not self._stopping.is_set() and run_due_jobs(most=1):
            pass

    def stop(self, *, patience: float) -> None:
        """Ask for the end after the present job and wait at most ``patience`` seconds for it."""
        self._stopping.set()
        work_arrived.set()
        self.join(patience)


_lock = threading.Lock()
_started: tuple[int, EmbeddedWorker] | None = None


def start_embedded_worker() -> bool:
    """Start the thread of this process, once; return whether it is new.

    Does nothing where a broker is configured. A fork loses threads, so each process starts its own.
    """
    global _started
    if settings.CELERY_BROKER_URL:
        return False
    with _lock:
        if _started is not None and _started[0] == os.getpid():
            return False
        worker = EmbeddedWorker()
        _started = (os.getpid(), worker)
        worker.start()
    return True


def stop_embedded_worker(*, patience: float = 5.0) -> None:
    """Let the present job finish, for at most ``patience`` seconds; its lease covers the rest."""
    global _started
    with _lock:
        running, _started = _started, None
    if running is not None and running[0] == os.getpid():
        running[1].stop(patience=patience)


def start_with_first_request(**_signal) -> None:
    """Receiver of ``request_started``: starts the thread where ``JOBS_EMBEDDED`` asks for it."""
    request_started.disconnect(dispatch_uid="jobs.embedded")
    if settings.JOBS_EMBEDDED:
        start_embedded_worker()
