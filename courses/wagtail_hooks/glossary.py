"""The desk of the glossary in the CMS: terms, what they mean here, and how they are said."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.languages.rules import LANGUAGES
from courses.models import GlossaryTerm


class GlossaryDesk(SnippetViewSet):
    """Words that lessons explain where they first stand."""

    model = GlossaryTerm
    icon = "openquote"
    menu_label = _("Glossary")
    menu_order = 205
    add_to_admin_menu = True
    list_display = ["term", "code", LiveStatusTagColumn(), UpdatedAtColumn()]
    ordering = ["code"]
    list_filter = ["live"]
    # Terms come in bulk, past Wagtail's own index of words.
    search_backend_name = None
    search_fields = ["code", "term", "forms", "definition"]
    inspect_view_enabled = True
    panels = [
        FieldPanel("term", help_text=_("A thing, a right or a way of working; never a label for people.")),
        FieldPanel("definition", widget=forms.Textarea(attrs={"rows": 3})),
        FieldPanel("forms"),
        InlinePanel(
            "names",
            label=_("Language"),
            heading=_("How it is said"),
            max_num=len(LANGUAGES),
            help_text=_("One row a language. Tick a row only when somebody who speaks it has read it."),
            panels=[FieldRowPanel([FieldPanel("language"), FieldPanel("text"), FieldPanel("is_read")])],
        ),
        FieldPanel(
            "code",
            # Two drafts without one would be two terms of the same code.
            required_on_save=True,
            help_text=_("Short, stays for ever: lessons lead to the term by it."),
        ),
    ]


register_snippet(GlossaryDesk)
