"""What was earned: rows that are added and never rewritten."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.accounts.sealing import Sealed
from lms.certificates.rules import CertifiedTime, Rung, grouped_code, hours_of, new_code, new_salt
from lms.certificates.rules.renewal import TOLD_AT, Term

# What may change in an award once it stands: the holder's choice, and the issuer's withdrawal.
CHANGEABLE = frozenset({"show_name", "revoked_at", "revocation_reason"})


class AppendOnly(TypeError):
    """Somebody tried to rewrite or remove what a learner has earned."""


class AwardQuerySet(models.QuerySet):
    """Awards; only what may change can be changed."""

    def update(self, **values) -> int:
        """Change the holder's choice or the revocation. Raises AppendOnly for anything else."""
        if not CHANGEABLE.issuperset(values):
            raise AppendOnly(f"Awards keep {', '.join(sorted(set(values) - CHANGEABLE))}.")
        return super().update(**values)

    def delete(self):
        """Raise AppendOnly. Awards go only with the account they belong to."""
        raise AppendOnly("Awards are revoked, not deleted.")


class Award(models.Model):
    """One rung of one course, earned by one person for one term."""

    # personal data: names (sealed), what was learned; readers: holder, checkers; kept: with the account
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="awards")
    course_key = models.UUIDField()
    rung = models.CharField(
        max_length=20,
        default=Rung.COMPLETED.value,
        choices=[
            (Rung.COMPLETED.value, _("completed")),
            (Rung.KNOWLEDGE.value, _("knowledge-certified")),
            (Rung.PRACTICE.value, _("practice-observed")),
        ],
    )
    # Counts from 1; a renewal is a new award of the next term.
    term = models.PositiveSmallIntegerField(default=1)
    edition = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField()
    # Outward texts as they stood on the day, and the language they stood in.
    title = models.CharField(max_length=160)
    title_language = models.CharField(max_length=12)
    competencies = models.JSONField(default=list)
    language = models.CharField(max_length=12)
    completed_at = models.DateTimeField()
    awarded_at = models.DateTimeField()
    # The last valid day; empty for an award without end.
    valid_until = models.DateField(null=True, blank=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=16, default=new_code, unique=True, editable=False)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    holder_hashes = models.JSONField(editable=False)
    full_name_sealed = models.BinaryField(default=bytes, editable=False)
    latin_name_sealed = models.BinaryField(default=bytes, editable=False)
    show_name = models.BooleanField(_("show my name to whoever checks the code"), default=False)
    is_specimen = models.BooleanField(default=False)
    is_pilot = models.BooleanField(default=False)
    # The fields of expertise whose signature was still missing: clinical, theological, legal, …
    pending_reviews = models.JSONField(default=list, blank=True)
    key_id = models.CharField(max_length=40, editable=False)
    credential = models.TextField(editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revocation_reason = models.CharField(_("reason for the revocation"), max_length=255, blank=True)

    full_name = Sealed("full_name_sealed")
    latin_name = Sealed("latin_name_sealed")
    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["-awarded_at"]
        constraints = [
            # No column here may be empty: two empty values would count as different.
            models.UniqueConstraint(
                fields=["learner", "course_key", "rung", "term"], name="one_award_per_course_rung_and_term"
            ),
            models.CheckConstraint(
                condition=models.Q(rung__in=[rung.value for rung in Rung]), name="award_rung_is_known"
            ),
            models.CheckConstraint(condition=models.Q(term__gte=1), name="award_terms_count_from_1"),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True, revocation_reason="")
                | (models.Q(revoked_at__isnull=False) & ~models.Q(revocation_reason="")),
                name="revocation_has_time_and_reason",
            ),
            models.CheckConstraint(condition=~models.Q(credential=""), name="award_is_signed"),
        ]
        indexes = [
            models.Index(fields=["course_key", "valid_until"], name="award_totals"),
            models.Index(fields=["awarded_at"], name="award_times"),
        ]

    def __str__(self) -> str:
        return self.shown_code

    def save(self, *args, **kwargs):
        """Write a new award, or the part of one that may change. Raises AppendOnly for the rest."""
        if not self._state.adding and not CHANGEABLE.issuperset(kwargs.get("update_fields") or [""]):
            raise AppendOnly("Only the holder's choice and a revocation change in an award.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Raise AppendOnly. Awards go only with the account they belong to."""
        raise AppendOnly("Awards are revoked, not deleted.")

    def get_absolute_url(self) -> str:
        """The holder's own page of this award."""
        return reverse("certificate", args=[self.public_id])

    def sealing_context(self) -> str:
        """Bind the sealed names to this award and its holder."""
        return f"{self.public_id}/{self.learner.public_id}"

    @property
    def shown_code(self) -> str:
        """The public code as it is printed, in four groups."""
        return grouped_code(self.code)

    @property
    def verify_address(self) -> str:
        """Where a stranger checks this award: the whole address, without a language."""
        return f"{settings.SITE_ADDRESS}/verify/{self.shown_code}/"

    @property
    def held(self) -> Term:
        """How long it holds."""
        return Term(self.valid_until, is_revoked=self.revoked_at is not None)

    @property
    def time(self) -> CertifiedTime:
        """The learning time as it may be certified."""
        return hours_of(self.minutes)

    @property
    def names(self) -> list[str]:
        """The holder's name as given when the award was claimed: own script first, then Latin."""
        return list(dict.fromkeys(name for name in (self.full_name, self.latin_name) if name))


class RenewalNotice(models.Model):
    """That a holder was told, so many days before the end, that an award can be renewed."""

    # personal data: that somebody was told; readers: nobody but the digest; kept: with the award
    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="renewal_notices")
    days_before = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField()

    class Meta:
        verbose_name = _("renewal notice")
        constraints = [
            models.UniqueConstraint(fields=["award", "days_before"], name="one_notice_per_award_and_step"),
            models.CheckConstraint(
                condition=models.Q(days_before__in=TOLD_AT), name="renewal_notice_has_a_known_step"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_id} / {self.days_before}"
