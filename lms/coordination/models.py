"""Tables of coordination: numbers needed, what is kept around groups, who was told what, reports."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lms.coordination.group_tables import Asked, AskingDay, HandOver, KindMessage, KindTurn, TrailEntry

__all__ = [
    "Asked",
    "AskingDay",
    "ChangedRegion",
    "EndingsNotice",
    "HandOver",
    "KindMessage",
    "KeptTotals",
    "KindTurn",
    "SavedReport",
    "Target",
    "TrailEntry",
]

MOST_PEOPLE = 100_000


class Target(models.Model):
    """How many people of a profession a place needs who are able to do one thing, and why so many.

    Rows are added and ended, never edited: who set which number when is what a successor goes by.
    """

    # personal data: who set and who ended a number; readers: coordinators of the place; kept: the name
    # until the account is deleted, the number for good
    country = models.ForeignKey("courses.Country", on_delete=models.PROTECT, related_name="+")
    # Empty for a number that is meant for the whole country.
    region = models.ForeignKey(
        "courses.Region", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    profession = models.ForeignKey("courses.Profession", on_delete=models.PROTECT, related_name="+")
    competency = models.SlugField(max_length=50, db_index=False)
    number = models.PositiveIntegerField(
        _("how many people"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)]
    )
    basis = models.CharField(_("why this number"), max_length=200)
    source = models.CharField(_("where it stands"), max_length=200)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="targets_set"
    )
    set_at = models.DateTimeField()
    valid_from = models.DateField()
    # The first day on which it no longer holds; empty as long as it does.
    valid_to = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="targets_ended",
    )

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["-set_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__range=(1, MOST_PEOPLE)), name="target_asks_for_somebody"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="target_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=~Q(basis="") & ~Q(source="") & ~Q(competency=""),
                name="target_says_why_and_for_what",
            ),
            # Two empty regions differ for a database, so each kind of place has its own.
            models.UniqueConstraint(
                fields=["region", "profession", "competency"],
                condition=Q(valid_to__isnull=True, region__isnull=False),
                name="one_open_target_per_region",
            ),
            models.UniqueConstraint(
                fields=["country", "profession", "competency"],
                condition=Q(valid_to__isnull=True, region__isnull=True),
                name="one_open_target_per_country",
            ),
        ]
        indexes = [models.Index(fields=["country", "profession", "competency"], name="target_of_a_cell")]

    def __str__(self) -> str:
        return f"{self.number} / {self.competency}"


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
    competencies = models.JSONField(default=list)

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
