"""What the button beside a course, or the case library, in the CMS answers: a package."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from lms.home.models import HomePage
from lms.home.packages.exporting import export_course, export_library
from lms.home.packages.lesson_text import PackageError

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
