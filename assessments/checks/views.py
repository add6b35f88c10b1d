"""The check before and after a course: offered, begun, skipped for good, answered, and what it showed."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments.actions import Saved, finish_attempt, save_answers
from assessments.answer_sheet import Sheet, sheet_context, told_sentences
from assessments.checks.sheet import check_result
from assessments.checks.taking import (
    POST,
    PRE,
    CheckNotOffered,
    CheckPlan,
    begin_check,
    check_plan,
    decline_check,
    is_course_complete,
    is_time_for,
    offered,
)
from assessments.models import Attempt
from assessments.queries import check_attempt, drawn_questions
from assessments.sending import course_of, go, refusals, sent_in
from courses.api import CourseMoment, NotPublished, Visit, visit_course

PURPOSES = {"before": PRE, "after": POST}
NAMES = {purpose: name for name, purpose in PURPOSES.items()}


def for_learners(view):
    """Send visitors to the door and back; turn the last part of the address into a purpose."""

    @wraps(view)
    def guarded(request, course_slug: str, check: str):
        if check not in PURPOSES:
            raise Http404
        if not request.user.is_authenticated:
            return redirect_to_login(reverse("check", args=[course_slug, check]))
        return view(request, course_slug, PURPOSES[check])

    return never_cache(guarded)


def address_of(name: str, course_slug: str, purpose: str) -> str:
    """Return an address of a check."""
    return reverse(name, args=[course_slug, NAMES[purpose]])


def sheet_of(course_slug: str, purpose: str) -> Sheet:
    """Return where the sheet of a check sends its answers."""
    return Sheet(
        save=address_of("check_save", course_slug, purpose),
        finish=address_of("check_finish", course_slug, purpose),
        result=address_of("check", course_slug, purpose),
    )


def fragment_beside(moment: CourseMoment) -> str:
    """Return what the page of a course says of its checks to a learner; nothing where none is due."""
    found = offered(moment)
    if found is None:
        return ""
    context = {
        "course": moment.course,
        "offered": found,
        "check": NAMES[found.purpose],
        "is_before": found.purpose == PRE,
    }
    return render_to_string("assessments/check_offer.html", context, request=moment.request)


def _plan(visit: Visit, purpose: str) -> CheckPlan:
    plan = check_plan(visit.course, purpose, visit.standing.version)
    if plan is None:
        raise Http404
    return plan


@require_safe
@for_learners
def check(request, course_slug: str, purpose: str):
    """Show the questions of a check; after it, what it showed; before it, what to expect."""
    attempt = check_attempt(request.user.pk, course_slug, purpose)
    if attempt is None:
        return render(request, "assessments/check_intro.html", _intro(request, course_slug, purpose))
    if attempt.is_finished:
        return render(request, "assessments/check_result.html", _result(attempt, course_slug))
    course = course_of(course_slug, attempt)
    context = sheet_context(course, _with_questions(attempt), sheet_of(course_slug, purpose))
    return render(request, "assessments/check.html", context | {"is_before": purpose == PRE})


def _intro(request: HttpRequest, course_slug: str, purpose: str) -> dict:
    visit = visit_course(request, course_slug)
    plan = _plan(visit, purpose)
    return {
        "course": visit.course,
        "questions": plan.questions,
        "check": NAMES[purpose],
        "is_before": purpose == PRE,
        "is_time": is_time_for(
            visit.course,
            purpose,
            has_begun=bool(visit.done_lessons()),
            is_complete=is_course_complete(request.user, visit.course),
            completed={key for key, state in visit.states.items() if state.completed},
        ),
    }


def _with_questions(attempt: Attempt) -> Saved:
    published = attempt.published or 0
    return Saved(attempt, drawn_questions(attempt.drawn, language=get_language(), published=published))


def _result(attempt: Attempt, course_slug: str) -> dict:
    course = course_of(course_slug, attempt)
    before = None
    if attempt.purpose == POST:
        found = check_attempt(attempt.learner_id, course_slug, PRE)
        before = _with_questions(found) if found and found.is_finished else None
    context = check_result(course, _with_questions(attempt), before)
    return context | {"is_before": attempt.purpose == PRE}


@require_POST
@for_learners
def check_begin(request, course_slug: str, purpose: str):
    """Begin a check, or go on with the one that is open."""
    visit = visit_course(request, course_slug)
    plan = _plan(visit, purpose)
    completed = {key for key, state in visit.states.items() if state.completed}
    try:
        begin_check(
            learner=request.user, plan=plan, has_begun=bool(visit.done_lessons()), completed=completed
        )
    except (CheckNotOffered, NotPublished):
        messages.info(request, _("This check is not open now. The lessons are, all the same."))
        return redirect("course", course_slug)
    return redirect(address_of("check", course_slug, purpose))


@require_POST
@for_learners
def check_skip(request, course_slug: str, purpose: str):
    """Do without a check, for good; no reason is asked."""
    visit = visit_course(request, course_slug)
    _plan(visit, purpose)
    decline_check(learner=request.user, course=visit.course, purpose=purpose)
    messages.success(request, _("You will not be asked again."))
    return redirect("course", course_slug)


@require_POST
@for_learners
def check_save(request, course_slug: str, purpose: str):
    """Keep the answers so far."""
    with refusals():
        saved = save_answers(sent_in(request, course_slug, purpose))
    if "later" in request.POST and saved.is_new:
        messages.success(request, _("Your answers are saved. The check waits where you left it."))
        return go(request, reverse("course", args=[course_slug]))
    if not request.htmx:
        return redirect(address_of("check", course_slug, purpose))
    context = {
        "attempt": saved.attempt,
        "told": told_sentences(saved),
        "is_finished": not saved.is_new,
        "sheet": sheet_of(course_slug, purpose),
    }
    return render(request, "assessments/saved.html", context)


@require_POST
@for_learners
def check_finish(request, course_slug: str, purpose: str) -> HttpResponse:
    """Close a check and show what it showed; what was left open is taken as it is."""
    with refusals():
        finish_attempt(sent_in(request, course_slug, purpose), is_sure=True)
    return go(request, address_of("check", course_slug, purpose))
