"""The desk of the evidence in the CMS: facts, disagreements, sources, and where each of them is used."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from courses.content.review import OperatorsChange
from courses.models import ConflictSet, Fact, Source
from courses.wagtail_hooks.evidence_forms import CodesOfFacts, EvidenceChooser, country_choices
from courses.wagtail_hooks.uses import UsesPanel


class SourceDesk(SnippetViewSet):
    """Documents that facts are taken from."""

    model = Source
    icon = "doc-full"
    menu_label = _("Sources")
    list_display = ["short", "author", "as_of", "kind"]
    search_fields = ["short", "title", "author", "code"]
    list_filter = ["kind"]
    inspect_view_enabled = True
    panels = [
        FieldPanel("short", help_text=_("Readers see this under every figure taken from it.")),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("author"), FieldPanel("as_of")]),
        FieldPanel("kind"),
        FieldPanel("reading_note", help_text=_("What somebody who reads a figure from it should know.")),
        FieldPanel("code", help_text=_("Short, stays for ever: course packages point to it.")),
        UsesPanel(heading=_("Where it is used")),
    ]

    @property
    def permission_policy(self) -> OperatorsChange:
        """Trainers add sources; a source that facts already stand on is changed by operators."""
        return OperatorsChange(self.model)


class FactDesk(SnippetViewSet):
    """Claims with who says so, when and where."""

    model = Fact
    icon = "list-ul"
    menu_label = _("Facts and figures")
    list_display = ["__str__", "value_text", "source", "confidence", "code", LiveStatusTagColumn()]
    ordering = ["code"]
    list_filter = ["source", "kind", "confidence", "country", "live"]
    list_per_page = 50
    # Facts come in bulk, past Wagtail's own index of words.
    search_backend_name = None
    search_fields = ["code", "statement", "value_text", "speaker"]
    chooser_viewset_class = EvidenceChooser
    inspect_view_enabled = True
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("statement", help_text=_("One sentence. Returnees and children are never named.")),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("speaker")]),
                FieldRowPanel([FieldPanel("quote"), FieldPanel("quoted_speaker")]),
            ],
            heading=_("What is claimed, and by whom"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("source"), FieldPanel("section")])], heading=_("Where it stands")
        ),
        MultiFieldPanel(
            [
                FieldPanel("value_text", help_text=_("As printed: “722”, “about 700”. Nothing is averaged.")),
                FieldRowPanel([FieldPanel("value_low"), FieldPanel("value_high")]),
                FieldRowPanel([FieldPanel("unit"), FieldPanel("date_text")]),
            ],
            heading=_("Its value, if it has one"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("confidence"), FieldPanel("confidence_note")])],
            heading=_("How sure it is"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("country", widget=forms.Select(choices=country_choices)), FieldPanel("place")]
                ),
                FieldRowPanel(
                    [FieldPanel("period"), FieldPanel("topics", help_text=_("With commas in between."))]
                ),
                FieldPanel("code", help_text=_("Stays for ever: the public page of this claim has it.")),
            ],
            heading=_("Filing"),
        ),
        UsesPanel(heading=_("Where it is used")),
    ]


class ConflictDesk(SnippetViewSet):
    """Questions that sources answer differently."""

    model = ConflictSet
    icon = "resubmit"
    menu_label = _("Disagreements")
    list_display = ["title", "code", "kind", "counted", LiveStatusTagColumn(), UpdatedAtColumn()]
    ordering = ["code"]
    list_filter = ["kind", "live"]
    search_fields = ["title", "explanation", "code"]
    # Past Wagtail's own index of words, as facts are.
    search_backend_name = None
    chooser_viewset_class = EvidenceChooser
    inspect_view_enabled = True
    panels = [
        FieldPanel("title", help_text=_("The question that the sources answer differently.")),
        InlinePanel(
            "positions",
            label=_("Position"),
            heading=_("Positions"),
            help_text=_("Every position there is, each with the facts behind it."),
            panels=[
                FieldPanel("says"),
                FieldPanel(
                    "facts",
                    widget=CodesOfFacts,
                    help_text=_("Codes of facts, with commas in between. The list of facts shows them."),
                ),
                FieldPanel(
                    "is_sum",
                    help_text=_("Only where this side is their sum. The site adds them up and says so."),
                ),
            ],
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "counted",
                    help_text=_(
                        "Such as “people”. Then every number is drawn on one line. Leave empty where the "
                        "sides do not count the same."
                    ),
                ),
                FieldPanel(
                    "adds_up",
                    help_text=_("Where parts and total are both known: what the parts give. No guesses."),
                ),
            ],
            heading=_("Drawn on one line"),
        ),
        FieldPanel("explanation"),
        FieldPanel("show", help_text=_("One line that a colleague could read out.")),
        MultiFieldPanel(
            [
                FieldPanel(
                    "kind",
                    help_text=_("One word: contradiction, scope, change-over-time, arithmetic or tension."),
                ),
                FieldPanel("code"),
            ],
            heading=_("Filing"),
        ),
        UsesPanel(heading=_("Where it is used")),
    ]


class EvidenceDesk(SnippetViewSetGroup):
    """All that lessons claim, with where it comes from."""

    items = (FactDesk, ConflictDesk, SourceDesk)
    menu_label = _("Evidence")
    menu_icon = "list-ul"
    menu_order = 200


register_snippet(EvidenceDesk)
