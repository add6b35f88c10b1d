"""Cases and worksheets as trainers write them, and how often each choice of a case was taken."""

from collections.abc import Callable
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail_localize.fields import SynchronizedField

from casestudies.blocks import OUTLINE_BLOCKS
from casestudies.worksheets.blocks import PROMPT_BLOCKS
from courses.blocks import BodyField


class Case(PreviewableMixin, WorkflowMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model):
    """A story with turning points; learners only ever meet what was frozen at publish."""

    # no personal data
    activity_kind = "case"

    # Put in place when the app is ready: both know more of cases than their table may.
    require_ready: ClassVar[Callable[["Case"], None]]
    preview_context: ClassVar[Callable[["Case", dict], dict]]

    code = models.SlugField(_("code"), max_length=100, help_text=_("Stays for ever: it is the address."))
    title = models.CharField(_("title"), max_length=160)
    opening = models.TextField(
        _("opening"),
        help_text=_("Who the reader is and what has happened. People and places are invented."),
    )
    content_note = models.CharField(_("content note"), max_length=200, blank=True)
    minutes = models.DecimalField(
        _("minutes for thinking"),
        max_digits=3,
        decimal_places=1,
        default=1,
        help_text=_("Reading is counted in words and comes on top."),
    )
    is_sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_("Touches security bodies, religion, law or one's own distress: the way is not kept."),
    )
    outline = BodyField(OUTLINE_BLOCKS, blank=True, verbose_name=_("outline"))
    activity = models.ForeignKey(
        "courses.Activity",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="cases",
        verbose_name=_("activity in a lesson"),
    )

    override_translatable_fields = [
        SynchronizedField("code", overridable=False),
        SynchronizedField("minutes", overridable=False),
        SynchronizedField("is_sensitive", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        unique_together = [("translation_key", "locale")]
        constraints = [
            models.UniqueConstraint(fields=["code", "locale"], name="one_case_per_code_and_language"),
            models.UniqueConstraint(
                fields=["activity", "locale"],
                condition=models.Q(activity__isnull=False),
                name="one_case_per_activity_and_language",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def publish(self, revision, **kwargs):
        """Publish, unless it cannot be played to an end. Raises CaseNotReady."""
        self.require_ready(revision.as_object())
        return super().publish(revision, **kwargs)

    def get_preview_template(self, request, mode_name):
        """Show the map, what to mend, and the whole case as text."""
        return "casestudies/previews/case.html"

    def get_preview_context(self, request, mode_name):
        """Freeze the draft, so that the preview is what a learner will meet."""
        return self.preview_context(self, super().get_preview_context(request, mode_name))


class ChoiceTally(models.Model):
    """How many people took a choice the first time they finished its case. Nobody is named."""

    # no personal data: counters without any key of a person
    case_key = models.UUIDField()
    choice_key = models.CharField(max_length=40)
    counted = models.PositiveIntegerField(default=0)
    # What is told; it moves five people at a time, so that nobody's choice can be read off a difference.
    told = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("tally of a choice")
        constraints = [
            models.UniqueConstraint(fields=["case_key", "choice_key"], name="one_tally_per_choice"),
            models.CheckConstraint(
                condition=models.Q(told__lte=models.F("counted")), name="tally_tells_no_more_than_was_counted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_key} / {self.choice_key}"


class Worksheet(
    PreviewableMixin, WorkflowMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model
):
    """Prompts to write something down for oneself. What is written never reaches this site."""

    # no personal data

    class Kind(models.TextChoices):
        REFLECTION = "reflection", _("a reflection: something to think about")
        PLANNER = "planner", _("a planner: a page to use at work")

    # What nobody else can see is no proof of anything: no lesson waits for it, and no hour on a certificate
    # counts the time for writing. Its words are counted as reading.
    is_sensitive = True
    minutes = 0

    # Put in place when the app is ready: both know more of worksheets than their table may.
    require_ready: ClassVar[Callable[["Worksheet"], None]]
    preview_context: ClassVar[Callable[["Worksheet", dict], dict]]

    code = models.SlugField(
        _("code"), max_length=100, help_text=_("Stays for ever: packages know it by this.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.REFLECTION)
    title = models.CharField(_("title"), max_length=160)
    opening = models.TextField(
        _("opening"),
        blank=True,
        help_text=_("What the page is for, in one or two sentences. Never ask for a family’s story."),
    )
    prompts = BodyField(PROMPT_BLOCKS, blank=True, verbose_name=_("prompts"))
    activity = models.ForeignKey(
        "courses.Activity",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="worksheets",
        verbose_name=_("activity in a lesson"),
    )

    override_translatable_fields = [
        SynchronizedField("code", overridable=False),
        SynchronizedField("kind", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("worksheet")
        verbose_name_plural = _("worksheets")
        unique_together = [("translation_key", "locale")]
        constraints = [
            models.UniqueConstraint(fields=["code", "locale"], name="one_worksheet_per_code_and_language"),
            models.UniqueConstraint(
                fields=["activity", "locale"],
                condition=models.Q(activity__isnull=False),
                name="one_worksheet_per_activity_and_language",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def activity_kind(self) -> str:
        """The kind of activity by which lessons place it."""
        return self.kind

    def publish(self, revision, **kwargs):
        """Publish, unless it asks for nothing or for more than one page. Raises WorksheetNotReady."""
        self.require_ready(revision.as_object())
        return super().publish(revision, **kwargs)

    def get_preview_template(self, request, mode_name):
        """Show the worksheet as a learner meets it."""
        return "casestudies/previews/worksheet.html"

    def get_preview_context(self, request, mode_name):
        """Freeze the draft, so that the preview is what a learner will meet."""
        return self.preview_context(self, super().get_preview_context(request, mode_name))
