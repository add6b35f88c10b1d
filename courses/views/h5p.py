"""Plays H5P packages: the document in its frame, the files it asks for, and where a learner stopped."""

import uuid

from django.contrib.auth import get_user_model
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from courses.activities.runtimes.h5p.actions import StateRefused, keep_state
from courses.activities.runtimes.h5p.kind import H5PKind
from courses.activities.runtimes.h5p.player import Stage, document_context, policy
from courses.activities.runtimes.h5p.queries import package_with, states_of
from courses.activities.runtimes.h5p.tokens import StateOwner, state_owner
from courses.learning.visit import visit_lesson

# What a package sends when it wants something forgotten.
FORGET = "0"


@never_cache
@require_safe
def play(request: HttpRequest, course_slug: str, lesson_slug: str, activity_key: uuid.UUID) -> HttpResponse:
    """Show the player document in its frame; opened by itself, it leads back to its lesson."""
    visit = visit_lesson(request, course_slug, lesson_slug)
    if isinstance(visit, HttpResponse):
        return visit
    placed = visit.lesson().activities.get(activity_key)
    if placed is None or placed.kind != H5PKind.slug:
        raise Http404
    if is_opened_alone(request):
        return redirect(reverse("lesson", args=[course_slug, lesson_slug]) + f"#a-{activity_key}")
    learner = request.user.pk if visit.is_learner else None
    return player_document(request, placed.content.get("package", ""), activity_key, learner)


def is_opened_alone(request: HttpRequest) -> bool:
    """Return whether a browser says that the player is to be a page of its own.

    There nothing around it would keep a package from leaving for another host.
    """
    return request.headers.get("Sec-Fetch-Dest", "iframe") != "iframe"


def player_document(
    request: HttpRequest, package_key: str, activity_key: uuid.UUID, learner_id: int | None
) -> HttpResponse:
    """Return the document that plays a package, held by its own policy. Raises Http404."""
    package = package_with(package_key) if package_key else None
    if package is None:
        raise Http404
    origin = f"{request.scheme}://{request.get_host()}"
    stage = Stage(origin, activity_key, package, learner_id)
    try:
        context = document_context(stage)
    except FileNotFoundError as error:
        raise Http404 from error
    response = render(request, "courses/h5p_player.html", context)
    response["Content-Security-Policy"] = policy(origin)
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Referrer-Policy"] = "no-referrer"
    response["X-DNS-Prefetch-Control"] = "off"
    response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), display-capture=()"
    return response


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def state(request: HttpRequest, token: str, name: str, part: str) -> HttpResponse:
    """Give or keep what a package wrote down of a learner. The token says of whom: no cookie is looked at."""
    owner = state_owner(token)
    if owner is None or not get_user_model().objects.filter(pk=owner.learner_id, is_active=True).exists():
        return _told(False, status=403)
    if request.method == "POST":
        return _told(_is_kept(owner, part, name, request.POST.get("data", "")))
    return _told(True, data=_state(owner, part, name))


def _state(owner: StateOwner, part: str, name: str) -> str | bool:
    states = states_of(owner.learner_id, owner.activity_key, owner.package_id)
    return states.get(part, {}).get(name, False)


def _is_kept(owner: StateOwner, part: str, name: str, value: str) -> bool:
    try:
        keep_state(
            learner_id=owner.learner_id,
            activity_key=owner.activity_key,
            package_id=owner.package_id,
            part=part,
            name=name,
            value=None if value in ("", FORGET) else value,
        )
    except (StateRefused, IntegrityError):
        # Too much of it, or the account or the package went in this moment: nothing is kept.
        return False
    return True


def _told(success: bool, status: int = 200, **data: object) -> JsonResponse:
    """Return what H5P's core reads; whoever holds a token may read it, from any origin."""
    response = JsonResponse({"success": success, **data}, status=status)
    response["Access-Control-Allow-Origin"] = "*"
    return response
