"""Which coordinators were told when that certificates in their places end."""

from django.conf import settings
from django.db import models


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


class KeptTotals(models.Model):
    """Totals of the people of one region as they were counted last, so that no page counts everybody.

    Each column holds rows as the doors give them, without the region: see ``lms.coordination.kept``.
    """

    # no personal data
    # 0 is for people who have stated no region of work.
    region = models.PositiveIntegerField(unique=True)
    counted_at = models.DateTimeField()
    # What happened before is in the numbers. A little earlier than the count: rows written just before it
    # become visible when their transaction ends.
    complete_until = models.DateTimeField()
    learning = models.JSONField(default=list)
    awards = models.JSONField(default=list)
    endings = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.region} / {self.counted_at:%Y-%m-%d %H:%M}"


class ChangedRegion(models.Model):
    """That people of a region must be counted anew. Rows are added and taken away, never changed.

    A row becomes visible together with the change it tells of: who counts after reading it counts that too.
    """

    # no personal data
    region = models.PositiveIntegerField()

    def __str__(self) -> str:
        return str(self.region)
