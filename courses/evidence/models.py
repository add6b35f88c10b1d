"""What is claimed, by whom, when, and what speaks against it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from courses.code_lists import CodeListField
from courses.evidence.showing import Side, conflict_context
from courses.own_code import OwnCode


class Source(models.Model):
    """A document that facts are taken from; readers see its short title and the section."""

    # no personal data (authors are named as publications name them)
    code = models.SlugField(_("code"), unique=True)
    short = models.CharField(_("short title"), max_length=80)
    title = models.CharField(_("title"), max_length=255)
    author = models.CharField(_("author"), max_length=255, blank=True)
    kind = models.CharField(_("kind of document"), max_length=80, blank=True)
    as_of = models.CharField(_("date"), max_length=120)
    reading_note = models.TextField(_("how to read it"), blank=True)
    outdated_because = models.CharField(
        _("outdated, because"),
        max_length=255,
        blank=True,
        help_text=_("Empty while it holds. Pages that show its facts are marked for their authors."),
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["short"]

    def __str__(self) -> str:
        return self.short


class Fact(
    OwnCode,
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    RevisionMixin,
    TranslatableMixin,
    index.Indexed,
    models.Model,
):
    """One claim with its source; a *figure* is a fact with a value."""

    # no personal data: returnees and children are never named here

    class Kind(models.TextChoices):
        FACT = "fact", _("stated as fact")
        CLAIM = "claim", _("somebody's claim")
        VIEW = "view", _("a view")
        OBSERVATION = "observation", _("our remark")

    class Confidence(models.TextChoices):
        HIGH = "high", _("well supported")
        MEDIUM = "medium", _("supported once")
        LOW = "low", _("uncertain")

    code = models.SlugField(_("code"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    statement = models.TextField(_("statement"))
    speaker = models.CharField(_("who says so"), max_length=255, blank=True)
    quote = models.CharField(_("words quoted"), max_length=255, blank=True)
    quoted_speaker = models.CharField(_("whose words"), max_length=255, blank=True)
    country = models.CharField(_("country"), max_length=10)
    topics = CodeListField(_("topics"), default=list, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    period = models.CharField(_("period"), max_length=120, blank=True)
    value_low = models.DecimalField(_("value"), max_digits=14, decimal_places=2, null=True, blank=True)
    value_high = models.DecimalField(
        _("value, upper end"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    value_text = models.CharField(_("value as printed"), max_length=80, blank=True)
    unit = models.CharField(_("unit"), max_length=120, blank=True)
    date_text = models.CharField(_("date of the figure"), max_length=120, blank=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="facts", verbose_name=_("source")
    )
    section = models.CharField(_("where in the source"), max_length=255, blank=True)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence)
    confidence_note = models.TextField(_("why this confidence"), blank=True)

    override_translatable_fields = [
        SynchronizedField(name, overridable=False) for name in ("code", "country", "value_text")
    ]
    search_fields = [
        index.SearchField("statement"),
        index.AutocompleteField("code"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        constraints = [
            models.UniqueConstraint(fields=["code", "locale"], name="one_fact_per_code_and_language"),
            models.CheckConstraint(
                condition=models.Q(value_high__isnull=True)
                | models.Q(value_low__isnull=True)
                | models.Q(value_high__gte=models.F("value_low")),
                name="fact_range_runs_upwards",
            ),
        ]
        unique_together = [("translation_key", "locale")]

    def __str__(self) -> str:
        return self.statement[:90]

    @property
    def is_figure(self) -> bool:
        """Whether the fact carries a value."""
        return self.value_low is not None or bool(self.value_text)

    def get_preview_template(self, request, mode_name):
        """Show the fact as a lesson shows it."""
        return "courses/previews/fact.html"

    def get_preview_context(self, request, mode_name):
        """Give the preview the fact under the name the element expects."""
        return {**super().get_preview_context(request, mode_name), "fact": self}


class ConflictSet(
    OwnCode,
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    RevisionMixin,
    TranslatableMixin,
    ClusterableModel,
):
    """Sources that say different things, with the likely reason and how to put it."""

    # no personal data
    code = models.SlugField(_("code"), max_length=100)
    title = models.CharField(_("title"), max_length=255)
    kind = models.CharField(_("kind of disagreement"), max_length=40)
    explanation = models.TextField(_("why they may differ"))
    show = models.TextField(_("how to put it"))
    counted = models.CharField(_("what is counted"), max_length=120, blank=True)
    adds_up = models.TextField(_("does it add up?"), blank=True)

    override_translatable_fields = [
        SynchronizedField("code", overridable=False),
        SynchronizedField("kind", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("disagreement")
        verbose_name_plural = _("disagreements")
        constraints = [
            models.UniqueConstraint(fields=["code", "locale"], name="one_conflict_per_code_and_language")
        ]
        unique_together = [("translation_key", "locale")]

    def __str__(self) -> str:
        return self.title

    def get_preview_template(self, request, mode_name):
        """Show the disagreement as a lesson shows it."""
        return "courses/previews/conflict.html"

    def get_preview_context(self, request, mode_name):
        """Give the preview the set and its positions under the names the element expects."""
        context = super().get_preview_context(request, mode_name)
        sides = [Side(one.says, tuple(one.facts.all()), one.is_sum) for one in self.positions.all()]
        return {**context, **conflict_context(self, sides)}


class Position(TranslatableMixin, Orderable, ClusterableModel):
    """One of the things that the sources of a disagreement say."""

    # no personal data
    conflict = ParentalKey(ConflictSet, on_delete=models.CASCADE, related_name="positions")
    says = models.CharField(_("what it says"), max_length=255)
    facts = ParentalManyToManyField(Fact, related_name="positions", blank=True)
    is_sum = models.BooleanField(_("the facts are parts, to be added up"), default=False)

    override_translatable_fields = [SynchronizedField("is_sum", overridable=False)]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("position")
        unique_together = [("translation_key", "locale")]

    def __str__(self) -> str:
        return self.says
