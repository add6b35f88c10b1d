"""The catalogue and a course's own page."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.activities.contract import CourseMoment
from courses.activities.registry import offers_beside
from courses.conditional import page_etag, tagged, unchanged
from courses.content.narrowing import Choice, Options, options_of
from courses.content.queries import (
    courses_on_shelf,
    published_version,
    unsigned_reviews,
)
from courses.content.search import LONGEST_QUESTION, search, with_sentences
from courses.learning.actions import enrol, pause
from courses.learning.queries import enrolment_of
from courses.learning.results import results_of
from courses.learning.visit import Visit, visit_course

RESULTS_PER_PAGE = 20


@require_safe
def catalogue(request):
    """List the published courses that fit, or what holds the words looked for: lessons and cases too."""
    version, language = published_version(), get_language()
    etag = page_etag(request, "catalogue", version, request.GET.urlencode())
    not_modified = unchanged(request, etag)
    if not_modified:
        return not_modified
    courses = courses_on_shelf(version, language).values()
    choice, words = Choice.read(request.GET), request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    # Put together where a page needs it: most need the form as it is kept in memory.
    options = SimpleLazyObject(lambda: options_of(courses))
    found = [one for one in search(version, language, words) if choice.fits(one.entry.place)]
    page = Paginator(found, RESULTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "words": words,
        "choice": choice,
        "options": options,
        "is_shelf_empty": not courses,
        "version": version,
        "courses": () if words else [course for course in courses if choice.fits(course)],
        "page": page,
        "found": with_sentences(version, page),
        "chosen": [_let_go(choice, name, options, words) for name in choice.chosen],
    }
    return tagged(render(request, "courses/catalogue.html", context), etag)


def _let_go(choice: Choice, name: str, options: Options, words: str) -> dict[str, str]:
    """Return what was chosen as readers call it, and the query that asks for the rest without it."""
    rest = choice.without(name)
    query = {each: getattr(rest, each) for each in rest.chosen} | ({"q": words} if words else {})
    code = getattr(choice, name)
    names = dict(options.professions) | dict(options.competencies) | dict(options.languages)
    return {"kind": name, "name": names.get(code, code), "query": f"?{urlencode(query)}"}


@require_safe
def course(request, course_slug: str):
    """Show what a course is about, its outline with ticks, and what is still missing."""
    visit = visit_course(request, course_slug)
    etag = page_etag(request, "course", visit.course.key, visit.standing)
    not_modified = unchanged(request, etag)
    if not_modified:
        return not_modified
    return tagged(render(request, "courses/course.html", course_context(visit)), etag)


def course_context(visit: Visit) -> dict:
    """Return what the course page shows; for a learner also progress and what is missing, item by item."""
    done = visit.done_lessons()
    missing = [card for card in visit.course.lessons if card.key not in done]
    enrolment = enrolment_of(visit.request.user.pk, visit.course.key) if visit.standing.is_enrolled else None
    return {
        "course": visit.course,
        "enrolment": enrolment,
        "done_lessons": done,
        "next_lesson": missing[0] if missing else None,
        "missing_lessons": missing,
        "is_test_missing": not visit.is_test_done(),
        "results": results_of(visit) if enrolment else None,
        "is_pilot": bool(unsigned_reviews(visit.course)),
        "offers": offers_beside(_moment(visit, done, enrolment)) if visit.is_learner else [],
    }


def _moment(visit: Visit, done: set, enrolment) -> CourseMoment:
    return CourseMoment(
        request=visit.request,
        course=visit.course,
        published=visit.standing.version,
        completed=frozenset(key for key, state in visit.states.items() if state.completed),
        has_begun=bool(done),
        is_complete=bool(enrolment and enrolment.completed_at),
    )


@require_POST
def start(request, course_slug: str):
    """Enrol the learner and go to the first lesson that is not done."""
    visit = visit_course(request, course_slug)
    enrol(learner=request.user, course_key=visit.course.key)
    done = visit.done_lessons()
    target = next((card for card in visit.course.lessons if card.key not in done), visit.course.lessons[0])
    return redirect("lesson", course_slug, target.slug)


@require_POST
def pause_course(request, course_slug: str):
    """Stop or restart the clock of a course; no reason is asked."""
    visit = visit_course(request, course_slug)
    paused = request.POST.get("paused") == "yes"
    pause(learner=request.user, course_key=visit.course.key, paused=paused)
    if paused:
        messages.success(request, _("The course is paused. Nothing you have done is lost."))
    else:
        messages.success(request, _("The course goes on where you left it."))
    return redirect("course", course_slug)
