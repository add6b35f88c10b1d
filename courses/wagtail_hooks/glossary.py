"""The desk of the glossary in the CMS: terms, what they mean here, and how they are said."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.languages.rules import LANGUAGES
from courses.models import GlossaryTerm


class TermForm(WagtailAdminModelForm):
    """A term in the editor."""

    def is_valid(self) -> bool:
        """Take the tick from names that are said in other words now: nobody has read these."""
        is_valid = super().is_valid()
        for name in self.formsets["names"].forms:
            was_read = bool(name.initial.get("is_read"))
            if is_valid and was_read and {"text", "language"} & set(name.changed_data):
                name.instance.is_read = False
        return is_valid


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
    edit_handler = ObjectList(
        [
            FieldPanel(
                "term", help_text=_("A thing, a right or a way of working; never a label for people.")
            ),
            FieldPanel("definition", widget=forms.Textarea(attrs={"rows": 3})),
            FieldPanel("forms"),
            InlinePanel(
                "names",
                label=_("Language"),
                heading=_("How it is said"),
                max_num=len(LANGUAGES),
                help_text=_(
                    "One row a language. Tick a row only when somebody who speaks it has read it. Other "
                    "words lose the tick: save them first, then tick them again once they have been read."
                ),
                panels=[FieldRowPanel([FieldPanel("language"), FieldPanel("text"), FieldPanel("is_read")])],
            ),
            FieldPanel(
                "code",
                # Two drafts without one would be two terms of the same code.
                required_on_save=True,
                help_text=_("Short, stays for ever: lessons lead to the term by it."),
            ),
        ],
        base_form_class=TermForm,
    )


register_snippet(GlossaryDesk)
