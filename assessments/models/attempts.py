"""What learners answered, and what the first attempts of all add up to."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from assessments.models.questions import EndTest, ReservedForm


class Attempt(models.Model):
    """One try at a test or a check: what was drawn, what was answered, what it scored."""

    # personal data: answers, words a learner typed among them, and score; readers: the learner
    # kept: answers with their words 12 months, score with the account

    class Purpose(models.TextChoices):
        END_TEST = "end_test", _("end test")
        PRE_CHECK = "pre_check", _("check before the course")
        POST_TEST = "post_test", _("check after the course")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attempts")
    # What it is recorded under: the test's own key, or the one that assessments.checks.taking makes of it.
    activity_key = models.UUIDField()
    course_key = models.UUIDField()
    number = models.PositiveIntegerField()
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.END_TEST)
    # Which of two parallel forms a check showed; empty for an end test.
    form = models.CharField(max_length=1, choices=ReservedForm.Letter, blank=True)
    # What the learner enrolled under; a later change of the course changes no attempt begun before it.
    # A check is never passed or failed.
    pass_mark = models.PositiveSmallIntegerField(null=True, blank=True)
    # [{"question": key, "version": number in the source language}] in the order shown; after a regrade
    # also "graded_by": the later version that its mark and explanation come from
    drawn = models.JSONField()
    # {question key: {"choices": [ids], "verdict": bool or None, "at": seconds, "window": page id}}; where
    # asked for also "places": {choice id: place}, "pairs": {choice id: partner id}, and of a short answer
    # "text": as typed, at most 200 characters, and "recognised": id of the foreseen answer it is
    answers = models.JSONField(default=dict, blank=True)
    # {question key: 0 to 1}, once finished
    marks = models.JSONField(default=dict, blank=True)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    answers_until = models.DateField(null=True, blank=True)
    # The language it was read in when it was finished, and when it went into the figures of its questions.
    language = models.CharField(max_length=12, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)
    score = models.FloatField(null=True, blank=True)
    passed = models.BooleanField(null=True, blank=True)

    class Meta:
        verbose_name = _("attempt")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "activity_key"],
                condition=models.Q(submitted_at__isnull=True),
                name="one_open_attempt_per_learner_and_test",
            ),
            models.UniqueConstraint(
                fields=["learner", "activity_key", "number"], name="one_attempt_per_number"
            ),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__gte=0, score__lte=1),
                name="attempt_score_from_0_to_1",
            ),
            models.CheckConstraint(
                condition=models.Q(submitted_at__isnull=True, score__isnull=True, passed__isnull=True)
                | models.Q(submitted_at__isnull=False, score__isnull=False),
                name="attempt_is_scored_when_finished",
            ),
            models.CheckConstraint(
                condition=models.Q(purpose="end_test", form="", pass_mark__isnull=False)
                & (models.Q(submitted_at__isnull=True) | models.Q(passed__isnull=False))
                | models.Q(
                    purpose__in=["pre_check", "post_test"],
                    form__in=["a", "b"],
                    number=1,
                    pass_mark__isnull=True,
                    passed__isnull=True,
                ),
                name="a_check_is_taken_once_and_never_passed",
            ),
            models.UniqueConstraint(
                fields=["learner", "course_key", "form"],
                condition=~models.Q(form=""),
                name="nobody_meets_a_form_twice",
            ),
            models.UniqueConstraint(
                fields=["learner", "course_key", "purpose"],
                condition=~models.Q(form=""),
                name="one_check_per_learner_course_and_purpose",
            ),
        ]
        indexes = [
            models.Index(fields=["answers_until"], name="attempt_answers_end"),
            models.Index(
                fields=["id"],
                condition=models.Q(
                    submitted_at__isnull=False, counted_at__isnull=True, number=1, purpose="end_test"
                ),
                name="attempt_not_counted",
            ),
            models.Index(
                fields=["course_key", "learner"],
                condition=models.Q(purpose="pre_check", submitted_at__isnull=False),
                name="attempt_before_a_course",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_key} / {self.number}"

    @property
    def is_finished(self) -> bool:
        """Whether the attempt was sent in; from then on only a regrade changes it."""
        return self.submitted_at is not None

    @cached_property
    def explanations_from(self) -> date | None:
        """The day from which its answers are explained. One query, unless its page brought it along."""
        row = EndTest.explaining_days(self.activity_key).first()
        return row and row["explanations_from"]

    @property
    def opens_on(self) -> date | None:
        """The day to come on which its answers are explained, by the server's clock; None once they are."""
        day = self.explanations_from
        return day if day and day > timezone.localdate() else None

    def for_its_owner(self, values: dict) -> dict:
        """Return what the learner may take home now: until the explanations open, not what was right."""
        if self.opens_on is None:
            return values
        kept = {key: {**answer, "recognised": ""} for key, answer in self.answers.items()}
        return values | {"marks": {}, "answers": kept}


class ItemTally(models.Model):
    """What the first attempts of all learners at one version of a question add up to, by language read in."""

    # no personal data: sums and counts without any key to a person
    question_key = models.UUIDField()
    version = models.PositiveIntegerField()
    language = models.CharField(max_length=12, blank=True)
    people = models.PositiveIntegerField(default=0)
    item = models.FloatField(default=0)
    rest = models.FloatField(default=0)
    item_squares = models.FloatField(default=0)
    rest_squares = models.FloatField(default=0)
    products = models.FloatField(default=0)
    # [[band, people, {choice id: people}]], see assessments.rules.analysis.Bands
    bands = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question_key", "version", "language"],
                name="one_tally_per_question_version_and_language",
            )
        ]

    def __str__(self) -> str:
        return f"{self.question_key} / {self.version} / {self.language}"
