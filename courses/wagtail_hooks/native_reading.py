"""Native readings in the menu of the CMS, and in the history of a text."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from courses.content.native_reading import NOTED, TAKEN_BACK
from courses.content.review import REVIEW_PERMISSION
from courses.views import native_reading


class _ReadingsItem(MenuItem):
    """Shown to those who sign."""

    def is_shown(self, request) -> bool:
        return request.user.has_perm(REVIEW_PERMISSION)


@hooks.register("register_admin_urls")
def addresses() -> list:
    """Give the list of translations and the screen of each their addresses."""
    return [
        path("native-readings/", native_reading.readings, name="cms_native_readings"),
        path("native-readings/<int:pk>/", native_reading.reading, name="cms_native_reading"),
    ]


@hooks.register("register_admin_menu_item")
def readings_item() -> MenuItem:
    """Lead to the translations that wait for a native reader."""
    return _ReadingsItem(
        _("Native readers"), reverse_lazy("cms_native_readings"), icon_name="globe", order=291
    )


@hooks.register("register_log_actions")
def log_of_readings(actions) -> None:
    """Let the history of a text say who noted a reading, and when."""

    @actions.register_action(NOTED)
    class Noted(LogFormatter):
        label = _("Native reading noted")
        message = _("Noted that a native speaker has read it")

    @actions.register_action(TAKEN_BACK)
    class TakenBack(LogFormatter):
        label = _("Native reading taken back")
        message = _("Took back that a native speaker has read it")
