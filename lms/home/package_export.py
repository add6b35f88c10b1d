"""The button beside a course, or the case library, in the CMS that gives it as a package."""

from collections.abc import Iterator

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale, Page

from lms.home.models import HomePage
from lms.home.packages.exporting import export_course, export_library
from lms.home.packages.lesson_text import PackageError

_EXPORT = "cms_export_course"
_LIBRARY = "caselibrarypage"


@never_cache
@require_safe
def export_package(request: HttpRequest, page_id: int) -> HttpResponse:
    """Give a course or the case library as a zip, or say on its page why not. Raises PermissionDenied."""
    course = get_object_or_404(_courses(), pk=page_id)
    if not course.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    is_library = course._meta.model_name == _LIBRARY
    try:
        package = export_library() if is_library else export_course(course.slug)
    except PackageError as error:
        messages.error(request, str(error))
        return redirect("wagtailadmin_explore", course.pk)
    return HttpResponse(
        package,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{course.slug}.zip"'},
    )


def _courses():
    """Return the pages of the source language that stand directly below its front page."""
    return Page.objects.child_of(HomePage.objects.get(locale=Locale.get_default())).specific()


@hooks.register("register_admin_urls")
def export_address() -> list:
    """Give the export its address."""
    return [path("courses/<int:page_id>/package/", export_package, name=_EXPORT)]


@hooks.register("register_page_header_buttons")
def export_button(page, user, view_name, next_url=None) -> Iterator[Button]:
    """Offer the export beside a published course, to whoever may write on it."""
    is_course = page.depth == _DEPTH_OF_COURSES and page.live and page.locale_id == Locale.get_default().pk
    if is_course and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Export as a package"), reverse(_EXPORT, args=[page.pk]), icon_name="download", priority=90
        )


# The root is 1, a front page 2.
_DEPTH_OF_COURSES = 3
