"""Where packages come in and go out in the CMS: their addresses, the menu item, the button beside a course.

The pages themselves are imported on use: what reads and writes packages is some hundred modules that only who
moves a course between sites needs (lms/docs/decisions/0046-start.md).
"""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale

IMPORT, LOOK = "cms_import_package", "cms_staged_package"
_UPLOAD, _EXPORT = "cms_staged_upload", "cms_export_course"
# The root is 1, a front page 2.
_DEPTH_OF_COURSES = 3


def is_writer(user) -> bool:
    """Return whether somebody writes here; whether on this course is asked when the package is read."""
    return user.has_perm("assessments.add_question")


def _import(request: HttpRequest) -> HttpResponse:
    from lms.home.package_import import import_package

    return import_package(request)


def _look(request: HttpRequest) -> HttpResponse:
    from lms.home.package_import import look_at_package

    return look_at_package(request)


def _upload(request: HttpRequest, name: str) -> HttpResponse:
    from lms.home.package_import import staged_upload

    return staged_upload(request, name)


def _export(request: HttpRequest, page_id: int) -> HttpResponse:
    from lms.home.package_export import export_package

    return export_package(request, page_id)


@hooks.register("register_admin_urls")
def addresses() -> list:
    """Give the pages their addresses; which package comes in stands in the session."""
    return [
        path("packages/import/", _import, name=IMPORT),
        path("packages/import/look/", _look, name=LOOK),
        path("packages/import/look/<str:name>", _upload, name=_UPLOAD),
        path("courses/<int:page_id>/package/", _export, name=_EXPORT),
    ]


class _ImportItem(MenuItem):
    """Shown to whoever writes."""

    def is_shown(self, request) -> bool:
        return is_writer(request.user)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """Give the way in for packages a place in the menu."""
    return _ImportItem(
        gettext_lazy("Import a package"),
        reverse_lazy(IMPORT),
        name="packages",
        icon_name="upload",
        order=310,
    )


@hooks.register("register_page_header_buttons")
def export_button(page, user, view_name, next_url=None) -> Iterator[Button]:
    """Offer the export beside a published course, to whoever may write on it."""
    is_course = page.depth == _DEPTH_OF_COURSES and page.live and page.locale_id == Locale.get_default().pk
    if is_course and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Export as a package"), reverse(_EXPORT, args=[page.pk]), icon_name="download", priority=90
        )
