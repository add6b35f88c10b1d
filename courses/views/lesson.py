"""A lesson: shown, answered, finished."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.activities.contract import (
    ActivityView,
    AnswerRefused,
    LearnerState,
    Outcome,
    PlacedActivity,
)
from courses.activities.registry import kind_of
from courses.conditional import page_etag, tagged, unchanged
from courses.content.addresses import led_into
from courses.learning.actions import record_outcome
from courses.learning.visit import Visit, visit_lesson


@require_safe
def lesson(request, course_slug: str, lesson_slug: str):
    """Show a lesson; a copy the browser holds is confirmed before anything is rendered."""
    visit = visit_lesson(request, course_slug, lesson_slug)
    if isinstance(visit, HttpResponse):
        return visit
    etag = page_etag(request, "lesson", visit.card.key, visit.standing, request.GET.get("again", ""))
    not_modified = unchanged(request, etag)
    if not_modified:
        return not_modified
    return tagged(lesson_page(visit), etag)


def lesson_page(
    visit: Visit, replaced: dict[uuid.UUID, str] | None = None, status: int = 200
) -> HttpResponse:
    """Render a lesson; ``replaced`` gives fragments to show instead of an activity's own."""
    lesson_body = visit.lesson()
    fragments = {
        key: (replaced or {}).get(key) or fragment(visit, placed)
        for key, placed in lesson_body.activities.items()
    }
    before, after = visit.course.neighbours(visit.card)
    done = visit.done_lessons()
    context = {
        **_finish_context(visit),
        "lesson": lesson_body,
        "pieces": [_filled(piece, fragments, visit.card.language) for piece in lesson_body.pieces],
        "is_done": visit.card.key in done,
        "done_lessons": done,
        "is_test_done": visit.is_test_done(),
        "outline_seed": _outline_seed(visit, done),
        "previous_lesson": before,
        "next_lesson": after,
    }
    return render(visit.request, "courses/lesson.html", context, status=status)


def _finish_context(visit: Visit) -> dict:
    """Return what tells, below a lesson and again after each answer, how it is finished."""
    return {
        "course": visit.course,
        "card": visit.card,
        "is_learner": visit.is_learner,
        "idempotency_key": uuid.uuid4(),
    }


def _outline_seed(visit: Visit, done: set[uuid.UUID]) -> str:
    """Return all that the outline beside a lesson depends on, besides the reader's language."""
    places = [card.position for card in visit.course.lessons if card.key in done]
    return repr((visit.course.key, visit.standing.version, visit.card.key, places, visit.is_test_done()))


def _filled(piece: dict, fragments: dict[uuid.UUID, str], written_in: str) -> dict:
    if "activity" in piece:
        return {"type": "activity", "html": fragments[uuid.UUID(piece["activity"])]}
    return {**piece, "html": led_into(get_language(), piece["html"], written_in)}


def fragment(
    visit: Visit,
    placed: PlacedActivity,
    *,
    state: LearnerState | None = None,
    problem: str = "",
) -> str:
    """Render one activity for this visitor."""
    request = visit.request
    view = ActivityView(
        request=request,
        action=reverse("answer", args=[visit.course.slug, visit.card.slug, placed.key]),
        again=request.method == "GET" and request.GET.get("again") == str(placed.key),
        problem=problem,
        typed=request.POST if problem else None,
        is_stored=visit.is_learner,
        page=reverse("lesson", args=[visit.course.slug, visit.card.slug]),
        beside=tuple(visit.lesson().activities.values()),
    )
    shown = state or visit.states.get(placed.key, LearnerState())
    return kind_of(placed.kind).render(placed, shown, view)


@require_POST
def answer(request, course_slug: str, lesson_slug: str, activity_key: uuid.UUID):
    """Grade an answer; keep it for a learner, show it and forget it for a visitor."""
    visit = visit_lesson(request, course_slug, lesson_slug)
    if isinstance(visit, HttpResponse):
        return visit
    placed = visit.lesson().activities.get(activity_key)
    if placed is None:
        raise Http404
    try:
        outcome = kind_of(placed.kind).handle(placed, request.POST)
    except AnswerRefused as refusal:
        return _refused(visit, placed, str(refusal))
    if visit.is_learner:
        return _kept(visit, placed, outcome)
    return _shown(visit, placed, fragment(visit, placed, state=outcome.as_state()))


def _refused(visit: Visit, placed: PlacedActivity, problem: str) -> HttpResponse:
    """Show what is wrong beside what was typed."""
    return _shown(visit, placed, fragment(visit, placed, problem=problem), status=422)


def _kept(visit: Visit, placed: PlacedActivity, outcome: Outcome) -> HttpResponse:
    recorded = record_outcome(
        learner=visit.request.user,
        course_key=visit.course.key,
        lesson_key=visit.card.key,
        outcome=outcome,
        idempotency_key=idempotency_key(visit.request),
    )
    visit.take_states(recorded)
    if visit.request.htmx or placed.is_sensitive:
        # What is not kept can be shown only now: after a redirect it would be gone.
        state = outcome.as_state() if recorded is not None else None
        return _shown(visit, placed, fragment(visit, placed, state=state))
    return redirect(reverse("lesson", args=[visit.course.slug, visit.card.slug]) + f"#a-{placed.key}")


def _shown(visit: Visit, placed: PlacedActivity, html: str, status: int = 200) -> HttpResponse:
    if not visit.request.htmx:
        return lesson_page(visit, {placed.key: html}, status=status)
    context = {"html": html, **_finish_context(visit), "is_done": visit.is_done(visit.card)}
    # htmx swaps only successful answers; the problem stands in the fragment.
    return render(visit.request, "courses/answered.html", context)


def idempotency_key(request: HttpRequest) -> uuid.UUID:
    """Return the key the form was made with; a new one where it is missing or malformed."""
    try:
        return uuid.UUID(request.POST.get("idempotency_key", ""))
    except ValueError:
        return uuid.uuid4()


@require_POST
def mark_read(request, course_slug: str, lesson_slug: str):
    """Finish a lesson without activities by the reader's word, and go on to the next."""
    visit = visit_lesson(request, course_slug, lesson_slug)
    if isinstance(visit, HttpResponse):
        return visit
    if visit.card.has_activities:
        messages.info(request, _("This lesson is finished by answering its questions."))
        return redirect("lesson", course_slug, lesson_slug)
    record_outcome(
        learner=request.user,
        course_key=visit.course.key,
        lesson_key=visit.card.key,
        outcome=Outcome(activity_key=visit.card.key, completed=True),
        idempotency_key=idempotency_key(request),
    )
    _before, after = visit.course.neighbours(visit.card)
    if after is None:
        return redirect("course", course_slug)
    return redirect("lesson", course_slug, after.slug)
