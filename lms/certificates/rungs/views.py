"""A learner's rungs of a competency: what is there, what is missing, and claiming what is earned."""

import base64

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms.certificates import document, wording
from lms.certificates.actions import CannotClaim, names_of
from lms.certificates.queries import awards_of, latest_rungs_of
from lms.certificates.rules import Rung
from lms.certificates.rungs import actions
from lms.certificates.rungs.actions import EarnedRung
from lms.certificates.rungs.queries import (
    UPPER,
    Served,
    Standing,
    competencies_of,
    may_ask,
    served_competencies,
    standing_on,
)
from lms.certificates.rungs.wording import criteria, validity
from lms.certificates.signing import SigningRefused


@never_cache
@require_safe
def competencies(request: HttpRequest) -> HttpResponse:
    """List the competencies somebody has begun to show, each with the rungs that are held."""
    held = latest_rungs_of(request.user)
    rows = [
        (served, [(wording.rung_word(rung), held.get((served.code, rung))) for rung in UPPER])
        for served in competencies_of(request.user, get_language())
    ]
    return render(request, "certificates/competencies.html", {"rows": rows})


@never_cache
@require_safe
def competency(request: HttpRequest, code: str) -> HttpResponse:
    """Show the three rungs of one competency."""
    served = _served(code)
    knowledge = standing_on(request.user, served, Rung.KNOWLEDGE)
    practice = standing_on(request.user, served, Rung.PRACTICE) if served.has_checklist else None
    wish = practice.open_request if practice else None
    context = {
        "served": served,
        "completed": [award for award in awards_of(request.user) if award.course_key in served.courses],
        "knowledge": knowledge,
        "practice": practice,
        "wish": wish,
        "qr": _picture(document.qr_code(wish.address)) if wish else "",
        "may_ask": may_ask(request.user, served),
        "knowledge_validity": validity(knowledge.terms.valid_months),
        "practice_validity": validity(practice.terms.valid_months) if practice else "",
    }
    return render(request, "certificates/competency.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, code: str, rung: str) -> HttpResponse:
    """Show what the certificate will say, and issue it when asked. Issuing twice gives the same award."""
    served, asked = _served(code), _rung(rung)
    if asked == Rung.PRACTICE and not served.has_checklist:
        raise Http404
    if request.method == "POST":
        return _claimed(request, served, asked)
    standing = standing_on(request.user, served, asked)
    if standing.award is not None and not standing.is_open:
        return redirect(standing.award)
    return _preview(request, standing)


def _picture(svg: str) -> str:
    """Return a drawing as the address of a picture, so that no page prints markup as it comes."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _served(code: str) -> Served:
    served = served_competencies(get_language()).get(code)
    if served is None:
        raise Http404
    return served


def _rung(name: str) -> Rung:
    if name not in UPPER:
        raise Http404
    return Rung(name)


def _claimed(request: HttpRequest, served: Served, rung: Rung) -> HttpResponse:
    try:
        award = actions.claim_rung(
            learner=request.user, competency_code=served.code, rung=rung, language=get_language()
        )
    except CannotClaim:
        return _preview(request, standing_on(request.user, served, rung), status=409)
    except SigningRefused:
        return render(request, "certificates/unavailable.html", status=503)
    messages.success(request, _("Your certificate is issued."))
    return redirect(award)


def _preview(request: HttpRequest, standing: Standing, *, status: int = 200) -> HttpResponse:
    refusal = earned = None
    try:
        if not standing.is_ready:
            raise CannotClaim(CannotClaim.NOT_COMPLETE)
        earned = EarnedRung(standing, *names_of(request.user))
    except CannotClaim as found:
        refusal, status = found, 409
    context = {
        "standing": standing,
        "served": standing.served,
        "refusal": refusal,
        "rung_word": wording.rung_word(standing.rung),
        "has_done": wording.has_done(standing.rung),
        "names": list(dict.fromkeys(filter(None, (earned.full_name, earned.latin_name)))) if earned else [],
        "criteria": earned.columns["criteria"] if earned else criteria(standing.rung, standing.terms, []),
        "validity": validity(standing.terms.valid_months),
        "is_pilot": bool(standing.pending_reviews),
    }
    return render(request, "certificates/rung_claim.html", context, status=status)
