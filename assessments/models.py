"""Questions as trainers write them, their frozen versions, pools, end tests and attempts."""

import uuid
from collections.abc import Callable
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail_localize.fields import SynchronizedField

from assessments.blocks import CHOICE_BLOCKS
from courses.blocks import BodyField
from courses.code_lists import CodeListField


class Pool(models.Model):
    """Questions that one end test draws from."""

    # no personal data
    code = models.SlugField(_("code"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=160)

    class Meta:
        verbose_name = _("question pool")
        verbose_name_plural = _("question pools")

    def __str__(self) -> str:
        return self.name


class Question(
    PreviewableMixin, WorkflowMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model
):
    """A question with its choices; learners only ever meet frozen versions of it."""

    # no personal data

    class Kind(models.TextChoices):
        SINGLE = "single", _("one right answer")
        MULTIPLE = "multiple", _("several right answers")
        TRUE_FALSE = "true_false", _("true or false, with a reason")
        ORDER = "order", _("steps to put in order")
        MATCH = "match", _("things to match")
        GROUPS = "groups", _("things to sort into groups")
        SHORT = "short", _("a short written answer")
        NUMERIC = "numeric", _("a number")
        RATING = "rating", _("a scale, never scored")
        ERROR_HUNT = "error_hunt", _("a text with errors to find")
        JUSTIFY = "justify", _("one right answer, with its reason")

    class Difficulty(models.TextChoices):
        EASY = "easy", _("easy")
        MEDIUM = "medium", _("medium")
        HARD = "hard", _("hard")

    # Put in place when the app is ready: both know more of questions than their table may.
    require_ready: ClassVar[Callable[["Question"], None]]
    preview_context: ClassVar[Callable[["Question", dict], dict]]

    code = models.SlugField(_("code"), max_length=100)
    kind = models.CharField(_("type"), max_length=20, choices=Kind, default=Kind.SINGLE)
    stem = models.TextField(_("question or statement"))
    is_true = models.BooleanField(
        _("the statement is true"), null=True, blank=True, help_text=_("Only for true or false.")
    )
    unit = models.CharField(
        _("unit"),
        max_length=40,
        blank=True,
        help_text=_("Only for a number: what it counts, as readers see it behind the field."),
    )
    choices = BodyField(
        CHOICE_BLOCKS,
        blank=True,
        verbose_name=_("choices"),
        help_text=_(
            "For true or false: the reasons. For a short written answer: what readers may write, with the "
            "mistakes you know; they see none of it before they answer. Never ask for anybody's story."
        ),
    )
    objective = models.SlugField(_("learning objective"), max_length=60, blank=True)
    difficulty = models.CharField(
        _("difficulty"), max_length=10, choices=Difficulty, default=Difficulty.MEDIUM
    )
    facts = CodeListField(_("codes of the facts behind it"), default=list, blank=True)
    pool = models.ForeignKey(
        Pool,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="questions",
        verbose_name=_("pool"),
        help_text=_("Leave empty for a practice question inside a lesson."),
    )
    activity = models.ForeignKey(
        "courses.Activity",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="questions",
        verbose_name=_("activity in a lesson"),
    )

    override_translatable_fields = [
        SynchronizedField("code", overridable=False),
        SynchronizedField("objective", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        unique_together = [("translation_key", "locale")]
        constraints = [
            models.UniqueConstraint(fields=["code", "locale"], name="one_question_per_code_and_language"),
            models.UniqueConstraint(
                fields=["activity", "locale"],
                condition=models.Q(activity__isnull=False),
                name="one_question_per_activity_and_language",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="rating") | models.Q(pool__isnull=True),
                name="a_scale_is_in_no_pool",
                violation_error_message=_(
                    "On a scale no answer is right, so it cannot be part of a test. Leave the pool empty."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.stem[:90]

    def publish(self, revision, **kwargs):
        """Publish, unless there is nothing to grade by. Raises QuestionNotReady."""
        self.require_ready(revision.as_object())
        return super().publish(revision, **kwargs)

    def get_preview_template(self, request, mode_name):
        """Show the question as a learner meets it, then its feedback."""
        return "assessments/previews/question.html"

    def get_preview_context(self, request, mode_name):
        """Freeze the draft, so that the preview is what a learner will see."""
        return self.preview_context(self, super().get_preview_context(request, mode_name))


class QuestionVersion(models.Model):
    """A question as it was published. Rows are only added: attempts are graded by the one they drew."""

    # no personal data
    question_key = models.UUIDField()
    language = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    # The version in the source language whose choices and key these words belong to.
    source_number = models.PositiveIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question_key", "language", "number"],
                name="one_version_per_question_language_and_number",
            )
        ]

    def __str__(self) -> str:
        return f"{self.question_key} / {self.language} / {self.number}"


class EndTest(models.Model):
    """How the test of a course is drawn and when it is passed."""

    # no personal data
    activity = models.OneToOneField(
        "courses.Activity", on_delete=models.PROTECT, related_name="end_test", verbose_name=_("activity")
    )
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="end_tests", verbose_name=_("pool"))
    pass_mark = models.PositiveSmallIntegerField(_("pass mark, percent"), default=75)
    blueprint = models.JSONField(
        _("blueprint"),
        default=list,
        help_text=_("How many questions to draw per learning objective and difficulty."),
    )

    class Meta:
        verbose_name = _("end test")
        verbose_name_plural = _("end tests")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pass_mark__gte=1, pass_mark__lte=100), name="pass_mark_is_a_percentage"
            )
        ]

    def __str__(self) -> str:
        return str(self.activity)


class Attempt(models.Model):
    """One try at an end test: what was drawn, what was answered, what it scored."""

    # personal data: answers, words a learner typed among them, and score; readers: the learner
    # kept: answers with their words 12 months, score with the account
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attempts")
    activity_key = models.UUIDField()
    course_key = models.UUIDField()
    number = models.PositiveIntegerField()
    # What the learner enrolled under; a later change of the course changes no attempt begun before it.
    pass_mark = models.PositiveSmallIntegerField()
    # [{"question": key, "version": number in the source language}] in the order shown.
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
                | models.Q(submitted_at__isnull=False, score__isnull=False, passed__isnull=False),
                name="attempt_is_scored_when_finished",
            ),
        ]
        indexes = [
            models.Index(fields=["answers_until"], name="attempt_answers_end"),
            models.Index(
                fields=["id"],
                condition=models.Q(submitted_at__isnull=False, counted_at__isnull=True, number=1),
                name="attempt_not_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_key} / {self.number}"

    @property
    def is_finished(self) -> bool:
        """Whether the attempt was sent in; from then on it never changes."""
        return self.submitted_at is not None


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
