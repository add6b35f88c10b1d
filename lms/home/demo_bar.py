"""The demo's bar: become one of its people in one step, and begin anew. Not there on any other site."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lms.accounts.api import sign_in_demo_person
from lms.home.demo_state import NothingKept, is_reset_possible, reset_demo
from lms.home.errands import GUISES, guise_of


@require_POST
def become(request: HttpRequest) -> HttpResponse:
    """Sign in as a demo person and go where they begin. Raises Http404 outside the demo."""
    guise = guise_of(request.POST.get("role", ""))
    if guise is None or not settings.DEMO:
        raise Http404
    sign_in_demo_person(request, guise.role)
    return redirect(guise.begins_at)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """Show the demo's people and their errands; a post begins anew. Raises Http404 outside the demo."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        return _begin_anew(request)
    return render(request, "home/demo.html", {"guises": GUISES, "is_reset_possible": is_reset_possible()})


def _begin_anew(request: HttpRequest) -> HttpResponse:
    logout(request)
    try:
        reset_demo()
    except NothingKept:
        messages.error(request, _("The beginning of this demo was not kept, so nothing was changed."))
        return redirect("demo")
    except TimeoutError:
        messages.error(request, _("Somebody was writing all the time, so nothing was changed. Try again."))
        return redirect("demo")
    messages.success(request, _("The demo is as it was at its beginning."))
    return redirect("home")
