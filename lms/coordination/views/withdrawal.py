"""Withdrawing a certificate: looked up by its code, seen first, then withdrawn for a reason."""

import structlog
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lms.accounts.api import roles_of
from lms.certificates.api import SigningRefused, checked, revocation_reasons, revoke_award
from lms.coordination.withdrawing import CodeForm, WithdrawalForm

log = structlog.get_logger(__name__)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest) -> HttpResponse:
    """Show a certificate of the coordinator's places and groups by its code, and withdraw it when asked."""
    code = CodeForm(request.GET if "code" in request.GET else None, user=request.user)
    reason = WithdrawalForm(request.POST or None)
    if not code.is_valid():
        context = {"code": code, "is_operator": "operator" in roles_of(request.user)}
        return render(request, "coordination/withdrawal.html", context, status=_status(code))
    if reason.is_valid():
        return _withdrawn(request, code.award, reason.cleaned_data["reason"])
    try:
        found = checked(code.award)
    except SigningRefused:
        return render(request, "certificates/unavailable.html", status=503)
    context = {
        "code": code,
        "reason": reason,
        "checked": found,
        "award": code.award,
        "revocation_reason": revocation_reasons().get(code.award.revocation_reason, ""),
    }
    return render(request, "coordination/withdrawal.html", context, status=_status(reason))


def _status(form) -> int:
    return 422 if form.errors else 200


def _withdrawn(request: HttpRequest, award, reason: str) -> HttpResponse:
    if revoke_award(award, reason=reason):
        person = str(request.user.public_id)
        log.info("award_revoked", person=person, award=str(award.public_id), reason=reason)
        messages.success(request, _("The certificate is withdrawn. Whoever checks its code sees that now."))
    return redirect(f"{reverse('withdrawal')}?code={award.shown_code}")
