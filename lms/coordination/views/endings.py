"""When certificates end: the coordinator's calendar, on the page and as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.accounts.api import scopes_of
from lms.certificates.api import RENEWAL_WINDOW
from lms.coordination.endings import Calendar, calendar
from lms.coordination.exports import downloads, export
from lms.coordination.places import places_of
from lms.coordination.views.overview import without_places


@never_cache
@require_safe
def endings(request: HttpRequest) -> HttpResponse:
    """Show how many certificates end in which month, within the coordinator's scope only."""
    granted = scopes_of(request.user, "coordinator")
    if not places_of(granted):
        return without_places(request, granted)
    chosen = _chosen(request)
    context = {
        "calendar": _calendar(request),
        "chosen": chosen,
        "soon_days": RENEWAL_WINDOW.days,
        "downloads": downloads("endings_export", course=chosen),
    }
    return render(request, "coordination/endings.html", context)


@never_cache
@require_safe
def endings_export(request: HttpRequest) -> HttpResponse:
    """Hand out the same calendar as a file, with the same course chosen."""
    found = _calendar(request)
    unstated = _("not stated")
    columns = [_("Month"), *(name or unstated for name in found.professions), _("Together")]
    rows = (
        (
            date_format(month.first, "YEAR_MONTH_FORMAT") if month.first else _("Over, not renewed"),
            *(cell.people for cell in month.cells),
            month.people,
        )
        for month in found.months
    )
    return export(request, what="endings", columns=columns, rows=rows)


def _calendar(request: HttpRequest) -> Calendar:
    scopes = places_of(scopes_of(request.user, "coordinator"))
    return calendar(scopes, get_language(), today=timezone.localdate(), course=_chosen(request))


def _chosen(request: HttpRequest) -> str:
    return request.GET.get("course", "")[:64]
