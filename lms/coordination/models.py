"""Tables of coordination: what is kept around groups, and who was told what."""

from django.conf import settings
from django.db import models

from lms.coordination.group_tables import Asked, AskingDay, HandOver, KindMessage, KindTurn, TrailEntry

__all__ = ["Asked", "AskingDay", "EndingsNotice", "HandOver", "KindMessage", "KindTurn", "TrailEntry"]


class EndingsNotice(models.Model):
    """The last month in which a coordinator was told how many certificates end soon: once a month at most."""

    # personal data: that and when a coordinator was told; readers: nobody but the digest;
    # kept: the last month only, with the account
    coordinator = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="endings_notice"
    )
    # The first day of the month.
    month = models.DateField()

    def __str__(self) -> str:
        return f"{self.coordinator_id} / {self.month:%Y-%m}"
