"""The CMS in Hamroh's name and colours, without what is not for those who work in it."""

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component

from lms.home import package_export as package_export
from lms.home import package_import as package_import
from lms.home.errands import Guise, current_guise

# Wagtail's names of menu items that help nobody here, or that lead to other sites.
_HIDDEN = {"users", "groups", "sites", "collections", "redirects"}
_HIDDEN_HELP_BEGINNINGS = ("whats-new", "editor-guide")


@hooks.register("insert_global_admin_css")
def colours() -> str:
    """Load our colours after Wagtail's own, and what a page needs where no script draws the menu."""
    return format_html(
        '<link rel="stylesheet" href="{}"><noscript><link rel="stylesheet" href="{}"></noscript>',
        static("css/cms.css"),
        static("css/cms_plain.css"),
    )


@hooks.register("construct_main_menu")
def main_menu(request, menu_items) -> None:
    """Name the menu's items as we speak of them, and leave reports to operators."""
    names = {"explorer": _("Courses"), "images": _("Pictures"), "documents": _("Handouts")}
    for item in menu_items:
        item.label = names.get(item.name, item.label)
    if not request.user.has_perm("wagtailcore.add_workflow"):
        menu_items[:] = [item for item in menu_items if item.name != "reports"]


@hooks.register("construct_settings_menu")
def settings_menu(request, menu_items) -> None:
    """Leave out what is decided elsewhere or not used."""
    menu_items[:] = [item for item in menu_items if item.name not in _HIDDEN]


@hooks.register("construct_help_menu")
def help_menu(request, menu_items) -> None:
    """Leave out what leads to other sites."""
    menu_items[:] = [item for item in menu_items if not item.name.startswith(_HIDDEN_HELP_BEGINNINGS)]


class ErrandPanel(Component):
    """What a demo person can try in the workshop."""

    name = "errand"
    template_name = "home/cms/errand.html"
    order = 5

    def __init__(self, guise: Guise) -> None:
        self.guise = guise

    def get_context_data(self, parent_context=None) -> dict:
        """Give the template the person and their three steps."""
        return {"guise": self.guise}


@hooks.register("construct_homepage_panels", order=1000)
def errand(request, panels) -> None:
    """Put the demo person's errand first; there is none outside the demo."""
    guise = current_guise(request) if settings.DEMO else None
    if guise is not None:
        panels.insert(0, ErrandPanel(guise))
