"""Words of the trade: what each means here, and how it is said in six languages."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail_localize.fields import SynchronizedField

from courses.glossary.rules import DEFINITION_LETTERS
from courses.languages.rules import LANGUAGES
from courses.own_code import OwnCode


class GlossaryTerm(
    OwnCode,
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    RevisionMixin,
    TranslatableMixin,
    ClusterableModel,
):
    """A word that lessons explain where it first stands. Never a label for a person."""

    # no personal data
    code = models.SlugField(_("code"), max_length=60)
    term = models.CharField(_("term"), max_length=120)
    forms = models.TextField(
        _("as texts write it"),
        help_text=_(
            "One form a line: the term itself, its plural, its cases. Lessons are searched for these."
        ),
    )
    definition = models.CharField(
        _("what it means here"),
        max_length=DEFINITION_LETTERS,
        help_text=_("One or two plain sentences. Say so where the word is contested."),
    )

    override_translatable_fields = [
        SynchronizedField("code", overridable=False),
        SynchronizedField("names", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            models.UniqueConstraint(fields=["code", "locale"], name="one_term_per_code_and_language"),
            # SQLite would take any length.
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("definition"), DEFINITION_LETTERS),
                name="definition_is_short",
            ),
        ]
        unique_together = [("translation_key", "locale")]

    def __str__(self) -> str:
        return self.term

    @property
    def written_forms(self) -> tuple[str, ...]:
        """The forms that texts are searched for."""
        return tuple(line.strip() for line in self.forms.splitlines() if line.strip())

    def get_preview_template(self, request, mode_name):
        """Show the term as the glossary shows it."""
        return "courses/previews/term.html"

    def get_preview_context(self, request, mode_name):
        """Give the preview the term and how it is said, under the names the element expects."""
        return {**super().get_preview_context(request, mode_name), "term": self, "names": self.names.all()}


class TermInLanguage(models.Model):
    """How a term is said in one language, and whether somebody who speaks it has read that."""

    # no personal data
    term = ParentalKey(GlossaryTerm, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    text = models.CharField(_("how it is said"), max_length=120)
    is_read = models.BooleanField(
        _("read by a native reader"),
        default=False,
        help_text=_("Until then readers are told that it still needs one."),
    )

    class Meta:
        verbose_name = _("term in a language")
        verbose_name_plural = _("terms in languages")
        constraints = [
            models.UniqueConstraint(fields=["term", "language"], name="one_name_per_term_and_language"),
            models.CheckConstraint(
                condition=models.Q(language__in=list(LANGUAGES)), name="name_is_in_a_language_of_the_site"
            ),
        ]

    def __str__(self) -> str:
        return self.text
