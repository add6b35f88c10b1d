"""What the front room does by the calendar."""

from celery import shared_task


@shared_task(name="home.forget_staged_packages")
def forget_staged_packages() -> int:
    """Delete uploaded packages that nobody decided on within the hour; returns how many."""
    # Imported on use: what stages packages knows how to read them, and the site starts without that.
    from lms.home.packages.staging import forget_expired

    return forget_expired()
