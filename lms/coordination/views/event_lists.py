"""The list of an event: its code on a screen, its sheet on paper, ticked and closed by the coordinator."""

from uuid import UUID

import structlog
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.api import EventFixed, close_list, keep_list, reopen_list
from courses.models import Event
from lms.coordination.events import attendees, door_of, drawn, learners_behind, times_of
from lms.coordination.views.events import own_event_or_404, too_late

log = structlog.get_logger(__name__)

# Empty lines on the sheet, for those who come without having joined yet.
SPARE_LINES = 4


@require_POST
def event_list(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep who was there, close the list, or open it again. Raises Http404 outside the scope."""
    found = own_event_or_404(request, key)
    wish = request.POST.get("do", "keep")
    try:
        told = _reopened(found) if wish == "reopen" else _kept(request, found, closes=wish == "close")
    except EventFixed:
        return too_late(request, found)
    log.info("event_list_kept", person=str(request.user.public_id), which=str(key), wish=wish[:10])
    messages.success(request, told)
    return redirect("event", key=key)


def _kept(request: HttpRequest, event: Event, *, closes: bool) -> str:
    """Keep the ticks. Who signed in after the page was shown stands in neither list, and stays."""
    here, was = set(request.POST.getlist("here")), set(request.POST.getlist("was"))
    came = learners_behind(event, list(here - was))
    keep_list(event, came=came, gone=learners_behind(event, list(was - here)))
    if not closes:
        return _("The list is kept.")
    close_list(event)
    return _("The list is closed. From now on it counts.")


def _reopened(event: Event) -> str:
    reopen_list(event)
    return _("The list is open again. Until you close it, it counts for nothing.")


@never_cache
@require_safe
def event_code(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the code for a screen or a print. Raises Http404 outside the scope."""
    found = own_event_or_404(request, key)
    code, address = door_of(found)
    context = {
        "event": found,
        "times": times_of(found, request.user, get_language()),
        "code": code,
        "picture": mark_safe(drawn(address)),
        "takes_code": found.takes_code(timezone.now()),
    }
    return render(request, "coordination/event_code.html", context)


@never_cache
@require_safe
def event_sheet(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the list to print, with a column to sign in. Raises Http404 outside the scope."""
    found = own_event_or_404(request, key)
    context = {
        "event": found,
        "times": times_of(found, request.user, get_language()),
        "people": attendees(found),
        "spare": range(SPARE_LINES),
    }
    return render(request, "coordination/event_sheet.html", context)
