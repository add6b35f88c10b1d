"""What a learner has enrolled in, done and reached."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.content.models import CourseEdition, Profession
from courses.places.models import Region


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
            )
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
