"""The cases that anybody may play: a list, and each on a page of its own where nothing is kept."""

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from casestudies.models import Case
from casestudies.queries import content_in, published_case, published_cases, titles_in
from courses.api import (
    ActivityView,
    AnswerRefused,
    LearnerState,
    PlacedActivity,
    courses_on_shelf,
    kind_of,
    published_version,
)

# Played outside every course, a case belongs to none.
_NO_COURSE = UUID(int=0)


@require_safe
@never_cache
def cases(request):
    """List the published cases."""
    found = published_cases()
    titles = titles_in(found, get_language())
    rows = [{"case": case, "title": titles[case.translation_key]} for case in found]
    return render(request, "casestudies/cases.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def case(request, code: str):
    """Play a case. Its way travels in the form, signed, and is kept nowhere. Raises Http404."""
    found = published_case(code)
    if found is None:
        raise Http404
    placed = _placed(found)
    html, status = _played(request, placed, reverse("case", args=[found.code]))
    if request.htmx:
        # htmx swaps only successful answers; a problem stands in the fragment.
        return HttpResponse(html)
    context = {"html": html, "content": placed.content, "lesson": _lesson_with(placed.key)}
    return render(request, "casestudies/play.html", context, status=status)


def _played(request, placed: PlacedActivity, address: str) -> tuple[str, int]:
    """Return the fragment after what was sent, if anything was, and the status of the page."""
    kind, state = kind_of("case"), LearnerState()
    view = ActivityView(request=request, action=address, page=address, is_stored=False)
    if request.method == "POST":
        try:
            state = kind.handle(placed, request.POST).as_state()
        except AnswerRefused as refusal:
            refused = replace(view, problem=str(refusal), typed=request.POST)
            return kind.render(placed, state, refused), 422
    return kind.render(placed, state, view), 200


def _placed(case: Case) -> PlacedActivity:
    content = content_in(case, get_language())
    return PlacedActivity(
        key=case.activity.translation_key,
        kind="case",
        course_key=_NO_COURSE,
        lesson_key=None,
        language=content["language"],
        content=content,
        is_sensitive=case.is_sensitive,
    )


def _lesson_with(activity_key: UUID) -> dict | None:
    """Return course and lesson in which the way through this case is kept, or None."""
    for course in courses_on_shelf(published_version(), get_language()).values():
        for card in course.lessons:
            if activity_key in (*card.activity_keys, *card.optional_keys):
                return {"course": course, "card": card}
    return None
