"""The end test: its first page, its questions, autosave, finishing, and the result."""

import uuid
from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import push_url

from assessments.actions import NothingToDraw, Saved, begin_attempt, finish_attempt, save_answers
from assessments.answer_sheet import Sheet, result_context, sheet_context, told_sentences
from assessments.models import Attempt
from assessments.queries import drawn_questions, latest_attempt, own_attempt
from assessments.sending import course_of, go, refusals, sent_in
from courses.api import Course, NotPublished, visit_course


def learners_only(view):
    """Send visitors to the door and back to the test's first page; answers on their phone stay there."""

    @wraps(view)
    def guarded(request, course_slug: str, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(reverse("test", args=[course_slug]))
        return view(request, course_slug, *args, **kwargs)

    return never_cache(guarded)


@dataclass(frozen=True)
class TestVisit:
    """A request to the test of a course: the course, and the learner's newest attempt if there is one."""

    __test__ = False

    course: Course
    published: int
    attempt: Attempt | None


def visit_test(request: HttpRequest, course_slug: str) -> TestVisit:
    """Return what the request is about; one query where an attempt exists, else two. Raises Http404."""
    attempt = latest_attempt(request.user.pk, course_slug)
    if attempt is None:
        visit = visit_course(request, course_slug)
        found = TestVisit(course=visit.course, published=visit.standing.version, attempt=None)
    else:
        found = TestVisit(
            course=course_of(course_slug, attempt), published=attempt.published or 0, attempt=attempt
        )
    if found.course.test is None:
        raise Http404
    if attempt is not None and attempt.activity_key != found.course.test.key:
        return TestVisit(course=found.course, published=found.published, attempt=None)
    return found


@require_safe
@learners_only
def test(request, course_slug: str):
    """Show the questions of the open attempt; after it, its result; before the first, what to expect."""
    visit = visit_test(request, course_slug)
    if visit.attempt is None:
        return render(request, "assessments/intro.html", _intro(visit.course))
    if visit.attempt.is_finished:
        return redirect("test_result", course_slug, visit.attempt.public_id)
    questions = drawn_questions(visit.attempt.drawn, language=get_language(), published=visit.published)
    context = sheet_context(visit.course, Saved(visit.attempt, questions), _sheet(visit.attempt, course_slug))
    return render(request, "assessments/test.html", context)


def _sheet(attempt: Attempt, course_slug: str) -> Sheet:
    return Sheet(
        save=reverse("test_save", args=[course_slug]),
        finish=reverse("test_finish", args=[course_slug]),
        result=reverse("test_result", args=[course_slug, attempt.public_id]),
    )


def _intro(course: Course) -> dict:
    return {"course": course, "rules": course.test.content["rules"]}


@require_POST
@learners_only
def test_begin(request, course_slug: str):
    """Begin an attempt, or go on with the one that is open."""
    visit = visit_course(request, course_slug)
    if visit.course.test is None:
        raise Http404
    try:
        begin_attempt(
            learner=request.user,
            course_key=visit.course.key,
            test=visit.course.test,
            published=visit.standing.version,
        )
    except (NothingToDraw, NotPublished):
        messages.info(request, _("This test has no questions yet. The lessons are open all the same."))
        return redirect("course", course_slug)
    return redirect("test", course_slug)


@require_POST
@learners_only
def test_save(request, course_slug: str):
    """Keep the answers so far; the button "Save and come back later" leads back to the course."""
    with refusals():
        saved = save_answers(sent_in(request, course_slug))
    if "later" in request.POST and saved.is_new:
        messages.success(request, _("Your answers are saved. The test waits where you left it."))
        return go(request, reverse("course", args=[course_slug]))
    if not request.htmx:
        return redirect("test", course_slug)
    context = {
        "attempt": saved.attempt,
        "told": told_sentences(saved),
        "is_finished": not saved.is_new,
        "sheet": _sheet(saved.attempt, course_slug),
    }
    return render(request, "assessments/saved.html", context)


@require_POST
@learners_only
def test_finish(request, course_slug: str):
    """Close the attempt and show what came of it; ask once more when a question is still open."""
    with refusals():
        is_sure = request.POST.get("sure") == "yes"
        saved = finish_attempt(sent_in(request, course_slug), is_sure=is_sure)
    course = course_of(course_slug, saved.attempt)
    if saved.unanswered:
        template = "assessments/test_form.html" if request.htmx else "assessments/test.html"
        # htmx puts only successful answers in place; the sentence stands in the form.
        status = 200 if request.htmx else 422
        context = sheet_context(course, saved, _sheet(saved.attempt, course_slug))
        return render(request, template, context, status=status)
    address = reverse("test_result", args=[course_slug, saved.attempt.public_id])
    if not request.htmx:
        return redirect(address)
    context = result_context(course, saved)
    return push_url(render(request, "assessments/result_body.html", context), address)


@require_safe
@learners_only
def test_result(request, course_slug: str, attempt_id: uuid.UUID):
    """Show a finished attempt to the learner whose it is, and to nobody else."""
    attempt = own_attempt(request.user.pk, course_slug, attempt_id)
    if attempt is None:
        raise Http404
    course = course_of(course_slug, attempt)
    if not attempt.is_finished:
        return redirect("test", course_slug)
    questions = drawn_questions(attempt.drawn, language=get_language(), published=attempt.published or 0)
    return render(request, "assessments/result.html", result_context(course, Saved(attempt, questions)))
