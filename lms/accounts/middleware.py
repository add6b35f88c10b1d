"""Asks the role table at every request, before any view is asked."""

from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from lms.accounts import staff
from lms.accounts.access import ANYBODY, Decision, Rule, UnlistedRoute, decide, rule_for
from lms.accounts.queries import roles_of
from lms.accounts.sessions import is_welcome_pending

log = structlog.get_logger(__name__)

# Where somebody may go who has signed in and not yet said what the site needs to know.
_BEFORE_WELCOME = ("welcome", "account_", "own_data", "delete_account")


class AccessMiddleware:
    """Refuses what the role table does not allow, and what staff may not do in a stale session."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        """Return None to let the view answer, or the refusal. Raises Http404 and PermissionDenied."""
        rule = _rule_of(request)
        if rule.is_personal:
            staff.end_idle_session(request)
        request.access = decide(
            rule,
            request.method,
            is_signed_in=rule.is_personal and request.user.is_authenticated,
            roles=lambda: roles_of(request.user),
        )
        if request.access is not Decision.ALLOW:
            return _refusal(request, rule)
        if rule.is_for_staff:
            return staff.second_factor_missing(request)
        return _welcome_first(request, rule)


def _rule_of(request: HttpRequest) -> Rule:
    try:
        return rule_for(request.resolver_match.view_name)
    except UnlistedRoute as unlisted:
        if settings.UNLISTED_ROUTES_RAISE:
            raise
        log.error("unlisted_route", route=request.resolver_match.view_name)
        raise Http404 from unlisted


def _refusal(request: HttpRequest, rule: Rule) -> HttpResponse:
    if request.access is Decision.SIGN_IN:
        return to_sign_in(request)
    if request.access is Decision.NOT_ALLOWED:
        response = render(request, "accounts/method_not_allowed.html", status=405)
        response["Allow"] = ", ".join(rule.allowed_methods)
        return response
    if request.access is Decision.FORBID:
        raise PermissionDenied
    raise Http404


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send somebody to the door and, afterwards, back to a page that can be looked at.

    A script's request gets 401 with the door in HX-Redirect, so that the page can keep what was typed.
    """
    back = way_back(request)
    if not request.headers.get("HX-Request"):
        return redirect_to_login(back) if back else redirect(settings.LOGIN_URL)
    response = HttpResponse(status=401)
    query = f"?{urlencode({'next': back})}" if back else ""
    response["HX-Redirect"] = reverse(settings.LOGIN_URL) + query
    return response


def way_back(request: HttpRequest) -> str:
    """Return the address to come back to: this page, or for a form the page it stood on; else ""."""
    if request.method in ("GET", "HEAD") and not request.headers.get("HX-Request"):
        return request.get_full_path()
    referer = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        return ""
    address = urlsplit(referer)
    try:
        rule = rule_for(resolve(address.path).view_name)
    except (Resolver404, UnlistedRoute):
        return ""
    if rule.audience("GET") is None:
        return ""
    return f"{address.path}?{address.query}" if address.query else address.path


def _welcome_first(request: HttpRequest, rule: Rule) -> HttpResponse | None:
    """Ask for profile and consent before anything is recorded; open pages stay open to read."""
    if not rule.is_personal or not is_welcome_pending(request):
        return None
    name = request.resolver_match.view_name
    reads_open_page = request.method in ("GET", "HEAD") and rule.audience("GET") == ANYBODY
    if reads_open_page or name.startswith(_BEFORE_WELCOME):
        return None
    back = way_back(request)
    target = reverse("welcome") + (f"?{urlencode({'next': back})}" if back else "")
    if not request.headers.get("HX-Request"):
        return redirect(target)
    response = HttpResponse(status=401)
    response["HX-Redirect"] = target
    return response
