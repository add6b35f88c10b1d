"""The report of open marks in the menu of the CMS."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses.views.open_marks_report import may_read_report, open_marks_report


class _ReportItem(MenuItem):
    def is_shown(self, request) -> bool:
        return may_read_report(request.user)


@hooks.register("register_admin_urls")
def report_address():
    """Give the report its address."""
    return [path("open/", open_marks_report, name="cms_open_marks")]


@hooks.register("register_admin_menu_item")
def report_item():
    """Offer the report to those who write and those who sign."""
    return _ReportItem(_("What stands open"), reverse_lazy("cms_open_marks"), icon_name="glasses", order=290)
