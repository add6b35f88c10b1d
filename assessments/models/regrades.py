"""That finished attempts were graded anew: who asked, how far it is, and every mark it raised."""

from django.conf import settings
from django.db import models

from assessments.models.attempts import Attempt


class Regrade(models.Model):
    """One decision to grade finished attempts by a later version of a question, and how far it is."""

    # personal data: who asked; readers: the one who asked, in their own data; kept: without them after
    # their account; reason and counts are read by those who write questions
    question_key = models.UUIDField()
    # The version, in the source language, that attempts are graded by.
    version = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="regrades"
    )
    asked_at = models.DateTimeField()
    # The last attempt it looked at; from here it goes on after a stop.
    reached = models.PositiveBigIntegerField(default=0)
    met = models.PositiveIntegerField(default=0)
    raised = models.PositiveIntegerField(default=0)
    passed = models.PositiveIntegerField(default=0)
    # Answers deleted after their time, or made to a question that asked something else.
    unfit = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question_key"],
                condition=models.Q(finished_at__isnull=True),
                name="one_open_regrade_per_question",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="regrade_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.question_key} / {self.version}"


class RegradedMark(models.Model):
    """One mark that a regrade raised, with what it was before."""

    # personal data: marks and scores; readers: the learner, in their own data; kept: with the attempt
    # Beside the attempt, so that it is among what the site gives a person of their own.
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="regraded_marks"
    )
    regrade = models.ForeignKey(Regrade, on_delete=models.PROTECT, related_name="marks")
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="regraded_marks")
    mark_before = models.FloatField()
    mark_after = models.FloatField()
    score_before = models.FloatField()
    score_after = models.FloatField()
    has_passed_by_it = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["regrade", "attempt"], name="one_regraded_mark_per_regrade_and_attempt"
            ),
            models.CheckConstraint(
                condition=models.Q(mark_after__gt=models.F("mark_before")), name="a_regrade_lowers_no_mark"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} / {self.mark_before} > {self.mark_after}"
