"""The operator's pages of rules: what is in force, and a change that is previewed before it is saved."""

from dataclasses import asdict

import structlog
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms.certificates import wording
from lms.certificates.rules import Rung
from lms.certificates.rungs import actions
from lms.certificates.rungs.forms import RuleForm
from lms.certificates.rungs.preview import preview
from lms.certificates.rungs.queries import (
    UPPER,
    Served,
    rule_in_force,
    rules_of,
    served_competencies,
    terms_of,
)
from lms.certificates.rungs.rules import Terms
from lms.certificates.rungs.wording import validity

log = structlog.get_logger(__name__)
_SEEN = "lms.certificates.rungs.preview"


@never_cache
@require_safe
def award_rules(request: HttpRequest) -> HttpResponse:
    """List the rule of every rung that can be earned."""
    today = timezone.localdate()
    rows = []
    for code, served in sorted(served_competencies(get_language()).items()):
        for rung in _rungs_of(served):
            terms = terms_of(rule_in_force(code, rung, on=today))
            rows.append((served, rung, wording.rung_word(rung), terms, validity(terms.valid_months)))
    return render(request, "certificates/award_rules.html", {"rows": rows})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def award_rule(request: HttpRequest, code: str, rung: str) -> HttpResponse:
    """Show a rule and its versions, preview a change, and save one that was previewed just so."""
    served, asked = _asked(code, rung)
    versions = rules_of(code, asked)
    before = terms_of(rule_in_force(code, asked, on=timezone.localdate()))
    sent = request.POST if request.method == "POST" else None
    form = RuleForm(sent, served=served, rung=asked, before=before, initial=_initial(before))
    context = {
        "served": served,
        "rung": asked,
        "rung_word": wording.rung_word(asked),
        "form": form,
        "versions": versions,
        "terms": before,
        "validity": validity(before.valid_months),
    }
    if request.method == "POST" and form.is_valid():
        if request.POST.get("do") == "save" and _was_seen(request, served, asked, form.terms):
            return _saved(request, served, asked, form.terms)
        context |= {
            "effect": preview(served, asked, before=before, after=form.terms),
            "after": validity(form.terms.valid_months),
            "seen": _seal(request, served, asked, form.terms),
        }
    return render(request, "certificates/award_rule.html", context, status=422 if form.errors else 200)


def _rungs_of(served: Served) -> list[Rung]:
    """The upper rungs that somebody could earn: knowledge needs a test, practice a list."""
    can = {Rung.KNOWLEDGE: bool(served.deep), Rung.PRACTICE: served.has_checklist}
    return [rung for rung in UPPER if can[rung]]


def _asked(code: str, rung: str) -> tuple[Served, Rung]:
    served = served_competencies(get_language()).get(code)
    if served is None or rung not in _rungs_of(served):
        raise Http404
    return served, Rung(rung)


def _initial(terms: Terms) -> dict:
    said = asdict(terms)
    return said | {"courses": list(terms.course_keys), "valid_from": timezone.localdate()}


def _said(request: HttpRequest, served: Served, rung: Rung, terms: Terms) -> list[str]:
    """What the preview was of, and who saw it: a change of either has to be previewed again."""
    return [str(request.user.pk), served.code, rung.value, repr(terms)]


def _seal(request: HttpRequest, served: Served, rung: Rung, terms: Terms) -> str:
    return signing.dumps(_said(request, served, rung, terms), salt=_SEEN)


def _was_seen(request: HttpRequest, served: Served, rung: Rung, terms: Terms) -> bool:
    try:
        seen = signing.loads(request.POST.get("seen", ""), salt=_SEEN, max_age=3600)
    except signing.BadSignature:
        return False
    return seen == _said(request, served, rung, terms)


def _saved(request: HttpRequest, served: Served, rung: Rung, terms: Terms) -> HttpResponse:
    rule = actions.set_rule(
        competency_code=served.code,
        rung=rung,
        course_keys=list(terms.course_keys),
        least_percent=terms.least_percent,
        raters=terms.raters,
        valid_months=terms.valid_months,
        valid_from=terms.valid_from,
        by=request.user,
    )
    log.info("award_rule_set", person=str(request.user.public_id), rule=str(rule))
    messages.success(request, _("The new rule is saved. What was issued before stays as it is."))
    return redirect("award_rule", served.code, rung.value)
