"""Events of a cohort, and who took part in them."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.learning.events import rules
from courses.learning.models import Cohort


class Event(models.Model):
    """A workshop, seminar or call of a cohort: one day, one list of those who took part."""

    # personal data: what somebody is called who leads; readers: members and coordinators of the cohort;
    # kept: 12 months after its day

    class Kind(models.TextChoices):
        WORKSHOP = "workshop", _("Workshop")
        SEMINAR = "seminar", _("Seminar")
        CALL = "call", _("Call")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Empty once the group was deleted: what somebody took part in stays theirs, and nobody else's.
    cohort = models.ForeignKey(Cohort, null=True, on_delete=models.SET_NULL, related_name="events")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=100)
    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    # The clock on the wall of the place.
    zone = models.CharField(_("time zone"), max_length=20)
    place = models.CharField(_("place"), max_length=160, blank=True)
    link = models.URLField(_("link"), max_length=300, blank=True)
    led_by = models.CharField(_("who leads"), max_length=80, blank=True)
    # The courses whose certificate it helps to renew.
    counts_for = models.JSONField(default=list, blank=True)
    # Grows with every change of time or place; calendars and messages ask whether they know the newest.
    sequence = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # How many members there were when the list was closed: of so many, so many took part.
    members_then = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("event")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="event_has_a_title"),
            models.CheckConstraint(
                condition=Q(kind__in=("workshop", "seminar", "call")), name="event_kind_is_known"
            ),
            models.CheckConstraint(condition=Q(zone__in=rules.ZONES), name="event_zone_is_known"),
            models.CheckConstraint(
                condition=Q(minutes__gte=rules.SHORTEST, minutes__lte=rules.LONGEST),
                name="event_lasts_a_day_at_most",
            ),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="https://"), name="event_link_is_https"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(closed_at__isnull=True),
                name="event_is_held_or_cancelled",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("starts_at")),
                name="event_list_closes_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, members_then__isnull=True)
                | Q(closed_at__isnull=False, members_then__isnull=False),
                name="event_counts_members_when_closed",
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="event_day")]

    def __str__(self) -> str:
        return self.title

    @property
    def ends_at(self) -> datetime:
        """When it ends."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def day(self):
        """The day it is held on, at its place."""
        return rules.day_of(self.starts_at, self.zone)

    @property
    def is_cancelled(self) -> bool:
        """Whether it is not held."""
        return self.cancelled_at is not None

    @property
    def is_closed(self) -> bool:
        """Whether its list is closed: only then it counts for anything."""
        return self.closed_at is not None

    def has_begun(self, now: datetime) -> bool:
        """Whether it began, at a moment."""
        return now >= self.starts_at

    def is_changeable(self, now: datetime) -> bool:
        """Whether it may be moved or cancelled, at a moment."""
        return rules.is_changeable(
            starts_at=self.starts_at,
            minutes=self.minutes,
            is_cancelled=self.is_cancelled,
            is_closed=self.is_closed,
            now=now,
        )

    def takes_code(self, now: datetime) -> bool:
        """Whether somebody may sign in by its code, at a moment."""
        return rules.takes_code(
            starts_at=self.starts_at,
            zone=self.zone,
            is_cancelled=self.is_cancelled,
            is_closed=self.is_closed,
            now=now,
        )


class Attendance(models.Model):
    """That somebody took part. A row is written once and at most struck once; it is never written anew."""

    # personal data: who took part in what; readers: the learner, coordinators of the cohort while the
    # learner belongs to it, whoever the learner shows the record of learning; kept: 12 months after the event

    class How(models.TextChoices):
        CODE = "code", _("signed in")
        HAND = "hand", _("ticked by the coordinator")

    class Struck(models.TextChoices):
        LEARNER = "learner", _("by the learner")
        COORDINATOR = "coordinator", _("by the coordinator")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="attendances")
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attendances"
    )
    how = models.CharField(max_length=4, choices=How.choices)
    noted_at = models.DateTimeField(default=timezone.now)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.CharField(max_length=11, choices=Struck.choices, blank=True)

    class Meta:
        verbose_name = _("attendance")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "learner"],
                condition=Q(struck_at__isnull=True),
                name="one_standing_attendance_per_event_and_learner",
            ),
            models.CheckConstraint(condition=Q(how__in=("code", "hand")), name="attendance_says_how"),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_by="")
                | Q(struck_at__isnull=False, struck_by__in=("learner", "coordinator")),
                name="attendance_is_struck_by_somebody",
            ),
        ]


class EventNotice(models.Model):
    """That a member was told of an event as it stood at a sequence, so that no change is told twice."""

    # personal data: who was told of what; readers: the learner; kept: with the event
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="event_notices"
    )
    sequence = models.PositiveIntegerField()
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("notice of an event")
        constraints = [
            models.UniqueConstraint(fields=["event", "learner"], name="one_notice_per_event_and_learner")
        ]
