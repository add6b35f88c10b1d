"""A refresher behind its signed link, one question at a time; and the page of a learner's topics."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.explaining import explained
from assessments.models import Refresher
from assessments.queries import DrawnQuestion, drawn_questions
from assessments.refreshers.actions import make_due, pause_refreshers, record_recall
from assessments.refreshers.links import public_id_in, token_of
from assessments.refreshers.queries import refresher_behind
from assessments.refreshers.showing import lesson_behind, topics_context
from assessments.refusing import graded_answer, typed_answer
from assessments.rules import Answer
from assessments.showing import asked
from courses.api import AnswerRefused, published_version


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def refresher(request: HttpRequest, token: str) -> HttpResponse:
    """Show the next question, or what came of an answer. Looking changes nothing, so prefetchers do not.

    Whoever holds the link may answer; the page knows no name and shows none.
    """
    public_id = public_id_in(token)
    found = refresher_behind(public_id, timezone.localdate()) if public_id else None
    if found is None:
        return _outside(render(request, "assessments/refresher_over.html", status=404))
    questions = _questions(found)
    if request.method == "POST":
        return _outside(_answered(request, found, questions))
    return _outside(render(request, "assessments/refresher.html", _next_question(found, questions)))


def _outside(response: HttpResponse) -> HttpResponse:
    """Keep the page out of search engines. Other sites are told no address of ours in any case."""
    response["X-Robots-Tag"] = "noindex"
    return response


def _questions(found: Refresher) -> dict[str, DrawnQuestion]:
    drawn = drawn_questions(found.drawn, language=get_language(), published=published_version())
    return {each.key: each for each in drawn}


def _frame(found: Refresher) -> dict:
    return {
        "total": len(found.drawn),
        "right": sum(found.marks.values()),
        "left": len(found.unanswered),
        "address": reverse("refresher", args=[token_of(found.public_id)]),
    }


def _next_question(found: Refresher, questions: dict, key: str = "", answer: Answer | None = None) -> dict:
    """Return the page of a question: ``key``, or the first that is still open; none once all are answered."""
    if not (key or found.unanswered):
        return _frame(found)
    key = key or found.unanswered[0]
    shown = questions[key].shown
    seed = f"{found.public_id}/{key}"
    return _frame(found) | {
        "number": 1 + [each["question"] for each in found.drawn].index(key),
        "question": asked(shown, answer or Answer(), key=key, seed=seed),
        "is_foreign": shown["language"] != get_language(),
        **lesson_behind(questions[key].content, found.course_key, get_language()),
    }


def _answered(request: HttpRequest, found: Refresher, questions: dict[str, DrawnQuestion]) -> HttpResponse:
    question = questions.get(request.POST.get("question", ""))
    if question is None:
        return render(request, "400.html", status=400)
    try:
        answer, mark = graded_answer(question.graded, request.POST)
    except AnswerRefused as refusal:
        typed = typed_answer(question.graded, request.POST)
        context = _next_question(found, questions, question.key, typed) | {"problem": str(refusal)}
        return render(request, "assessments/refresher.html", context, status=422)
    kept = record_recall(
        public_id=found.public_id, question_key=question.key, is_right=mark == 1, today=timezone.localdate()
    )
    if kept is None:
        return render(request, "assessments/refresher_over.html", status=404)
    feedback = explained(question.shown, answer, key=question.key)
    return render(request, "assessments/refresher.html", _frame(kept) | {"feedback": feedback})


@never_cache
@require_safe
def refreshers(request: HttpRequest) -> HttpResponse:
    """Show how a learner's topics fade and recover, and what may be refreshed now."""
    context = topics_context(request.user.pk, get_language(), timezone.localdate())
    return render(request, "assessments/refreshers.html", context)


@require_POST
def refreshers_begin(request: HttpRequest) -> HttpResponse:
    """Go to a refresher that waits, made now where one is due; nobody need wait for the mail."""
    waiting = make_due(learner_id=request.user.pk, today=timezone.localdate())
    if waiting:
        return redirect("refresher", token_of(waiting[0].public_id))
    messages.info(request, _("Nothing is due today."))
    return redirect("refreshers")


@require_POST
def refreshers_pause(request: HttpRequest) -> HttpResponse:
    """Pause refreshers, or go on with them; one tap, no reason."""
    is_pausing = request.POST.get("paused") == "1"
    pause_refreshers(learner=request.user, paused=is_pausing)
    told = _("Refreshers rest. Nothing is sent.") if is_pausing else _("Refreshers come again.")
    messages.success(request, told)
    return redirect("refreshers")
