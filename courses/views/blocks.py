"""Blocks in a lesson: their handlers, their frame, the files they bring along."""

import uuid
from contextlib import suppress
from http import HTTPStatus
from mimetypes import guess_type

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.activities.contract import PlacedActivity
from courses.activities.runtimes.xblock.addresses import (
    BlockFiles,
    FrameAddresses,
    LessonAddresses,
    NoSuchFile,
    open_file,
)
from courses.activities.runtimes.xblock.catalogue import BlockFailed, BlockNotAllowed, catalogue
from courses.activities.runtimes.xblock.framing import read_pass, sign_pass
from courses.activities.runtimes.xblock.models import forget_exercise
from courses.learning.actions import note_place, record_outcome, wait_for_turn
from courses.learning.visit import Visit, visit_lesson
from courses.views.lesson import lesson_page

LARGEST_CALL = 64 * 1024
# Tells the page's script that what stands around an exercise has changed.
OUTCOME = "X-Outcome"
# What a block answers is data for its own script, never a page of ours.
_DATA_ONLY = {"default-src": ["'none'"], "sandbox": True}


@require_POST
def called(
    request,
    course_slug: str,
    lesson_slug: str,
    activity_key: uuid.UUID,
    place: str,
    handler: str,
    suffix: str,
):
    """Run a handler of a block that stands in the page."""
    visit = _visit(request, course_slug, lesson_slug)
    placed = _placed(visit, activity_key, "page")
    answer = _answered(visit, placed, place, handler, suffix, LessonAddresses(_action(visit, placed)))
    if answer.status_code < HTTPStatus.BAD_REQUEST and _is_from_form(request):
        answer = _page_after(visit, placed, answer)
    _forget_if_sensitive(placed, answer, request)
    return answer


def _page_after(visit: Visit, placed: PlacedActivity, answer: HttpResponse) -> HttpResponse:
    """Return what a form leads to: the page again, at once where nothing of it will be kept."""
    if placed.is_sensitive:
        page = lesson_page(visit)
        page[OUTCOME] = answer.get(OUTCOME, "")
        return page
    address = reverse("lesson", args=[visit.course.slug, visit.card.slug]) if visit.card else ""
    return redirect(f"{address}#a-{placed.key}")


def _forget_if_sensitive(placed: PlacedActivity, answer: HttpResponse, request: HttpRequest) -> None:
    """Forget how a sensitive exercise was played once it is done: its debrief is on its way by now."""
    if placed.is_sensitive and answer.get(OUTCOME) == "completed":
        forget_exercise(request.user, placed.key)


@csrf_exempt
@require_http_methods(["POST", "OPTIONS"])
def called_from_frame(request, signed_pass: str, place: str, handler: str, suffix: str):
    """Run a handler of a block in its frame, which has no cookies: the pass in the address says who plays."""
    if request.method == "OPTIONS":
        return _for_frames(HttpResponse(status=HTTPStatus.NO_CONTENT))
    held = read_pass(signed_pass)
    if held is None:
        return _for_frames(_said(_("This page is too old. Load it again."), HTTPStatus.FORBIDDEN))
    request.user = held.learner
    visit = _visit(request, held.course_slug, held.lesson_slug)
    placed = _placed(visit, held.activity_key, "frame")
    addresses = FrameAddresses(_origin(request), signed_pass)
    answer = _answered(visit, placed, place, handler, suffix, addresses)
    _forget_if_sensitive(placed, answer, request)
    return _for_frames(answer)


@require_safe
@xframe_options_sameorigin
def frame(request, course_slug: str, lesson_slug: str, activity_key: uuid.UUID):
    """Show a block in a document of no origin: no cookies, no storage, no way to the page around it."""
    # Imported on use: a site without such blocks never needs XBlock.
    from courses.activities.runtimes.xblock import playing
    from courses.activities.runtimes.xblock.printing import Sheet

    visit = _visit(request, course_slug, lesson_slug)
    placed = _placed(visit, activity_key, "frame")
    signed = sign_pass(request.user, course_slug, lesson_slug, placed.key)
    addresses, html = FrameAddresses(_origin(request), signed), ""
    # Some blocks keep what they show: two of them on one page must not overwrite each other.
    with suppress(BlockNotAllowed, BlockFailed), transaction.atomic():
        wait_for_turn(request.user)
        rows = playing.rows_of(request.user, [placed])
        html = playing.draw(placed, request.user, rows, Sheet(), addresses=addresses)
    response = render(request, "courses/block_frame.html", {"html": html, "exercise": placed.content})
    response._csp_replace = _frame_policy(_origin(request))
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_http_methods(["GET", "HEAD", "OPTIONS"])
def file(request, block_type: str, uri: str):
    """Hand out a public file of a block. Frames ask for it without being of this site."""
    if request.method == "OPTIONS":
        return _for_frames(HttpResponse(status=HTTPStatus.NO_CONTENT))
    try:
        content = open_file(block_type, uri)
    except NoSuchFile as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=guess_type(uri)[0] or "application/octet-stream")
    response._csp_replace = _DATA_ONLY
    # The address holds a hash of the file.
    patch_cache_control(response, public=True, max_age=365 * 24 * 3600, immutable=True)
    return _for_frames(response)


