"""Questions as trainers write them, their frozen versions, pools, reserved forms and end tests."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from wagtail_localize.fields import SynchronizedField

from assessments.blocks import CHOICE_BLOCKS
from courses.blocks import BodyField
from courses.code_lists import CodeListField
from courses.pages import ActivityContent


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


class ReservedForm(models.Model):
    """One of two parallel forms of a short check, A or B, beside a pool; no test draws from it."""

    # no personal data
    class Letter(models.TextChoices):
        A = "a", "A"
        B = "b", "B"

    pool = models.ForeignKey(
        Pool, on_delete=models.PROTECT, related_name="forms", verbose_name=_("pool it stands beside")
    )
    letter = models.CharField(_("form"), max_length=1, choices=Letter)

    class Meta:
        verbose_name = _("reserved form")
        verbose_name_plural = _("reserved forms")
        constraints = [
            models.UniqueConstraint(fields=["pool", "letter"], name="one_form_per_pool_and_letter"),
            models.CheckConstraint(condition=models.Q(letter__in=["a", "b"]), name="a_form_is_a_or_b"),
        ]

    def __str__(self) -> str:
        return f"{self.pool} / {self.letter.upper()}"


class Question(ActivityContent):
    """A question with its choices; learners only ever meet frozen versions of it."""

    # no personal data
    preview_template = "assessments/previews/question.html"

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
        HOTSPOT = "hotspot", _("places to find on a picture")

    class Difficulty(models.TextChoices):
        EASY = "easy", _("easy")
        MEDIUM = "medium", _("medium")
        HARD = "hard", _("hard")

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
    form = models.ForeignKey(
        ReservedForm,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="questions",
        verbose_name=_("reserved for"),
        help_text=_("Only for a question of the check before and after a course; it is then in no pool."),
    )
    needs_lesson = models.BooleanField(
        _("cannot be understood without its lesson"),
        default=False,
        help_text=_("Only for practice: it speaks of a scene in the lesson. Refreshers leave it out."),
    )

    override_translatable_fields = [
        SynchronizedField("code", overridable=False),
        SynchronizedField("objective", overridable=False),
    ]

    class Meta(ActivityContent.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            *ActivityContent.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(kind="rating") | models.Q(pool__isnull=True),
                name="a_scale_is_in_no_pool",
                violation_error_message=_(
                    "On a scale no answer is right, so it cannot be part of a test. Leave the pool empty."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(needs_lesson=False) | models.Q(pool__isnull=True, form__isnull=True),
                name="a_question_of_a_test_stands_alone",
                violation_error_message=_(
                    "A question of a test or a check is asked without its lesson: it has to stand alone."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(form__isnull=True)
                | (models.Q(pool__isnull=True, activity__isnull=True) & ~models.Q(kind="rating")),
                name="a_reserved_question_is_nowhere_else",
                violation_error_message=_(
                    "A reserved question belongs to its form alone: to no pool and to no lesson."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.stem[:90]

    @property
    def is_placed_by_code(self) -> bool:
        """Whether lessons place it: what belongs to a pool or to a form is drawn, and takes no code."""
        return not (self.pool_id or self.form_id)


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
    explanations_from = models.DateField(
        _("explanations from"),
        null=True,
        blank=True,
        help_text=_(
            "Leave it empty, and answers are explained at once. With a day: until it comes, learners see "
            "their score and whether they passed, and nothing of which answers were right. No certificate "
            "waits for it."
        ),
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

    @classmethod
    def explaining_days(cls, activity_key) -> models.QuerySet:
        """Return the day from which a test is explained; an empty row, or no row, where it is at once."""
        return cls.objects.filter(activity__translation_key=activity_key).values("explanations_from")
