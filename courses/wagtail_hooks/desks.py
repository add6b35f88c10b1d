"""The desks of the CMS: evidence (sources, facts, disagreements), curriculum (competencies, activities)."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from courses.activities.registry import kind_choices
from courses.content.review import OperatorsChange
from courses.models import Activity, Competency, ConflictSet, Fact, Profession, Source


class SourceDesk(SnippetViewSet):
    """Documents that facts are taken from."""

    model = Source
    icon = "doc-full"
    menu_label = _("Sources")
    list_display = ["short", "author", "as_of", "kind"]
    search_fields = ["short", "title", "author", "code"]
    list_filter = ["kind"]
    panels = [
        FieldPanel("short", help_text=_("Readers see this under every figure taken from it.")),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("author"), FieldPanel("as_of")]),
        FieldPanel("kind"),
        FieldPanel("reading_note", help_text=_("What somebody who reads a figure from it should know.")),
        FieldPanel("code", help_text=_("Short, stays for ever: course packages point to it.")),
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
    list_display = ["__str__", "value_text", "source", "confidence", "code"]
    ordering = ["code"]
    list_filter = ["source", "kind", "confidence", "country"]
    list_per_page = 50
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
                FieldRowPanel([FieldPanel("country"), FieldPanel("place")]),
                FieldRowPanel(
                    [FieldPanel("period"), FieldPanel("topics", help_text=_("With commas in between."))]
                ),
                FieldPanel("code"),
            ],
            heading=_("Filing"),
        ),
    ]


class ConflictDesk(SnippetViewSet):
    """Questions that sources answer differently."""

    model = ConflictSet
    icon = "resubmit"
    menu_label = _("Disagreements")
    list_display = ["title", "kind"]
    list_filter = ["kind"]
    search_fields = ["title", "explanation", "code"]
    panels = [
        FieldPanel("title", help_text=_("The question that the sources answer differently.")),
        InlinePanel(
            "positions",
            label=_("Position"),
            heading=_("Positions"),
            help_text=_("Every position there is, each with the facts behind it."),
            panels=[FieldPanel("says"), FieldPanel("facts", widget=forms.SelectMultiple(attrs={"size": 6}))],
        ),
        FieldPanel("explanation"),
        FieldPanel("show", help_text=_("One line that a colleague could read out.")),
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("code")], heading=_("Filing")),
    ]


class EvidenceDesk(SnippetViewSetGroup):
    """All that lessons claim, with where it comes from."""

    items = (FactDesk, ConflictDesk, SourceDesk)
    menu_label = _("Evidence")
    menu_icon = "list-ul"
    menu_order = 200


class CompetencyDesk(SnippetViewSet):
    """What courses enable a practitioner to do."""

    model = Competency
    icon = "tick-inverse"
    menu_label = _("Competencies")
    list_display = ["name", "outward_name", "cluster"]
    list_filter = ["cluster"]
    search_fields = ["name", "outward_name", "code"]
    panels = [
        FieldPanel("name"),
        FieldPanel("outward_name"),
        FieldPanel("professions", widget=forms.CheckboxSelectMultiple),
        MultiFieldPanel([FieldPanel("cluster"), FieldPanel("code")], heading=_("Filing")),
    ]


class ActivityDesk(SnippetViewSet):
    """What a lesson lets its reader do, whatever the kind."""

    model = Activity
    icon = "form"
    menu_label = _("Activities")
    list_display = ["title", "kind", "minutes", "is_sensitive"]
    list_filter = ["kind", "is_sensitive"]
    search_fields = ["title", "code"]
    panels = [
        FieldPanel("title"),
        FieldPanel("kind", widget=forms.Select(choices=kind_choices)),
        FieldPanel("minutes"),
        FieldPanel("is_sensitive"),
        FieldPanel("code"),
    ]


class ProfessionDesk(SnippetViewSet):
    """For whom courses are written."""

    model = Profession
    icon = "group"
    menu_label = _("Professions")
    list_display = ["__str__", "code", "position"]
    search_fields = ["code"]

    @property
    def permission_policy(self) -> OperatorsChange:
        """A name changed here is changed on every card at once."""
        return OperatorsChange(self.model)


class CurriculumDesk(SnippetViewSetGroup):
    """What courses are for and what they are made of."""

    items = (CompetencyDesk, ActivityDesk, ProfessionDesk)
    menu_label = _("Curriculum")
    menu_icon = "tick-inverse"
    menu_order = 210


register_snippet(EvidenceDesk)
register_snippet(CurriculumDesk)
