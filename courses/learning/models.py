"""What a learner has enrolled in, done and reached."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.content.models import CourseEdition, Profession
from courses.learning.rules import is_invitation_open
from courses.places.models import Country, Region


class Enrolment(models.Model):
    """One learner in one course; its counters spare every page the counting."""

    # personal data: learner, profession, region; readers: the learner, coordinators as totals;
    # kept: with the account
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments")
    course_key = models.UUIDField()
    edition = models.ForeignKey(CourseEdition, on_delete=models.PROTECT, related_name="enrolments")
    # Copied from the learner's profile, so that totals by place need no join and no name.
    profession = models.ForeignKey(
        Profession, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField()
    last_outcome_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    # Counts every change a lesson page could show; part of its ETag.
    changes = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("enrolment")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course_key"], name="one_enrolment_per_learner_and_course"
            )
        ]
        indexes = [
            models.Index(
                fields=["course_key", "profession", "region", "completed_at", "last_outcome_at"],
                name="enrolment_totals",
            ),
            models.Index(
                fields=["completed_at"],
                condition=models.Q(completed_at__isnull=False),
                name="enrolment_completions",
            ),
        ]


class OutcomeRecord(models.Model):
    """One recorded outcome. Rows are only added; raw responses end, scores stay."""

    # personal data: what a learner answered, words they typed among it, and scored; readers: the learner;
    # kept: response 12 months, score with the account
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="outcomes")
    course_key = models.UUIDField()
    lesson_key = models.UUIDField(null=True, blank=True)
    activity_key = models.UUIDField()
    score = models.FloatField(null=True, blank=True)
    completed = models.BooleanField(default=False)
    trust = models.CharField(max_length=10, default="server")
    response = models.JSONField(null=True, blank=True)
    response_until = models.DateField(null=True, blank=True)
    idempotency_key = models.UUIDField(default=uuid.uuid4)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("outcome")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "idempotency_key"], name="one_outcome_per_idempotency_key"
            ),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__gte=0, score__lte=1),
                name="outcome_score_from_0_to_1",
            ),
        ]
        indexes = [models.Index(fields=["response_until"], name="outcome_response_end")]

    def for_its_owner(self, values: dict) -> dict:
        """Return the row as its learner takes it home, with what its trust means in plain words."""
        graded, practised = gettext("graded by this site"), gettext("practice: it counts towards nothing")
        return {**values, "means": graded if self.trust == "server" else practised}


class ActivityState(models.Model):
    """Where a learner stands with one lesson or activity: a summary of outcomes that can be rebuilt."""

    # personal data: as OutcomeRecord; readers: the learner; kept: response 12 months, score with the account
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="activity_states"
    )
    course_key = models.UUIDField()
    activity_key = models.UUIDField()
    best_score = models.FloatField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    response = models.JSONField(null=True, blank=True)
    response_until = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("state of an activity")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "activity_key"], name="one_state_per_learner_and_activity"
            )
        ]
        indexes = [models.Index(fields=["learner", "course_key"], name="state_by_course")]


class Cohort(models.Model):
    """People who learn at the same time; whoever coordinates it sees by name how far they are."""

    # no personal data
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=80)
    # Where it lies decides who coordinates it: a region, a whole country, or, with neither, everywhere.
    country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # What its coordinator sees of each member; empty means every course.
    course_keys = models.JSONField(default=list, blank=True)
    # What its invitations speak unless somebody chooses otherwise; empty: the language of whoever invites.
    language = models.CharField(_("language"), max_length=12, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    # By when its courses are to be finished; each member's own day follows from it.
    due_on = models.DateField(_("due on"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("cohort")
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="cohort_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(country__isnull=True) | models.Q(region__isnull=True),
                name="cohort_lies_in_one_place",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="cohort_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=True)
                | (
                    (models.Q(starts_on__isnull=True) | models.Q(due_on__gte=models.F("starts_on")))
                    & (models.Q(ends_on__isnull=True) | models.Q(due_on__lte=models.F("ends_on")))
                ),
                name="cohort_is_due_while_it_runs",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """That a learner belongs to a cohort, by their own wish and for as long as they wish."""

    # personal data: who learns in which cohort; readers: the learner, coordinators of the cohort, these
    # without the days rested;
    # kept: until the learner leaves, at most 12 months after the cohort's last day
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="memberships")
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    joined_at = models.DateTimeField(default=timezone.now)
    # Days that were rested since, by course (key): by so many it is due later; for that reckoning alone.
    rested = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("membership")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "cohort"], name="one_membership_per_learner_and_cohort"
            )
        ]


class DueNotice(models.Model):
    """Up to which step a member was told that a course of a cohort is due, so that none is told twice."""

    # personal data: who was told of what; readers: the learner; kept: with the membership
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="due_notices"
    )
    course_key = models.UUIDField()
    step = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("notice of a day")
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "course_key"], name="one_due_notice_per_member_and_course"
            )
        ]


class Invitation(models.Model):
    """A link by which people join a cohort. Who came by it is not kept, only how many."""

    # personal data: who invites; readers: that person, and their name for us whoever opens the link;
    # kept: 12 months after its last day
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # The link itself is never stored: whoever reads this table can invite nobody.
    token_hash = models.CharField(max_length=64, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="invitations")
    language = models.CharField(_("language"), max_length=12)
    last_day = models.DateField(_("last day"))
    # Empty: as many as come.
    places = models.PositiveIntegerField(_("places"), null=True, blank=True)
    joined = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations"
    )

    class Meta:
        verbose_name = _("invitation")
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], name="one_invitation_per_token"),
            models.CheckConstraint(
                condition=models.Q(places__isnull=True) | models.Q(joined__lte=models.F("places")),
                name="invitation_holds_its_places",
            ),
        ]
        indexes = [models.Index(fields=["last_day"], name="invitation_end")]

    def is_open_on(self, day: date) -> bool:
        """Whether somebody may still join by it; its cohort is read along."""
        return is_invitation_open(
            is_closed=self.closed_at is not None,
            last_day=self.last_day,
            cohort_ends_on=self.cohort.ends_on,
            joined=self.joined,
            places=self.places,
            today=day,
        )
