"""Stopping messages and letting them come again: from the link in each, or signed in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from lms.notices.actions import set_silence
from lms.notices.links import person_behind
from lms.notices.queries import wants_silence


# Mail programs post here by themselves when somebody presses their button (RFC 8058); the signed link
# is the proof, and no session is looked at.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notices_off(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a person gets, and by one press stop it; looking changes nothing. 404 for a forged link."""
    person = person_behind(token)
    if person is None:
        raise Http404
    return _page(request, person)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """The same for who is signed in."""
    return _page(request, request.user)


def _page(request: HttpRequest, person) -> HttpResponse:
    if request.method == "POST":
        set_silence(person=person, is_wanted=request.POST.get("messages") != "on")
    response = render(request, "notices/notices.html", {"is_silent": wants_silence(person.pk)})
    response["X-Robots-Tag"] = "noindex"
    return response
