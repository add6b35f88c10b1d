"""What was earned: rows that are added and never rewritten."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.accounts.sealing import Sealed
from lms.certificates.issuer_tables import IssuerBlock, RegisterCount
from lms.certificates.keeping import AppendOnly, Kept
from lms.certificates.observation.models import ChecklistVersion, Observation, ObservationRequest
from lms.certificates.record_tables import RecordLink
from lms.certificates.rules import CertifiedTime, Rung, grouped_code, hours_of, new_code, new_salt
from lms.certificates.rules.renewal import TOLD_AT, Term
from lms.certificates.rules.statement import LONGEST as LONGEST_STATEMENT
from lms.certificates.rules.status import PLACES
from lms.certificates.rungs.models import AwardRule

__all__ = [
    "AppendOnly",
    "Award",
    "AwardRule",
    "AwardedCompetency",
    "ChecklistVersion",
    "ClosedPlace",
    "IssuerBlock",
    "Observation",
    "ObservationRequest",
    "RecordLink",
    "RegisterCount",
    "RenewalNotice",
]


class Award(Kept):
    """One rung of one course or competency, earned by one person for one term."""

    # personal data: names (sealed), what was learned; readers: holder, checkers; kept: with the account
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="awards")
    # The key of what was earned: a course, or one of the upper rungs of a competency (rules.rung_key).
    course_key = models.UUIDField()
    # Empty for a course's own rung. The upper rungs belong to a competency, whichever course led there.
    competency_code = models.CharField(max_length=60, blank=True, default="")
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
    # Of the course; for an upper rung the number of the rule.
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
    # Whether the coordinator of the holder's group may print it along with the others'.
    may_print = models.BooleanField(_("my group's coordinator may print it"), default=False)
    # How the issuer stands on the paper; empty for awards older than the first version.
    issuer_block = models.ForeignKey(
        IssuerBlock, null=True, blank=True, on_delete=models.PROTECT, related_name="awards"
    )
    # The entry in the issuer's register; empty where none is kept, and for specimens.
    register_number = models.CharField(max_length=40, blank=True, editable=False)
    is_specimen = models.BooleanField(default=False)
    is_pilot = models.BooleanField(default=False)
    # The fields of expertise whose signature was still missing: clinical, theological, legal, …
    pending_reviews = models.JSONField(default=list, blank=True)
    key_id = models.CharField(max_length=40, editable=False)
    credential = models.TextField(editable=False)
    # The short signed statement in the square; empty, as the place below, in what was issued earlier.
    statement = models.CharField(max_length=LONGEST_STATEMENT, blank=True, editable=False)
    # The list, named by its year, that tells machines of a withdrawal, and the award's place in it.
    status_list = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    status_place = models.PositiveIntegerField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revocation_reason = models.CharField(_("reason for the revocation"), max_length=255, blank=True)

    # Of an upper rung: what it took, in outward words as they stood on the day; by which rule, None for the
    # one every site begins with; and the keys of courses or observations it rests on.
    criteria = models.TextField(blank=True, default="")
    rule = models.ForeignKey(
        AwardRule, null=True, blank=True, on_delete=models.PROTECT, related_name="awards"
    )
    evidence = models.JSONField(default=list, blank=True)

    full_name = Sealed("full_name_sealed")
    latin_name = Sealed("latin_name_sealed")
    # The codes of its competencies, between drawing up and issuing; then they are rows of their own.
    competency_codes: tuple[str, ...] = ()
    # What may change once it stands: the holder's choices, and the issuer's withdrawal.
    CHANGEABLE: ClassVar[frozenset[str]] = frozenset(
        {"show_name", "may_print", "revoked_at", "revocation_reason"}
    )

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
            models.CheckConstraint(
                condition=models.Q(rung=Rung.COMPLETED, competency_code="")
                | (~models.Q(rung=Rung.COMPLETED) & ~models.Q(competency_code="")),
                name="upper_rungs_name_a_competency",
            ),
            models.CheckConstraint(condition=models.Q(term__gte=1), name="award_terms_count_from_1"),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True, revocation_reason="")
                | (models.Q(revoked_at__isnull=False) & ~models.Q(revocation_reason="")),
                name="revocation_has_time_and_reason",
            ),
            models.CheckConstraint(condition=~models.Q(credential=""), name="award_is_signed"),
            models.UniqueConstraint(
                fields=["register_number"],
                condition=~models.Q(register_number=""),
                name="one_award_per_register_number",
            ),
            # Empty in old awards alone, which have neither.
            models.UniqueConstraint(
                fields=["status_list", "status_place"], name="one_award_per_status_place"
            ),
            models.CheckConstraint(
                condition=models.Q(status_list__isnull=True, status_place__isnull=True)
                | models.Q(status_list__isnull=False, status_place__lt=PLACES),
                name="award_has_a_whole_place_or_none",
            ),
        ]
        indexes = [
            models.Index(fields=["course_key", "valid_until"], name="award_totals"),
            models.Index(fields=["awarded_at"], name="award_times"),
            models.Index(
                fields=["status_list"], condition=models.Q(revoked_at__isnull=False), name="award_withdrawn"
            ),
            models.Index(fields=["competency_code", "rung", "valid_until"], name="award_of_competency"),
        ]

    def __str__(self) -> str:
        return self.shown_code

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
    def square_address(self) -> str:
        """What the square of the certificate holds: the address, and after ``#`` what no server is sent."""
        return f"{self.verify_address}#{self.statement}" if self.statement else self.verify_address

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


class AwardedCompetency(Kept):
    """One competency that an award shows, by its code: what shortages are counted from."""

    # personal data: what somebody is able to do; readers: the holder, coordinators as totals;
    # kept: with the award
    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="awarded_competencies")
    code = models.SlugField(max_length=50, db_index=False)

    class Meta:
        verbose_name = _("awarded competency")
        constraints = [
            models.UniqueConstraint(fields=["award", "code"], name="one_row_per_award_and_competency"),
            models.CheckConstraint(condition=~models.Q(code=""), name="awarded_competency_has_a_code"),
        ]
        indexes = [models.Index(fields=["code", "award"], name="awarded_competency_totals")]

    def __str__(self) -> str:
        return f"{self.award_id} / {self.code}"


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


class ClosedPlace(models.Model):
    """A place in a status list whose award went with its account: marked for good, given to nobody else."""

    # no personal data: what stood there is gone; readers: everybody; kept: with the list
    status_list = models.PositiveSmallIntegerField()
    status_place = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("closed place")
        constraints = [
            models.UniqueConstraint(
                fields=["status_list", "status_place"], name="one_closing_per_status_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status_list} / {self.status_place}"
