"""Jobs that leave traces in files, so that a test outside can count what really happened."""

import time
from pathlib import Path

from celery import shared_task
from django.conf import settings


@shared_task(name="faults.deliver")
def deliver(parcel: str, pause: float) -> None:
    """Deliver a parcel, idempotently as every job must; the first attempt dawdles for the given tenths."""
    started = Path(settings.VAR_DIR, f"{parcel}.started")
    is_first = not started.exists()
    with started.open("a") as trace:
        trace.write("x")
    if is_first:
        time.sleep(pause / 10)
    Path(settings.VAR_DIR, f"{parcel}.delivered").touch()


@shared_task(name="faults.mark_period")
def mark_period() -> None:
    """Write one line each time the calendar runs it."""
    with Path(settings.VAR_DIR, "periods").open("a") as trace:
        trace.write("x")
