"""The desk of exercises in the CMS: a block, its fields, and how a learner first meets it beside them."""

from collections.abc import Iterator

from django import forms
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.content.exercise_olx import exercises_in
from courses.models import BlockExercise, LessonPage
from courses.views import exercise_olx
from courses.wagtail_hooks.exercise_form import ExerciseForm


class OlxPanel(Panel):
    """The exercise as a file, and a file as the exercise."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one exercise."""

        template_name = "courses/cms/exercise_olx.html"

        def get_context_data(self, parent_context=None) -> dict:
            """Give the template the exercise, and what this person may do."""
            may_change = self.request.user.has_perm(exercise_olx.MAY_CHANGE)
            return {
                **super().get_context_data(parent_context),
                "exercise": self.instance,
                "may_change": may_change,
            }


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
            OlxPanel(heading=_("For other platforms")),
        ],
        base_form_class=ExerciseForm,
    )


register_snippet(ExerciseDesk)


@hooks.register("register_admin_urls")
def addresses() -> list:
    """Give the files their addresses under /cms/."""
    return [
        path("exercises/olx/", exercise_olx.upload, name="cms_exercises_olx_upload"),
        path("exercises/<int:pk>/olx/", exercise_olx.download, name="cms_exercise_olx"),
        path("exercises/<int:pk>/olx/upload/", exercise_olx.replace, name="cms_exercise_olx_replace"),
        path("lessons/<int:page_id>/olx/", exercise_olx.download_lesson, name="cms_lesson_olx"),
    ]


@hooks.register("register_page_header_buttons")
def lesson_button(page, user, view_name, next_url=None) -> Iterator[Button]:
    """Offer the exercises of a lesson as a file, to whoever may write on it."""
    is_lesson = isinstance(page, LessonPage) and page.permissions_for_user(user).can_edit()
    if is_lesson and user.has_perm(exercise_olx.MAY_VIEW) and exercises_in(page):
        address = reverse("cms_lesson_olx", args=[page.pk])
        yield Button(str(_("Exercises as OLX")), address, icon_name="download", priority=90)
