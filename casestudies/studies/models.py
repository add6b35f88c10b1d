"""Case studies as trainers write them, below one case library; and what is frozen when they are published."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page

from casestudies.studies.blocks import (
    ACTOR_BLOCKS,
    CONFLICT_BLOCKS,
    DILEMMA_BLOCKS,
    LEARNING_BLOCKS,
    PROSE_BLOCKS,
    REMARK_BLOCKS,
    STEP_BLOCKS,
    countries,
    professions,
)
from casestudies.studies.codes import PRACTICES, TOPICS
from casestudies.studies.forms import StudyForm
from casestudies.studies.panels import AdvicePanel
from courses.blocks import BodyField
from courses.pages import CodeListField, SignedPage, parts_at


class CaseLibraryPage(SignedPage, Page):
    """The shelf under which all case studies of a language stand."""

    # no personal data
    max_count_per_parent = 1
    subpage_types = ["casestudies.CaseStudyPage"]
    template = "casestudies/studies/browse.html"

    class Meta:
        verbose_name = _("case library")
        verbose_name_plural = _("case libraries")

    def get_url_parts(self, request=None):
        """The library stands under /cases/, whatever its place in the tree."""
        return parts_at(request, lambda: _path(self, "cases"))


def _path(page: Page, name: str, *arguments: str) -> str:
    with override(page.locale.language_code):
        return reverse(name, args=arguments)


class CaseStudyPage(SignedPage, Page):
    """One documented case. Readers only ever meet what was compiled when it was published."""

    # no personal data: people who returned and children are never named here
    summary = models.CharField(
        _("one sentence"),
        max_length=255,
        help_text=_("It makes a tired colleague want to read on. 170 letters are enough."),
    )
    setting = models.TextField(
        _("setting"), max_length=900, help_text=_("Where, what kind of place, since when: two sentences.")
    )
    period = models.CharField(
        _("period"), max_length=120, help_text=_("As it is read: “January 2019 to 2021”.")
    )
    first_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    countries = CodeListField(_("countries"), codes=countries, default=list)
    topics = CodeListField(_("topics"), codes=TOPICS, default=list)
    practices = CodeListField(_("practices"), codes=PRACTICES, default=list, blank=True)
    professions = CodeListField(
        _("whom it serves most"), codes=professions, default=list, help_text=_("One to three.")
    )
    content_note = models.CharField(
        _("content note"), max_length=255, blank=True, help_text=_("One factual line, no warning theatre.")
    )
    dignity_note = models.TextField(
        _("for whoever teaches with it"),
        blank=True,
        max_length=900,
        help_text=_("What must not be shown or asked. It stands in the handout."),
    )
    body = BodyField(PROSE_BLOCKS, blank=True, verbose_name=_("the case"))
    steps = BodyField(STEP_BLOCKS, blank=True, verbose_name=_("steps, in order of time"))
    actors = BodyField(ACTOR_BLOCKS, blank=True, verbose_name=_("who was there"))
    helped = BodyField(REMARK_BLOCKS, blank=True, verbose_name=_("what helped"))
    limits = BodyField(REMARK_BLOCKS, blank=True, verbose_name=_("limits"))
    dilemmas = BodyField(DILEMMA_BLOCKS, blank=True, verbose_name=_("dilemmas"))
    learning = BodyField(LEARNING_BLOCKS, blank=True, verbose_name=_("what each profession can take from it"))
    conflicts = BodyField(CONFLICT_BLOCKS, blank=True, verbose_name=_("sources that disagree"))
    compare_with = CodeListField(
        _("worth laying beside it"),
        default=list,
        blank=True,
        help_text=_("Short names of one or two other case studies, as they stand in their addresses."),
    )
    lessons = CodeListField(
        _("lessons that use it"), default=list, blank=True, help_text=_("Codes of lessons.")
    )

    is_answered_for = True

    # Put in place when the app is ready: a preview compiles, and what compiles knows the pages.
    preview_context: ClassVar[Callable[["CaseStudyPage", object, dict], dict]]

    parent_page_types = ["casestudies.CaseLibraryPage"]
    subpage_types: list[str] = []
    template = "casestudies/studies/preview.html"
    base_form_class = StudyForm
    content_panels = [
        *Page.content_panels,
        AdvicePanel(),
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldPanel("countries"),
                FieldPanel("period"),
                FieldRowPanel([FieldPanel("first_year"), FieldPanel("last_year")]),
                FieldPanel("setting"),
                FieldPanel("content_note"),
            ],
            heading=_("Where and when"),
        ),
        FieldPanel("body"),
        FieldPanel("conflicts", help_text=_("Only those that do not stand in the text above.")),
        FieldPanel("steps"),
        FieldPanel("actors"),
        FieldPanel("helped"),
        FieldPanel("limits"),
        FieldPanel("dilemmas"),
        FieldPanel("learning"),
        FieldPanel("dignity_note"),
        MultiFieldPanel(
            [
                FieldPanel("topics"),
                FieldPanel("practices"),
                FieldPanel("professions"),
                FieldPanel("compare_with"),
                FieldPanel("lessons"),
            ],
            heading=_("Filing"),
        ),
    ]

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_year__isnull=True)
                | models.Q(last_year__isnull=True)
                | models.Q(last_year__gte=models.F("first_year")),
                name="study_ends_after_it_began",
            )
        ]

    def get_url_parts(self, request=None):
        """Case studies stand under /cases/studies/, whatever their place in the tree."""
        return parts_at(request, lambda: _path(self, "study", self.slug))

    def passages(self) -> Iterator[tuple[str, str]]:
        """Give (where it stands, text) for what a study says outside its body, for checks of wording."""
        yield "headline", self.summary
        said = [self.setting, self.period]
        for name in ("steps", "helped", "limits", "learning"):
            said += [block.value["text"] for block in getattr(self, name)]
        said += [block.value["name"] for block in self.actors]
        said += [block.value for block in self.dilemmas]
        yield "body", "\n".join(said)

    def get_preview_context(self, request, mode_name):
        """Compile the draft, so that the preview is what a reader will see."""
        return self.preview_context(self, request, super().get_preview_context(request, mode_name))


class CompiledStudy(models.Model):
    """A published case study in one language, ready to be shown."""

    # no personal data
    study_key = models.UUIDField()
    language = models.CharField(max_length=12)
    slug = models.SlugField(max_length=255)
    artifact = models.JSONField()
    compiled_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["study_key", "language"], name="one_compiled_study_per_language"),
            models.UniqueConstraint(fields=["slug", "language"], name="one_study_address_per_language"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} ({self.language})"
