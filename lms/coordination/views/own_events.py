"""A member's events: what is ahead, signing in, taking one to the calendar, and what they took part in."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.api import (
    CodeRefused,
    WasStruck,
    attendances_of,
    coming_events,
    event_of_learner,
    sign_in,
    strike_oneself,
)
from lms.accounts.api import counted
from lms.coordination.event_forms import SignInForm
from lms.coordination.events import file_of, with_times

# Of 730 million codes, ten guesses in ten minutes find none; a tired hand gets along with them.
PERIOD_SECONDS = 600
TRIES = 10


@never_cache
@require_safe
def learn_events(request: HttpRequest) -> HttpResponse:
    """Show the events ahead in the learner's groups, and those they took part in."""
    ahead = coming_events(request.user, timezone.now())
    context = {
        "coming": with_times(ahead, request.user, get_language()),
        "taken": attendances_of(request.user),
    }
    return render(request, "coordination/own_events.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def event_sign_in(request: HttpRequest) -> HttpResponse:
    """Note by a code that the learner is there: typed, or brought by the picture and confirmed."""
    form = SignInForm(request.POST or None, initial={"code": request.GET.get("code", "")[:20]})
    status = 200
    if request.method == "POST":
        status = _signed_in(request, form)
        if not form.errors:
            return redirect("learn_events")
    return render(request, "coordination/sign_in.html", {"form": form}, status=status)


def _signed_in(request: HttpRequest, form: SignInForm) -> int:
    """Sign in, or put into the form why not; returns the status to answer with."""
    if not form.is_valid():
        return 422
    if counted(f"events:codes:{request.user.pk}", seconds=PERIOD_SECONDS) > TRIES:
        form.add_error("code", _("Too many codes were tried. Try again in ten minutes."))
        return 429
    try:
        event, is_new = sign_in(learner=request.user, typed=form.cleaned_data["code"])
    except WasStruck:
        form.add_error("code", _("The coordinator has taken you from this list. Please speak to them."))
        return 422
    except CodeRefused:
        told = _(
            "No event of your groups takes this code now. A code holds on the day of its event, for members "
            "of its group. Compare each letter once more, or ask whoever leads the event."
        )
        form.add_error("code", told)
        return 422
    said = (
        _("You are on the list of “%(title)s”.")
        if is_new
        else _("You stand on the list of “%(title)s” already.")
    )
    messages.success(request, said % {"title": event.title})
    return 200


@never_cache
@require_safe
def event_file(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give an event of one of the learner's groups to their calendar. Raises Http404 for any other."""
    event = event_of_learner(request.user, key)
    if event is None:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="event.ics"'}
    return HttpResponse(file_of(event), content_type="text/calendar; charset=utf-8", headers=headers)


@require_POST
def event_strike(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take one's own name from a list. Raises Http404 where it does not stand."""
    if not strike_oneself(learner=request.user, key=key):
        raise Http404
    messages.success(request, _("You no longer stand on the list of this event."))
    return redirect("learn_events")
