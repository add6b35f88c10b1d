"""The desk of the curriculum in the CMS: competencies, activities, professions."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from courses.activities.registry import kind_choices
from courses.content.review import OperatorsChange
from courses.models import Activity, Competency, Profession
from courses.wagtail_hooks.evidence_forms import EvidenceSearch


class ActivitySearch(EvidenceSearch):
    """Finds activities by their kind, and by any word of their title or code."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=lambda: [("", _("All")), *kind_choices()]
    )

    def filter(self, objects):
        """Return the activities of the kind that hold every word."""
        objects, kind = super().filter(objects), self.cleaned_data.get("kind")
        self.is_searching = self.is_searching or bool(kind)
        return objects.filter(kind=kind) if kind else objects


class _Choose(ChooseView):
    filter_form_class = ActivitySearch
    ordering = ["-pk"]


class _ChooseResults(ChooseResultsView):
    filter_form_class = ActivitySearch
    ordering = ["-pk"]


class ActivityChooser(SnippetChooserViewSet):
    """The window in which an author picks an activity for a lesson."""

    choose_view_class = _Choose
    choose_results_view_class = _ChooseResults


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
    chooser_viewset_class = ActivityChooser
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


register_snippet(CurriculumDesk)
