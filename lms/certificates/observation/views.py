"""Asking to be observed, observing on a phone, and reading what was ticked."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.accounts.api import profile_of
from lms.certificates.observation import actions
from lms.certificates.observation.checklists import behaviours_in, checklists, is_unread
from lms.certificates.observation.forms import MARKS, ObservationForm
from lms.certificates.observation.models import ObservationRequest
from lms.certificates.observation.queries import (
    feedback_of,
    observation_by,
    request_for,
    request_of_learner,
    result_of_row,
)
from lms.certificates.rules import Rung
from lms.certificates.rungs.queries import may_ask, rule_in_force, served_competencies, terms_of
from lms.certificates.rungs.rules import MOST_RATERS


@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Make the address by which an observer opens the list. Asking twice gives the same one."""
    served = served_competencies(get_language()).get(code)
    if served is None or not served.has_checklist or not may_ask(request.user, served):
        raise Http404
    terms = terms_of(rule_in_force(code, Rung.PRACTICE, on=timezone.localdate()))
    raters = MOST_RATERS if request.POST.get("raters") == "2" else 1
    actions.ask_for_observation(learner=request.user, competency_code=code, raters=max(raters, terms.raters))
    messages.success(request, _("The address is ready. Show it to an observer you have agreed with."))
    return redirect("competency", code)


@require_POST
def close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a wish back; what was ticked by then stays."""
    wish = request_of_learner(request.user, public_id)
    if wish is None:
        raise Http404
    actions.take_back(wish)
    messages.success(request, _("You have taken it back. The address opens nothing any more."))
    return redirect("competency", wish.competency_code)


@never_cache
@require_safe
def observed(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a learner what was ticked, behaviour by behaviour, and by whom."""
    wish = request_of_learner(request.user, public_id)
    if wish is None:
        raise Http404
    language, words = get_language(), dict(MARKS)
    feedback = feedback_of(wish, language)
    context = {
        "wish": wish,
        "served": served_competencies(language).get(wish.competency_code),
        "feedback": feedback,
        "ticked": [(one, [words[mark] for mark in one.marks]) for one in feedback.ticked],
    }
    return render(request, "certificates/observed.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def observe(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let an observer of the learner's place tick the list, once."""
    wish = request_for(request.user, public_id)
    checklist = checklists().get(wish.competency_code) if wish else None
    if wish is None or checklist is None:
        raise Http404
    written = observation_by(request.user, wish)
    if written is not None:
        return _thanks(request, wish, written)
    if wish.closed_at or wish.last_day < timezone.localdate():
        return render(request, "certificates/observe_over.html", status=410)
    return _ticking(request, wish, checklist)


def _ticking(request: HttpRequest, wish: ObservationRequest, checklist) -> HttpResponse:
    language = get_language()
    form = ObservationForm(
        request.POST if request.method == "POST" else None,
        behaviours=behaviours_in(checklist.content, language),
        initial={"seen_on": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        return _confirmed(request, wish, form)
    context = {
        "wish": wish,
        "form": form,
        "name": profile_of(wish.learner).display_name,
        "served": served_competencies(language).get(wish.competency_code),
        "version": checklist.content_hash[:8],
        "is_unread": is_unread(checklist.content, language),
    }
    return render(request, "certificates/observe.html", context, status=422 if form.errors else 200)


def _confirmed(request: HttpRequest, wish: ObservationRequest, form: ObservationForm) -> HttpResponse:
    try:
        actions.confirm_observation(
            wish,
            observer=request.user,
            marks=form.marks,
            setting=form.cleaned_data["setting"],
            seen_on=form.cleaned_data["seen_on"],
        )
    except actions.CannotObserve:
        return render(request, "certificates/observe_over.html", status=410)
    return redirect("observe", wish.public_id)


def _thanks(request: HttpRequest, wish: ObservationRequest, written) -> HttpResponse:
    context = {
        "wish": wish,
        "written": written,
        "result": result_of_row(written),
        "name": profile_of(wish.learner).display_name,
        "served": served_competencies(get_language()).get(wish.competency_code),
    }
    return render(request, "certificates/observe_done.html", context)
