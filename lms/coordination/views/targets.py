"""How many people are needed: set by the coordinator of the place, never edited, its history beside it."""

import structlog
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lms.coordination import wording
from lms.coordination.coverage import Coverage
from lms.coordination.target_forms import SpotForm, TargetForm
from lms.coordination.targets import Spot, end_target, history_of, set_target
from lms.coordination.views.choosing import Chosen, covered, own_place, scopes_for

log = structlog.get_logger(__name__)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def target(request: HttpRequest) -> HttpResponse:
    """Show the number of a place with its history, and set a new one. Raises Http404 outside the scope."""
    found = covered(request)
    form = TargetForm(request.POST or None, found=found, initial=_prefilled(request, found))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        set_target(
            form.spot,
            number=chosen["number"],
            basis=chosen["basis"],
            source=chosen["source"],
            by=request.user,
            scopes=scopes_for(request),
        )
        return _told(request, form.spot, chosen["number"])
    return _shown(request, found, form)


def _told(request: HttpRequest, spot: Spot, number: int) -> HttpResponse:
    log.info("target_set", person=str(request.user.public_id), place=spot.place, work=spot.competency)
    told = ngettext(
        "The target is set: %(number)s person is needed.",
        "The target is set: %(number)s people are needed.",
        number,
    )
    messages.success(request, told % {"number": number})
    return _back(spot)


@require_POST
def target_end(request: HttpRequest) -> HttpResponse:
    """End a number, so that none is set. Raises Http404 outside the scope."""
    form = SpotForm(request.POST, found=covered(request))
    if not form.is_valid():
        raise Http404
    if end_target(form.spot, by=request.user, scopes=scopes_for(request)):
        log.info("target_ended", person=str(request.user.public_id), place=form.spot.place)
        messages.success(request, _("The target is ended. It stays in the history."))
    return _back(form.spot)


def _back(spot: Spot) -> HttpResponse:
    return redirect(f"{reverse('gaps')}?{Chosen(spot.profession, spot.competency).query}")


def _prefilled(request: HttpRequest, found: Coverage) -> dict[str, str]:
    """Return what the address names. Raises Http404 for a place outside the scope."""
    given = {name: request.GET.get(name, "") for name in ("place", "profession", "competency")}
    if given["place"]:
        own_place(request, found, given["place"])
    return {name: value for name, value in given.items() if value}


def _shown(request: HttpRequest, found: Coverage, form: TargetForm) -> HttpResponse:
    about = SpotForm(form.data if form.is_bound else form.initial, found=found)
    cell, history = None, []
    if about.is_valid():
        place = own_place(request, found, about.spot.place)
        cell = found.cell(place, about.spot.profession, about.spot.competency)
        history = history_of(scopes_for(request), about.spot)
    context = {
        "form": form,
        "cell": cell,
        "about": about if cell else None,
        "state": wording.state_of(cell) if cell else "",
        "beside": wording.beside(cell) if cell else "",
        "history": history,
        "open": next((each for each in history if each.valid_to is None), None),
        "names": _names(found, cell),
    }
    return render(request, "coordination/target.html", context, status=422 if form.errors else 200)


def _names(found: Coverage, cell) -> dict[str, str]:
    if cell is None:
        return {}
    return {
        "profession": dict(found.professions)[cell.profession],
        "competency": found.competencies[cell.competency].name,
    }
