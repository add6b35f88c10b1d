"""The coordinator's events: making one, looking at it, changing and cancelling it."""

from uuid import UUID

import structlog
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.api import (
    EventFixed,
    cancel_event,
    change_event,
    cohorts_within,
    courses_on_shelf,
    events_within,
    make_event,
    published_version,
)
from courses.models import Event
from lms.coordination.cohorts import reach_of
from lms.coordination.event_forms import EventForm, filled_in
from lms.coordination.events import attendees, event_for, times_of, with_times
from lms.notices.api import local_zone

log = structlog.get_logger(__name__)

EVENTS_ON_A_PAGE = 30


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def events(request: HttpRequest) -> HttpResponse:
    """Show the events of the coordinator's groups, and make one."""
    reach = reach_of(request.user)
    cohorts = list(cohorts_within(reach))
    if not cohorts:
        return redirect("cohorts")
    begin = {"cohort": request.GET.get("cohort"), "zone": local_zone(request.user)}
    form = EventForm(request.POST or None, cohorts=cohorts, initial=begin)
    if form.is_valid():
        made = make_event(form.chosen_cohort, form.plan)
        log.info("event_made", person=str(request.user.public_id), which=str(made.key))
        return redirect("event", key=made.key)
    page = Paginator(events_within(reach), EVENTS_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = with_times(list(page), request.user, get_language())
    context = {"form": form, "page": page, "rows": rows}
    return render(request, "coordination/events.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def event(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show an event and its list. Raises Http404 outside the scope."""
    return _shown(request, own_event_or_404(request, key))


def _shown(request: HttpRequest, found: Event, *, status: int = 200) -> HttpResponse:
    now, language = timezone.now(), get_language()
    shelf = courses_on_shelf(published_version(), language).values()
    context = {
        "event": found,
        "times": times_of(found, request.user, language),
        "courses": [course for course in shelf if str(course.key) in found.counts_for],
        "people": attendees(found),
        "is_changeable": found.is_changeable(now),
        "takes_code": found.takes_code(now),
        "has_begun": found.has_begun(now),
    }
    return render(request, "coordination/event.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def event_change(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change an event until it is over. Raises Http404 outside the scope."""
    found = own_event_or_404(request, key)
    form = EventForm(request.POST or None, cohorts=(), event=found, initial=filled_in(found))
    if form.is_valid():
        try:
            change_event(found, form.plan)
        except EventFixed:
            return too_late(request, found)
        messages.success(request, _("The event is changed. The next message tells the members."))
        return redirect("event", key=key)
    context = {"form": form, "event": found}
    return render(request, "coordination/event_change.html", context, status=422 if form.errors else 200)


@require_POST
def event_cancel(request: HttpRequest, key: UUID) -> HttpResponse:
    """Cancel an event until it is over. Raises Http404 outside the scope."""
    found = own_event_or_404(request, key)
    try:
        cancel_event(found)
    except EventFixed:
        return too_late(request, found)
    log.info("event_cancelled", person=str(request.user.public_id), which=str(key))
    messages.success(request, _("The event is cancelled. The next message tells the members."))
    return redirect("event", key=key)


def too_late(request: HttpRequest, found: Event) -> HttpResponse:
    """Show the event as it is by now, with a sentence on why nothing was changed."""
    told = _(
        "This is not possible now: the event is over, cancelled, has not begun yet, or its list is closed."
    )
    messages.error(request, told)
    return _shown(request, own_event_or_404(request, found.key), status=409)


def own_event_or_404(request: HttpRequest, key: UUID) -> Event:
    """Return the event within the coordinator's scope. Raises Http404."""
    found = event_for(request.user, key)
    if found is None:
        raise Http404
    return found
