"""Asks the role table at every request, before any view is asked."""

from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from lms.accounts import staff
from lms.accounts.access import UnlistedRoute, rule_for
from lms.accounts.deciding import ANYBODY, Decision, Rule, decide
from lms.accounts.queries import roles_of
from lms.accounts.sessions import is_welcome_pending

log = structlog.get_logger(__name__)

# Where somebody may go who has signed in and not yet said what the site needs to know.
_BEFORE_WELCOME = ("welcome", "account_", "mfa_", "own_data", "delete_account")


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
            return staff.second_factor_missing(request) or _welcome_first(request, rule)
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
        return _not_allowed(request, rule)
    if request.access is Decision.FORBID:
        raise PermissionDenied
    raise Http404


def _not_allowed(request: HttpRequest, rule: Rule) -> HttpResponse:
    """Answer 405: in a sentence to a person who opened a form's address, else by the header alone."""
    if request.method != "GET":
        return HttpResponseNotAllowed(rule.allowed_methods)
    response = render(request, "accounts/method_not_allowed.html", status=405)
    response["Allow"] = ", ".join(rule.allowed_methods)
    return response


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send somebody to the door and, afterwards, back to a page that can be looked at."""
    back = way_back(request)
    query = f"?{urlencode({'next': back})}" if back else ""
    return _elsewhere(request, reverse(settings.LOGIN_URL) + query)


def _elsewhere(request: HttpRequest, target: str) -> HttpResponse:
    """Redirect a person; tell a script 401 with the way in HX-Redirect, so it can keep what was typed."""
    if not _is_from_script(request):
        return redirect(target)
    response = HttpResponse(status=401)
    response["HX-Redirect"] = target
    return response


def _is_from_script(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers or request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"


def way_back(request: HttpRequest) -> str:
    """Return the address to come back to.

    This page, when it is looked at. For a form, the page it stood on, or else the nearest page above
    its address that can be looked at; "" when there is none.
    """
    if request.method in ("GET", "HEAD") and not _is_from_script(request):
        return request.get_full_path()
    referer = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        address = urlsplit(referer)
        if _can_be_looked_at(address.path):
            return f"{address.path}?{address.query}" if address.query else address.path
    parents = _parents(request.path)
    return next((path for path in parents if _can_be_looked_at(path)), "")


def _parents(path: str) -> list[str]:
    """Return /a/b/, then /a/, for /a/b/c/; the front page is nobody's way back."""
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[:end]) + "/" for end in range(len(parts) - 1, 0, -1)]


def _can_be_looked_at(path: str) -> bool:
    try:
        return rule_for(resolve(path).view_name).audience("GET") is not None
    except (Resolver404, UnlistedRoute):
        return False


def _welcome_first(request: HttpRequest, rule: Rule) -> HttpResponse | None:
    """Ask for profile and consent before anything is recorded; open pages stay open to read."""
    if not rule.is_personal or not is_welcome_pending(request):
        return None
    name = request.resolver_match.view_name
    reads_open_page = request.method in ("GET", "HEAD") and rule.audience("GET") == ANYBODY
    if reads_open_page or name.startswith(_BEFORE_WELCOME):
        return None
    back = way_back(request)
    query = f"?{urlencode({'next': back})}" if back else ""
    return _elsewhere(request, reverse("welcome") + query)
