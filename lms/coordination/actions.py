"""What coordination does by itself: mails that are due, and what is forgotten at night."""

from celery import shared_task
from django.utils import timezone

# The worker finds the room's tasks here.
from lms.coordination.asking import forget_asked, send_asking  # noqa: F401
from lms.coordination.handing_over import forget_offers
from lms.coordination.kindness import forget_kind_messages
from lms.coordination.trail import forget_trails


@shared_task(name="coordination.forget_groups")
def forget_groups() -> int:
    """Forget what is kept around groups and is over by now. Returns how many rows."""
    now = timezone.now()
    today = timezone.localdate(now)
    return forget_asked(now) + forget_offers(today) + forget_kind_messages(today) + forget_trails()
