"""What a second person answers for with a signature, kept with the version that was signed."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# In the order they are asked. Each answer is a sentence or two.
LENS = {
    "harm_if_wrong": gettext_lazy("Who is harmed if this is wrong?"),
    "women_and_children": gettext_lazy("Is the advice different for women, and for children by age?"),
    "evidence": gettext_lazy("What does it rest on: a study, a guideline, experience?"),
}


class SignatureIncomplete(ValueError):
    """A question before the signature has no answer yet. ``problems``: sentence by field."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


@dataclass(frozen=True)
class Signature:
    """What the second person says: the answers, a reason where marks are open, and those marks as data."""

    answers: dict[str, str]
    reason: str = ""
    marks: list[dict[str, str]] = field(default_factory=list)

    def refuse_incomplete(self) -> None:
        """Raise SignatureIncomplete while an answer is missing, or the reason for signing with open marks."""
        problems = {
            name: _("Answer in a sentence: %(question)s") % {"question": question}
            for name, question in LENS.items()
            if not self.answers.get(name, "").strip()
        }
        if self.marks and not self.reason.strip():
            problems["reason"] = _("Marks are open. Say why this may be published all the same.")
        if problems:
            raise SignatureIncomplete(problems)


class SignedVersion(models.Model):
    """That a second person signed one version of a text, with what was still open and what they answered."""

    # personal data: who signed; readers: trainers, reviewers; kept: with the text's history
    revision = models.OneToOneField(
        "wagtailcore.Revision", on_delete=models.CASCADE, related_name="signed_version"
    )
    # A revision alone does not tell which texts ever carried open marks.
    item_key = models.UUIDField(db_index=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    signed_at = models.DateTimeField(auto_now_add=True)
    # [{"kind", "words", "why", "better"}] as they were when it was signed
    marks = models.JSONField(default=list)
    open_count = models.PositiveIntegerField(default=0)
    reason = models.TextField(blank=True)
    harm_if_wrong = models.TextField()
    women_and_children = models.TextField()
    evidence = models.TextField()

    class Meta:
        verbose_name = gettext_lazy("signed version")
        verbose_name_plural = gettext_lazy("signed versions")
        ordering = ["-signed_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(open_count=0) | ~models.Q(reason=""),
                name="open_marks_are_signed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(harm_if_wrong="")
                & ~models.Q(women_and_children="")
                & ~models.Q(evidence=""),
                name="every_question_before_a_signature_is_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.open_count}"


def keep_signature(revision, item, user, signature: Signature) -> SignedVersion:
    """Keep what was answered with the version that was signed. Raises SignatureIncomplete."""
    signature.refuse_incomplete()
    return SignedVersion.objects.create(
        revision=revision,
        item_key=item.translation_key,
        signed_by=user,
        marks=signature.marks,
        open_count=len(signature.marks),
        reason=signature.reason.strip(),
        **{name: signature.answers[name].strip() for name in LENS},
    )


def last_answers(item) -> dict[str, str]:
    """Return what was answered for the version before, so that nobody types it twice; empty for none."""
    before = SignedVersion.objects.filter(item_key=item.translation_key).first()
    return {name: getattr(before, name) for name in LENS} if before else {}
