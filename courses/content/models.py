"""Courses, modules and lessons as trainers write them; the door to all tables of this room."""

from collections.abc import Callable
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import (
    DraftStateMixin,
    Orderable,
    Page,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail_localize.fields import SynchronizedField

from courses.blocks import LESSON_BLOCKS, BodyField
from courses.code_lists import CodeListField
from courses.content.addresses import refuse_taken, url_parts
from courses.content.published import (
    CompiledCourse,
    CompiledLesson,
    CourseEdition,
    ExpertSignature,
    NativeReading,
    PublishedVersion,
)
from courses.content.review import SecondPersonTask, SignedPage, WaitingCorrection
from courses.content.signatures import SignedVersion
from courses.own_code import OwnCode

__all__ = [
    "Competency",
    "CompiledCourse",
    "CompiledLesson",
    "CourseCompetency",
    "CourseEdition",
    "CoursePage",
    "ExpertSignature",
    "LearningObjective",
    "LessonPage",
    "ModulePage",
    "NativeReading",
    "Profession",
    "PublishedVersion",
    "SecondPersonTask",
    "SignedVersion",
    "WaitingCorrection",
]

EXPERT_FIELDS = [
    ("clinical", _("clinical")),
    ("theological", _("theological")),
    ("legal", _("legal")),
    ("native-language", _("native language")),
]


class Profession(models.Model):
    """A profession that courses are written for; an editable list with defaults."""

    # no personal data
    code = models.SlugField(_("code"), unique=True)
    names = models.JSONField(_("names by language"), default=dict)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("profession")
        verbose_name_plural = _("professions")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.names.get("en", self.code)

    def name_in(self, language: str) -> str:
        """Return the name in ``language``, else in English, else the code."""
        return self.names.get(language) or self.names.get("en") or self.code


class Competency(
    OwnCode, PreviewableMixin, WorkflowMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model
):
    """Something a practitioner is able to do; certificates and shortages count per competency."""

    # no personal data
    code = models.SlugField(_("code"))
    cluster = models.SlugField(_("cluster"))
    name = models.CharField(_("name"), max_length=120)
    outward_name = models.CharField(
        _("outward name"),
        max_length=120,
        help_text=_("Stands on certificates and public pages. It never points at the families served."),
    )
    professions = models.ManyToManyField(Profession, blank=True, verbose_name=_("professions"))

    override_translatable_fields = [
        SynchronizedField("code", overridable=False),
        SynchronizedField("cluster", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("competency")
        verbose_name_plural = _("competencies")
        unique_together = [("translation_key", "locale")]
        constraints = [
            models.UniqueConstraint(fields=["code", "locale"], name="one_competency_per_code_and_language")
        ]

    def __str__(self) -> str:
        return self.name

    def get_preview_template(self, request, mode_name):
        """Show the competency with its outward name."""
        return "courses/previews/competency.html"


class CoursePage(SignedPage, Page):
    """A course: modules of lessons and an end test, with one outward name."""

    # no personal data
    outward_name = models.CharField(
        _("outward name"),
        max_length=160,
        help_text=_("Stands on certificates, in mail subjects and on public pages."),
    )
    summary = models.CharField(_("one plain sentence"), max_length=300)
    able_to = models.TextField(_("what you will be able to do, one per line"), blank=True)
    professions = ParentalManyToManyField(Profession, blank=True, verbose_name=_("for whom"))
    valid_months = models.PositiveSmallIntegerField(_("certificate valid for, months"), default=24)
    end_test = models.ForeignKey(
        "courses.Activity",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("end test"),
    )
    is_invented = models.BooleanField(_("invented demo course"), default=False)

    subpage_types = ["courses.ModulePage"]
    template = "courses/course.html"
    admin_default_ordering = "ord"
    content_panels = [
        *Page.content_panels,
        FieldPanel("outward_name"),
        FieldPanel("summary"),
        FieldPanel("able_to"),
        FieldPanel("professions"),
        InlinePanel("course_competencies", label=_("Competency")),
        MultiFieldPanel(
            [FieldPanel("end_test"), FieldPanel("valid_months")], heading=_("Test and certificate")
        ),
    ]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def get_url_parts(self, request=None):
        """Courses live under /courses/, whatever their place in the tree."""
        return url_parts(self, request, [self.slug])


class CourseCompetency(Orderable):
    """That a course serves a competency, at a level from 1 to 3."""

    # no personal data
    course = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="course_competencies")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("level, 1 to 3"), default=1)

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__gte=1, level__lte=3), name="competency_level_from_1_to_3"
            )
        ]


