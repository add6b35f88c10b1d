"""What trainers write: cases, worksheets, texts to rewrite, discussions; what was chosen and contributed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.fields import SynchronizedField

from casestudies.blocks import OUTLINE_BLOCKS
from casestudies.discussion.models import Contribution as Contribution
from casestudies.discussion.models import Discussion as Discussion
from casestudies.studies.models import CaseLibraryPage as CaseLibraryPage
from casestudies.studies.models import CaseStudyPage as CaseStudyPage
from casestudies.studies.models import CompiledStudy as CompiledStudy
from casestudies.wording.blocks import ANSWER_BLOCKS
from casestudies.worksheets.blocks import PROMPT_BLOCKS
from courses.blocks import BodyField
from courses.pages import ActivityContent


class Case(ActivityContent):
    """A story with turning points; learners only ever meet what was frozen at publish."""

    # no personal data
    activity_kind = "case"
    preview_template = "casestudies/previews/case.html"

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

    override_translatable_fields = [
        SynchronizedField("code", overridable=False),
        SynchronizedField("minutes", overridable=False),
        SynchronizedField("is_sensitive", overridable=False),
    ]

    class Meta(ActivityContent.Meta):
        verbose_name = _("case")
        verbose_name_plural = _("cases")

    def __str__(self) -> str:
        return self.title


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


class Worksheet(ActivityContent):
    """Prompts to write something down for oneself. What is written never reaches this site."""

    # no personal data

    class Kind(models.TextChoices):
        REFLECTION = "reflection", _("a reflection: something to think about")
        PLANNER = "planner", _("a planner: a page to use at work")

    # What nobody else can see is no proof of anything: no lesson waits for it, and no hour on a certificate
    # counts the time for writing. Its words are counted as reading.
    is_sensitive = True
    minutes = 0
    preview_template = "casestudies/previews/worksheet.html"

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

    override_translatable_fields = [
        SynchronizedField("code", overridable=False),
        SynchronizedField("kind", overridable=False),
    ]

    class Meta(ActivityContent.Meta):
        verbose_name = _("worksheet")
        verbose_name_plural = _("worksheets")

    def __str__(self) -> str:
        return self.title

    @property
    def activity_kind(self) -> str:
        """The kind of activity by which lessons place it."""
        return self.kind


class WordingTask(ActivityContent):
    """A text to write anew. What somebody writes is checked and forgotten."""

    # no personal data

    class Form(models.TextChoices):
        HEADLINE = "headline", _("a headline")
        CAPTION = "caption", _("a picture caption")
        PARAGRAPH = "paragraph", _("a paragraph")
        NOTE = "note", _("a note in a file")

    activity_kind = "wording"
    # What is kept nowhere proves nothing: no lesson waits for it, and no hour on a certificate counts it.
    is_sensitive = True
    minutes = 0
    preview_template = "casestudies/previews/wording.html"

    code = models.SlugField(
        _("code"), max_length=100, help_text=_("Stays for ever: packages know it by this.")
    )
    form = models.CharField(_("what it is"), max_length=20, choices=Form, default=Form.HEADLINE)
    title = models.CharField(_("title"), max_length=160)
    opening = models.TextField(
        _("opening"),
        blank=True,
        help_text=_("Who writes for whom, and what is known. People and places are invented."),
    )
    original = models.TextField(
        _("original"),
        max_length=1200,
        help_text=_("The text to rewrite, invented. The check must mark something in it."),
    )
    answers = BodyField(ANSWER_BLOCKS, blank=True, verbose_name=_("model answers"))

    override_translatable_fields = [
        SynchronizedField("code", overridable=False),
        SynchronizedField("form", overridable=False),
    ]

    class Meta(ActivityContent.Meta):
        verbose_name = _("text to rewrite")
        verbose_name_plural = _("texts to rewrite")

    def __str__(self) -> str:
        return self.title
