"""The desks for cases, worksheets, texts to rewrite and discussions in the CMS."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from casestudies.discussion import desk
from casestudies.finding import findables
from casestudies.forms import CaseForm, DiscussionForm, WordingForm, WorksheetForm
from casestudies.models import Case, Discussion, WordingTask, Worksheet
from casestudies.panels import MapPanel
from casestudies.queries import cases_citing
from casestudies.studies import desk as library
from courses.api import CITED_HOOK, FINDABLE_HOOK, SHOWN_HOOK, TERM_HOOK, USES_HOOK, Shown, Use, use_of


class CaseDesk(SnippetViewSet):
    """Cases: an outline on one screen, its map beside it."""

    model = Case
    icon = "history"
    menu_label = _("Cases")
    menu_order = 206
    add_to_admin_menu = True
    list_display = ["__str__", "code", "is_sensitive", LiveStatusTagColumn(), UpdatedAtColumn()]
    ordering = ["code"]
    list_filter = ["live", "is_sensitive"]
    search_fields = ["title", "opening", "code"]
    edit_handler = ObjectList(
        [
            MapPanel(heading=_("Map")),
            MultiFieldPanel(
                [FieldPanel("title"), FieldPanel("opening"), FieldPanel("content_note")],
                heading=_("How it begins"),
            ),
            FieldPanel(
                "outline",
                help_text=_(
                    "From top to bottom: a turning point, its choices below it, then the next; endings last. "
                    "The preview beside it draws the map while you write."
                ),
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("minutes"), FieldPanel("is_sensitive")]), FieldPanel("code")],
                heading=_("Filing"),
            ),
        ],
        base_form_class=CaseForm,
    )


class WorksheetDesk(SnippetViewSet):
    """Worksheets: reflections and planners, a page each."""

    model = Worksheet
    icon = "form"
    menu_label = _("Worksheets")
    menu_order = 207
    add_to_admin_menu = True
    list_display = ["__str__", "kind", "code", LiveStatusTagColumn(), UpdatedAtColumn()]
    ordering = ["code"]
    list_filter = ["live", "kind"]
    search_fields = ["title", "opening", "code"]
    edit_handler = ObjectList(
        [
            FieldPanel("kind"),
            FieldPanel("title"),
            FieldPanel("opening"),
            FieldPanel("prompts"),
            FieldPanel("code"),
        ],
        base_form_class=WorksheetForm,
    )


class WordingTaskDesk(SnippetViewSet):
    """Texts to rewrite: an original, and what it could say instead."""

    model = WordingTask
    icon = "edit"
    menu_label = _("Texts to rewrite")
    menu_order = 208
    add_to_admin_menu = True
    list_display = ["__str__", "form", "code", LiveStatusTagColumn(), UpdatedAtColumn()]
    ordering = ["code"]
    list_filter = ["live", "form"]
    search_fields = ["title", "original", "code"]
    edit_handler = ObjectList(
        [
            FieldPanel("form"),
            FieldPanel("title"),
            FieldPanel("opening"),
            FieldPanel("original"),
            FieldPanel(
                "answers",
                help_text=_(
                    "Learners see them after their own answer. The preview says what the check marks."
                ),
            ),
            FieldPanel("code"),
        ],
        base_form_class=WordingForm,
    )


class DiscussionDesk(SnippetViewSet):
    """Discussions: a question to colleagues each."""

    model = Discussion
    icon = "comment"
    menu_label = _("Discussions")
    menu_order = 209
    add_to_admin_menu = True
    list_display = ["__str__", "code", LiveStatusTagColumn(), UpdatedAtColumn()]
    ordering = ["code"]
    list_filter = ["live"]
    search_fields = ["title", "opening", "code"]
    edit_handler = ObjectList(
        [FieldPanel("title"), FieldPanel("opening"), FieldPanel("code")],
        base_form_class=DiscussionForm,
    )


register_snippet(CaseDesk)
register_snippet(WorksheetDesk)
register_snippet(WordingTaskDesk)
register_snippet(DiscussionDesk)


@hooks.register("register_admin_urls")
def contributions_address() -> list:
    """Give the desk for contributions its address."""
    return [path("contributions/", desk.contributions, name="cms_contributions")]


class _ReadingItem(MenuItem):
    """Shown to whoever writes discussions, and so reads what comes of them."""

    def is_shown(self, request) -> bool:
        return request.user.has_perm("casestudies.add_discussion")


@hooks.register("register_admin_menu_item")
def contributions_item() -> MenuItem:
    """Lead to what waits to be read."""
    return _ReadingItem(_("To be read"), reverse_lazy("cms_contributions"), icon_name="mail", order=210)


@hooks.register("construct_homepage_panels")
def contributions_waiting(request, panels) -> None:
    """Say on the front page how much waits."""
    panel = desk.waiting_panel(request)
    if panel is not None:
        panels.append(panel)


@hooks.register(USES_HOOK)
def cases_on(codes: list[str]) -> list[Use]:
    """Name the cases that stand on facts, where the facts are kept."""
    return [use_of(case, is_published=published) for case, published in cases_citing(codes)]


@hooks.register(USES_HOOK)
def studies_on(codes: list[str]) -> list[Use]:
    """Name the drafts of case studies that show facts; what is published is found as a page."""
    return [use_of(study, is_published=False) for study in library.drafts_citing(codes)]


@hooks.register(SHOWN_HOOK)
def studies_with(version: int, language: str, code: str) -> list[Shown]:
    """Name the published case studies that show a fact, on the fact's own page."""
    return library.studies_showing(version, language, code)


hooks.register(FINDABLE_HOOK, findables)


@hooks.register(CITED_HOOK)
def studies_follow(pages: list[int]) -> None:
    """Mend a fact in the case studies that show it."""
    library.follow_evidence(pages)


@hooks.register(TERM_HOOK)
def studies_explaining(term) -> None:
    """Mend a word of the glossary in the case studies that explain it."""
    library.follow_term(term)


@hooks.register("register_admin_urls")
def library_address() -> list:
    """Give the way to the shelf of case studies its address."""
    return [path("case-library/", library.shelf, name="cms_case_library")]


@hooks.register("register_admin_menu_item")
def library_item() -> MenuItem:
    """Lead to the case studies."""
    return _LibraryItem(
        _("Case studies"), reverse_lazy("cms_case_library"), icon_name="folder-open-1", order=205
    )


class _LibraryItem(MenuItem):
    """Shown to whoever may write below the case library."""

    def is_shown(self, request) -> bool:
        return library.is_open_to(request.user)