class ModulePage(SignedPage, Page):
    """A part of a course, with lessons that belong together."""

    # no personal data
    parent_page_types = ["courses.CoursePage"]
    admin_default_ordering = "ord"
    subpage_types = ["courses.LessonPage"]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def get_url_parts(self, request=None):
        """A module has no page of its own; it is a heading on the course's page."""
        return url_parts(self, request, [self.get_parent().slug])


class LessonPage(SignedPage, Page):
    """A lesson of five to nine minutes with one idea."""

    # no personal data
    code = models.SlugField(_("code"), max_length=60, blank=True)
    load = models.PositiveSmallIntegerField(
        _("how heavy, 1 to 3"),
        default=1,
        choices=[(1, _("light")), (2, _("may weigh on you")), (3, _("heavy"))],
    )
    content_note = models.CharField(
        _("content note"), max_length=255, blank=True, help_text=_("One factual line, no warning theatre.")
    )
    expert_review = CodeListField(
        _("experts who must sign"),
        codes=EXPERT_FIELDS,
        default=list,
        blank=True,
        help_text=_("A list out of clinical, theological, legal, native-language."),
    )
    is_sensitive = models.BooleanField(_("sensitive"), default=False)
    is_answered_for = True
    body = BodyField(LESSON_BLOCKS, blank=True, verbose_name=_("lesson"))

    # Put in place when the app is ready: a preview compiles, and what compiles knows the pages.
    preview_context: ClassVar[Callable[["LessonPage", object, dict], dict]]

    override_translatable_fields = [SynchronizedField("code", overridable=False)]
    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    template = "courses/lesson_preview.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("content_note"),
        FieldPanel("body"),
        InlinePanel("objectives", label=_("Learning objective"), heading=_("Learning objectives")),
        MultiFieldPanel(
            [
                FieldPanel("code"),
                FieldPanel("load"),
                FieldPanel("is_sensitive"),
                FieldPanel(
                    "expert_review",
                    help_text=_("Until each of them has signed, the course is a pilot edition."),
                ),
            ],
            heading=_("About this lesson"),
        ),
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def clean(self):
        """Refuse the address of another page of the course."""
        super().clean()
        refuse_taken(self.slug)

    def get_url_parts(self, request=None):
        """Lessons live under their course's address."""
        course = self.get_parent().get_parent()
        return url_parts(self, request, [course.slug, self.slug])

    def get_preview_context(self, request, mode_name):
        """Compile the draft, so that the preview is what a learner will see."""
        return self.preview_context(self, request, super().get_preview_context(request, mode_name))

    def get_preview_template(self, request, mode_name):
        """Use the preview of the lesson page."""
        return "courses/lesson_preview.html"


class LearningObjective(TranslatableMixin, Orderable):
    """What a learner is able to do after a lesson; questions are tagged with its code."""

    # no personal data

    class Level(models.TextChoices):
        REMEMBER = "remember", _("remember")
        UNDERSTAND = "understand", _("understand")
        APPLY = "apply", _("apply")
        ANALYSE = "analyse", _("analyse")
        EVALUATE = "evaluate", _("evaluate")
        CREATE = "create", _("create")

    override_translatable_fields = [SynchronizedField("code", overridable=False)]
    lesson = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="objectives")
    code = models.SlugField(_("code"), max_length=60)
    level = models.CharField(_("level"), max_length=20, choices=Level)
    text = models.CharField(_("what you will be able to do"), max_length=255)

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("learning objective")
        unique_together = [("translation_key", "locale")]

    def __str__(self) -> str:
        return self.text
