"""Observations: asked for by a learner, ticked by one observer each, never rewritten."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.certificates.keeping import Kept


class Setting(models.TextChoices):
    """Where practice was seen. A fixed list: a free text would soon speak of a family."""

    ROLE_PLAY = "role-play", _("a role-play or exercise")
    REAL_SESSION = "real session", _("real work, and everybody present had agreed to it")
    RECORDING = "recording", _("a recording, made with the consent of everybody in it")
    SUPERVISION = "supervision", _("a case talked through in supervision")


class ChecklistVersion(Kept):
    """A list of behaviours as it stood when somebody was observed by it."""

    # no personal data
    competency_code = models.CharField(max_length=60)
    content_hash = models.CharField(max_length=64, unique=True)
    content = models.JSONField()

    class Meta:
        verbose_name = _("list of behaviours")

    def __str__(self) -> str:
        return f"{self.competency_code} / {self.content_hash[:12]}"


class ObservationRequest(models.Model):
    """That a learner wishes to be observed in one competency, by one or two people."""

    # personal data: who wishes to be observed in what; readers: the learner, an observer of their place
    # who was given the address; kept: with the account
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="observation_requests"
    )
    competency_code = models.CharField(max_length=60)
    raters = models.PositiveSmallIntegerField(default=1)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asked_at = models.DateTimeField()
    last_day = models.DateField()
    # When it was answered in full or taken back.
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("wish to be observed")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "competency_code"],
                condition=models.Q(closed_at__isnull=True),
                name="one_open_wish_per_learner_and_competency",
            ),
            models.CheckConstraint(
                condition=models.Q(raters__range=(1, 2)), name="wish_is_for_one_rater_or_two"
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    def for_its_owner(self, values: dict) -> dict:
        """Return the row as its learner takes it home, with what was ticked."""
        rows = self.observations.values("seen_on", "setting", "marks", "rated_at")
        told = [
            {**row, "seen_on": row["seen_on"].isoformat(), "rated_at": row["rated_at"].isoformat()}
            for row in rows
        ]
        return {**values, "observations": told}

    @property
    def address(self) -> str:
        """Where an observer opens it: the whole address, without a language."""
        return f"{settings.SITE_ADDRESS}/observe/{self.public_id}/"

    def get_absolute_url(self) -> str:
        """Where its learner reads what was ticked."""
        return reverse("observed", args=[self.public_id])


class Observation(Kept):
    """What one observer ticked on one occasion."""

    # personal data: how somebody works, who watched; readers: the learner, the observer while confirming;
    # kept: with the learner's account; the observer's name until that account ends
    request = models.ForeignKey(ObservationRequest, on_delete=models.CASCADE, related_name="observations")
    observer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    checklist = models.ForeignKey(ChecklistVersion, on_delete=models.PROTECT, related_name="observations")
    # Behaviour id -> mark.
    marks = models.JSONField()
    setting = models.CharField(max_length=20, choices=Setting)
    seen_on = models.DateField()
    rated_at = models.DateTimeField()

    CHANGEABLE: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        verbose_name = _("observation")
        ordering = ["rated_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "observer"], name="one_observation_per_wish_and_observer"
            ),
            models.CheckConstraint(
                condition=models.Q(setting__in=Setting.values), name="observation_setting_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} / {self.rated_at:%Y-%m-%d}"
