"""What the front room does by the calendar."""

from celery import shared_task

from lms.home.packages.staging import forget_expired


@shared_task(name="home.forget_staged_packages")
def forget_staged_packages() -> int:
    """Delete uploaded packages that nobody decided on within the hour; returns how many."""
    return forget_expired()
