"""Which coordinators were told when certificates in their places end, and reports that were given out."""

import uuid

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


class ReportKept(TypeError):
    """Somebody tried to change a report that was given out, or to remove it before its time."""


class SavedReportQuerySet(models.QuerySet):
    """Saved reports, which are only added."""

    def update(self, **values) -> int:
        """Raise ReportKept: what was given out is not changed."""
        raise ReportKept("A saved report is not changed.")


class SavedReport(models.Model):
    """The question of a report and its figures as they were given out: frozen, with a hash over both."""

    # no personal data: totals of five people and more; who saved it is kept as a role only
    # kept: seven years from the day it was saved
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Codes of countries and regions in their order, or "everywhere".
    places = models.TextField(editable=False)
    first = models.DateField(editable=False)
    last = models.DateField(editable=False)
    figures = models.JSONField(editable=False)
    # SHA-256 over places, period and figures; the same answer to the same question is kept once.
    digest = models.CharField(max_length=64, editable=False)
    software = models.CharField(max_length=60, editable=False)
    made_as = models.CharField(max_length=20, editable=False)
    made_at = models.DateTimeField(editable=False)

    objects = SavedReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="one_saved_report_per_answer"),
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="report_ends_after_it_began"
            ),
            models.CheckConstraint(condition=~models.Q(places=""), name="report_names_its_places"),
        ]
        indexes = [models.Index(fields=["made_at"], name="saved_report_end")]

    def __str__(self) -> str:
        return f"{self.places} {self.first:%Y-%m}/{self.last:%Y-%m}"

    @property
    def address(self) -> str:
        """The whole address at which it opens again, without a language."""
        return f"{settings.SITE_ADDRESS}/coordination/report/{self.public_id}/"

    def save(self, *args, **kwargs):
        """Write a new report. Raises ReportKept for one that stands already."""
        if not self._state.adding:
            raise ReportKept("A saved report is not changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Raise ReportKept. Reports go when their time is over."""
        raise ReportKept("A saved report goes when its time is over.")
