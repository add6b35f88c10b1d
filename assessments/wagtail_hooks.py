"""The desk for questions in the CMS: questions, pools, end tests."""

import django_filters
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from assessments.exchange import views as exchange
from assessments.forms import EndTestForm, QuestionForm
from assessments.models import EndTest, Pool, Question
from assessments.panels import AdvicePanel
from assessments.queries import questions_citing
from courses.api import USES_HOOK, OperatorsChange, Use, use_of

_IMPORT = reverse_lazy("cms_import_questions")


class QuestionFilter(WagtailFilterSet):
    """Finds questions by where they belong and what they ask for."""

    objective = django_filters.AllValuesFilter(label=_("learning objective"))

    class Meta:
        model = Question
        fields = ["pool", "objective", "difficulty", "kind", "live"]


class QuestionDesk(SnippetViewSet):
    """Questions of pools and of lessons."""

    model = Question
    icon = "help"
    menu_label = _("Questions")
    list_display = ["__str__", "code", "kind", "objective", "difficulty", "pool", UpdatedAtColumn()]
    list_per_page = 50
    ordering = ["code"]
    search_fields = ["stem", "code"]
    filterset_class = QuestionFilter
    edit_handler = ObjectList(
        [
            AdvicePanel(heading=_("Look at this again")),
            MultiFieldPanel(
                [FieldPanel("kind"), FieldPanel("stem"), FieldPanel("is_true"), FieldPanel("unit")],
                heading=_("The question"),
            ),
            FieldPanel("choices"),
            FieldPanel("facts", help_text=_("Codes of facts, with commas in between.")),
            MultiFieldPanel(
                [
                    FieldPanel("pool"),
                    FieldPanel("form"),
                    FieldPanel("needs_lesson"),
                    FieldRowPanel([FieldPanel("objective"), FieldPanel("difficulty")]),
                    FieldPanel("code"),
                ],
                heading=_("Filing"),
            ),
        ],
        base_form_class=QuestionForm,
    )


class _ChangedAtOnce(SnippetViewSet):
    """A desk without drafts: a change reaches every course at once, so only those who sign change."""

    @property
    def permission_policy(self) -> OperatorsChange:
        """Trainers add; what tests already draw from is changed by operators."""
        return OperatorsChange(self.model)


class PoolDesk(_ChangedAtOnce):
    """Pools that end tests draw from."""

    model = Pool
    icon = "folder-open-inverse"
    menu_label = _("Pools")
    list_display = ["name", "code"]
    search_fields = ["name", "code"]
    # The window to choose one has no search: all that a site is likely to have stand on its first page.
    chooser_per_page = 100
    panels = [FieldPanel("name"), FieldPanel("code")]


class EndTestDesk(_ChangedAtOnce):
    """How the tests of courses are drawn."""

    model = EndTest
    icon = "form"
    menu_label = _("End tests")
    list_display = ["__str__", "pool", "pass_mark"]
    edit_handler = ObjectList(
        [
            AdvicePanel(heading=_("Look at this again")),
            FieldPanel("activity", help_text=_("An activity of the kind “end test”.")),
            FieldRowPanel([FieldPanel("pool"), FieldPanel("pass_mark"), FieldPanel("explanations_from")]),
            FieldPanel(
                "blueprint",
                help_text=_(
                    "One line each: learning objective, difficulty (easy, medium, hard), how many to draw."
                ),
            ),
        ],
        base_form_class=EndTestForm,
    )


class _ImportItem(MenuItem):
    """Shown to whoever may add questions."""

    def is_shown(self, request) -> bool:
        return request.user.has_perm("assessments.add_question")


class AssessmentDesk(SnippetViewSetGroup):
    """All that is asked, and how it is drawn."""

    items = (QuestionDesk, PoolDesk, EndTestDesk)
    menu_label = _("Questions")
    menu_icon = "help"
    menu_order = 205

    def get_submenu_items(self) -> list:
        """Return the desks, and the way in for questions that were written elsewhere."""
        return [
            *super().get_submenu_items(),
            _ImportItem(_("Import"), _IMPORT, icon_name="upload", order=900),
        ]


register_snippet(AssessmentDesk)


@hooks.register("register_admin_urls")
def import_address() -> list:
    """Give the import and the export of questions their addresses."""
    export = "questions/export/<slug:pool>/<slug:form>/"
    return [
        path("questions/import/", exchange.import_questions, name="cms_import_questions"),
        path(export, exchange.export_questions, name="cms_export_questions"),
    ]


@hooks.register(USES_HOOK)
def questions_on(codes: list[str]) -> list[Use]:
    """Name the questions that stand on facts, where the facts are kept."""
    return [use_of(question, is_published=published) for question, published in questions_citing(codes)]
