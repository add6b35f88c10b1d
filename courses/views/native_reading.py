"""The reviewer's screens in the CMS for translations: which a native speaker has read, and noting it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.content.native_reading import (
    ReadingRefused,
    as_published,
    note_reading,
    take_back_reading,
    translations_to_read,
    with_readings,
)
from courses.content.published import words_hash
from courses.content.review import REVIEW_PERMISSION

TEXTS_ON_A_PAGE = 40


@never_cache
@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """List the published translations and who has read them. Raises PermissionDenied."""
    _require_reviewer(request)
    page = Paginator(translations_to_read(), TEXTS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"texts": with_readings(page.object_list.specific()), "page": page}
    return render(request, "courses/cms/native_readings.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a native speaker has read a text, or take that back. Raises PermissionDenied, Http404."""
    _require_reviewer(request)
    text = get_object_or_404(translations_to_read(), pk=pk).specific
    problem = _done(request, text) if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        return redirect("cms_native_readings")
    [found] = with_readings([text])
    context = {
        "text": found,
        "problem": problem,
        "seen": words_hash(as_published(text)),
        "reader_name": request.POST.get("reader_name", request.user.get_full_name()),
    }
    return render(request, "courses/cms/native_reading.html", context, status=422 if problem else 200)


def _require_reviewer(request: HttpRequest) -> None:
    if not request.user.has_perm(REVIEW_PERMISSION):
        raise PermissionDenied


def _done(request: HttpRequest, text) -> str:
    """Do what was asked for and say so; return what is wrong with it."""
    if request.POST.get("action") == "undo":
        take_back_reading(text, by=request.user)
        messages.success(request, _("Taken back. Readers are told again that nobody has read it."))
        return ""
    name, seen = request.POST.get("reader_name", ""), request.POST.get("seen", "")
    try:
        note_reading(text, reader_name=name, seen=seen, by=request.user)
    except ReadingRefused as refusal:
        return str(refusal)
    messages.success(request, _("Noted. Readers are no longer told that nobody has read it."))
    return ""
