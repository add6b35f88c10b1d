"""The desk of exercises in the CMS: a block, its fields, and how a learner first meets it beside them."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.models import BlockExercise
from courses.wagtail_hooks.exercise_form import ExerciseForm


class ExerciseDesk(SnippetViewSet):
    """Exercises made of blocks."""

    model = BlockExercise
    icon = "tasks"
    menu_label = _("Exercises")
    menu_order = 209
    add_to_admin_menu = True
    list_display = ["__str__", "code", "is_sensitive", LiveStatusTagColumn(), UpdatedAtColumn()]
    ordering = ["code"]
    list_filter = ["live", "is_sensitive"]
    search_fields = ["title", "code"]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("tree", widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"})),
            FieldPanel("twin"),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("minutes"), FieldPanel("is_sensitive")]), FieldPanel("code")],
                heading=_("Filing"),
            ),
        ],
        base_form_class=ExerciseForm,
    )


register_snippet(ExerciseDesk)