def _visit(request: HttpRequest, course_slug: str, lesson_slug: str) -> Visit:
    """Return the visit of a lesson by somebody who may read it. Raises Http404, PermissionDenied."""
    visit = visit_lesson(request, course_slug, lesson_slug)
    if isinstance(visit, HttpResponse):
        raise PermissionDenied
    return visit


def _placed(visit: Visit, activity_key: uuid.UUID, isolation: str) -> PlacedActivity:
    """Return an exercise of the lesson that plays in the page, or in a frame. Raises Http404."""
    placed = visit.lesson().activities.get(activity_key)
    if placed is None or "tree" not in placed.content:
        raise Http404
    try:
        allowed = catalogue().block(placed.content["tree"]["type"])
    except BlockNotAllowed as error:
        raise Http404 from error
    if allowed.isolation != isolation:
        raise Http404
    return placed


def _action(visit: Visit, placed: PlacedActivity) -> str:
    return reverse("answer", args=[visit.course.slug, visit.card.slug, placed.key])


def _answered(
    visit: Visit, placed: PlacedActivity, place: str, handler: str, suffix: str, addresses: BlockFiles
) -> HttpResponse:
    """Run a handler, keep what it changed and record what came of it, all or nothing. Raises Http404."""
    # Imported on use, as above.
    from courses.activities.runtimes.xblock import playing

    request = visit.request
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_CALL:
        return _said(_("This is too much at once. Send less."), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        with transaction.atomic():
            wait_for_turn(request.user)
            note_place(learner=request.user, course_key=visit.course.key)
            answer = playing.call(
                placed,
                request.user,
                request,
                place=place,
                handler=handler,
                suffix=suffix,
                addresses=addresses,
            )
            _record(visit, answer.outcome)
    except playing.NoSuchHandler as error:
        raise Http404 from error
    except PermissionDenied:
        return _said(_("This exercise may not do that."), HTTPStatus.FORBIDDEN)
    except ValueError:
        # A block could not read what was sent, or wanted to keep or report what cannot be.
        return _said(_("This could not be understood, and nothing was changed."), HTTPStatus.BAD_REQUEST)
    response = answer.response
    response._csp_replace = _DATA_ONLY
    if answer.outcome is not None:
        response[OUTCOME] = "completed" if answer.outcome.completed else "recorded"
    patch_cache_control(response, private=True, no_store=True)
    return response


def _record(visit: Visit, outcome) -> None:
    if outcome is None or visit.card is None:
        return
    record_outcome(
        learner=visit.request.user,
        course_key=visit.course.key,
        lesson_key=visit.card.key,
        outcome=outcome,
        idempotency_key=uuid.uuid4(),
    )


def _said(sentence: str, status: int) -> HttpResponse:
    return JsonResponse({"problem": sentence}, status=status)


def _is_from_form(request: HttpRequest) -> bool:
    """Whether a form was sent without a script: its reader waits for a page, not for data."""
    return request.headers.get("Sec-Fetch-Mode", "") == "navigate" or "text/html" in request.headers.get(
        "Accept", ""
    )


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _for_frames(response: HttpResponse) -> HttpResponse:
    """Let a document of no origin read an answer; it sends no cookies, so it reads nobody's but its own."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Headers"] = "content-type, x-requested-with"
    response["Access-Control-Expose-Headers"] = "x-outcome"
    return response


def _frame_policy(origin: str) -> dict[str, list[str]]:
    """Return what a frame may do: run what it likes, and reach nobody but this site, as nobody."""
    return {
        "default-src": ["'none'"],
        "script-src": [origin, "'unsafe-inline'", "'unsafe-eval'"],
        "style-src": [origin, "'unsafe-inline'"],
        "img-src": [origin, "data:"],
        "font-src": [origin, "data:"],
        "media-src": [origin],
        "connect-src": [origin],
        "form-action": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": [origin],
        "sandbox": ["allow-scripts", "allow-forms"],
    }
