"""Every route stands in the role table, and every role gets the table's decision for every method."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from django.conf import settings as site_settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.urls.resolvers import RegexPattern
from django.utils.translation import override

from lms.accounts.access import FAMILIES, ROUTES, TABLES, UnlistedRoute, rule_for
from lms.accounts.actions import grant
from lms.accounts.deciding import ACCOUNTS, ANYBODY, Decision, decide
from lms.accounts.middleware import AccessMiddleware
from lms.accounts.models import User
from lms.accounts.rules import ANONYMOUS, PRACTITIONER, ROLES

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# What browsers send; the other methods are asked of the middleware alone.
SENT_BY_BROWSERS = ("GET", "POST")
SAMPLES = {"int": "1", "slug": "x", "str": "x", "uuid": str(uuid.UUID(int=1)), "path": "x", "rest": "x"}
# Patterns written as regular expressions, with an address that each of them matches.
REGEX_SAMPLES = {
    r"^(\d+)/revisions/compare/(live|earliest|\d+)\.\.\."
    r"(live|latest|\d+)/$": "1/revisions/compare/live...latest/",
    r"history/(?P<pk>.+)/revisions/compare/(?P<revision_id_a>live|earliest|\d+)\.\.\."
    r"(?P<revision_id_b>live|latest|\d+)/$": "history/1/revisions/compare/live...latest/",
    r"^.*/$": "nothing/stands/here/",
}
CONVERTER = re.compile(r"<(?:(\w+):)?\w+>")


@dataclass(frozen=True)
class Route:
    """One route: its name with namespaces and an address that leads to it."""

    name: str
    path: str

    @property
    def is_of_cms(self) -> bool:
        return self.path.startswith("/cms/")


def sample_of(pattern) -> str:
    """Return a text that one part of an address matches."""
    text = str(pattern)
    if isinstance(pattern, RegexPattern):
        return REGEX_SAMPLES.get(text, text.removeprefix("^").removesuffix("$"))
    return CONVERTER.sub(lambda found: SAMPLES[found.group(1) or "str"], text)


def walk(resolver: URLResolver, names: tuple[str, ...] = (), path: str = "/") -> Iterator[Route]:
    """Give every route below a resolver."""
    for entry in resolver.url_patterns:
        here = path + sample_of(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Route(":".join([*names, entry.name or entry.lookup_str]), here)
        else:
            yield from walk(entry, names + ((entry.namespace,) if entry.namespace else ()), here)


@pytest.fixture(scope="module")
def routes() -> list[Route]:
    # Made before any test's own fixtures: the language of the module before must not stand in the addresses.
    with override(site_settings.LANGUAGE_CODE):
        return list(walk(get_resolver()))


@pytest.fixture
def people(db) -> dict[str, User | AnonymousUser]:
    """One account for every role."""
    found: dict[str, User | AnonymousUser] = {ANONYMOUS: AnonymousUser()}
    for role in ROLES:
        if role == ANONYMOUS:
            continue
        found[role] = User.objects.create_user(f"{role}@example.org")
        if role != PRACTITIONER:
            grant(found[role], role)
    return found


def expected(route: Route, method: str, role: str) -> Decision:
    """Return what the table says."""
    return decide(
        rule_for(route.name), method, is_signed_in=role != ANONYMOUS, roles=lambda: frozenset({role})
    )


def test_every_route_stands_in_the_role_table(routes):
    unlisted = []
    for route in routes:
        try:
            rule_for(route.name)
        except UnlistedRoute:
            unlisted.append(f"{route.name} ({route.path})")

    assert unlisted == []


def test_no_route_stands_in_two_parts_of_the_table():
    assert len(ROUTES) == sum(len(table) for table in TABLES)


def test_the_walk_reaches_every_route_it_names(routes):
    for route in routes:
        found = resolved(route)
        # Own pages stand in front of some of Wagtail's; nothing else hides another route.
        assert found.name == route.name or found.name.startswith("cms_"), route


def test_no_row_of_the_table_is_about_a_route_that_is_gone(routes):
    names = {route.name for route in routes}

    assert {name for name in ROUTES if name not in names} == set()
    assert {start for start in FAMILIES if not any(name.startswith(start) for name in names)} == set()


def test_every_own_route_gives_every_role_its_decision_by_real_requests(routes, people, capsys):
    wrong, cells = [], 0
    clients = {role: Client(raise_request_exception=True) for role in people}
    for route in (route for route in routes if not route.is_of_cms):
        for role, user in people.items():
            for method in SENT_BY_BROWSERS:
                cells += 1
                if role != ANONYMOUS and "_auth_user_id" not in clients[role].session:
                    clients[role].force_login(User.objects.get(pk=user.pk))
                answer = clients[role].generic(method, route.path)
                decision = expected(route, method, role)
                if answer.wsgi_request.access is not decision or not answers(answer, decision):
                    wrong.append(f"{role} {method} {route.path}: {answer.status_code}, not {decision}")

    with capsys.disabled():
        print(f"\n{cells} requests to own routes")  # noqa: T201
    assert wrong == []


def answers(answer, decision: Decision) -> bool:
    """Return whether a response is what its decision promises."""
    to_the_door = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
    promised = {
        Decision.SIGN_IN: to_the_door,
        Decision.FORBID: answer.status_code == 403,
        Decision.HIDE: answer.status_code == 404,
        Decision.NOT_ALLOWED: answer.status_code == 405 and "Allow" in answer,
        # Whatever the view says, the table and the view agree on the method.
        Decision.ALLOW: answer.status_code != 405,
    }
    return promised[decision]


def test_every_route_gives_every_role_its_decision_for_every_method(routes, people, capsys):
    wrong, cells = [], 0
    for route in routes:
        for role, user in people.items():
            for method in METHODS:
                cells += 1
                found = asked_before_the_view(route, method, user)
                promised = expected(resolved(route), method, role)
                if found is not promised:
                    wrong.append(f"{role} {method} {route.path}: {found}, not {promised}")

    with capsys.disabled():
        print(f"\n{cells} cells of the role table")  # noqa: T201
    assert wrong == []


# Going through every pattern takes longer than the decision itself.
match_of = cache(resolve)


def resolved(route: Route) -> Route:
    """Return the route that really answers at an address."""
    return Route(match_of(route.path).view_name, route.path)


def asked_before_the_view(route: Route, method: str, user) -> Decision:
    """Ask the middleware as Django does, without rendering the CMS; return what it answered."""
    request = RequestFactory().generic(method, route.path)
    request.user, request.session = user, SessionStore()
    request.resolver_match = match_of(route.path)
    try:
        response = AccessMiddleware(lambda _request: None).process_view(request, None, (), {})
    except Http404:
        return Decision.HIDE
    except PermissionDenied:
        return Decision.FORBID
    if response is None:
        return Decision.ALLOW
    return {302: Decision.SIGN_IN, 405: Decision.NOT_ALLOWED}[response.status_code]


def test_visitors_get_nowhere_in_the_cms(routes, client, db):
    """The same by real requests, for the role that everybody has."""
    let_in = []
    for route in (route for route in routes if route.is_of_cms):
        answer = client.get(route.path)
        if answer.status_code not in (302, 404, 405) or (
            answer.status_code == 302 and not answer["Location"].startswith("/accounts/login/")
        ):
            let_in.append(f"{route.path}: {answer.status_code}")

    assert let_in == []


def test_only_authors_and_operators_come_into_the_cms(routes):
    """Not read off the table: nobody else may, whatever the table says."""
    outsiders = frozenset(ROLES) - {"trainer", "reviewer", "operator"}
    open_doors = {
        route.name
        for route in routes
        if route.is_of_cms
        for who in rule_for(resolved(route).name).methods.values()
        if who & outsiders
    }

    # These two only lead to the one door.
    assert open_doors == {"cms_login", "wagtailadmin_login"}


@pytest.mark.parametrize(
    "path",
    ["/cms/users/", "/cms/users/new/", "/cms/groups/", "/cms/password_reset/",
     "/cms/password_reset/confirm/x/y/", "/cms/failwhale/", "/cms/test404/"],
)  # fmt: skip
def test_closed_doors_are_not_there_for_anybody(path, people):
    for role, user in people.items():
        browser = Client()
        if role != ANONYMOUS:
            browser.force_login(user)
        for method in ("GET", "POST"):
            assert browser.generic(method, path).status_code == 404, (role, method)


@pytest.mark.parametrize(
    "path",
    [
        "/_util/login/",
        "/admin/",
        "/admin/login/",
        "/django-admin/login/",
        "/api/v2/pages/",
        "/api/main/pages/",
    ],
)
def test_doors_of_other_sites_do_not_exist_here(path):
    with pytest.raises(Resolver404):
        resolve(path)


def test_http_basic_is_never_understood(client, people):
    import base64

    people["operator"].set_password("four unrelated words")
    people["operator"].save()
    basic = "Basic " + base64.b64encode(b"operator@example.org:four unrelated words").decode()
    for path in ("/cms/", "/cms/api/main/pages/", "/learn/", "/coordination/"):
        answer = client.get(path, HTTP_AUTHORIZATION=basic)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")
        assert "WWW-Authenticate" not in answer


def test_what_writes_learning_needs_an_account(routes):
    """A new route that writes is for accounts unless it is named here, with its reason."""
    open_to_visitors = {
        route.name for route in routes if (rule_for(route.name).audience("POST") or set()) & {ANONYMOUS}
    }
    doors = {name for name in open_to_visitors if name.startswith(("account_", "mfa_authenticate"))}

    # Answered, messages stopped, or a state kept, by a signed link that looks at no session.
    linked = {"refresher", "notices_off", "h5p_state"}
    # A frame without cookies: the signed pass in its address says whose account plays.
    passed = {"block_in_frame"}
    # Graded, compared or checked, and forgotten; an invitation only mails a code to a visitor; the
    # demo's bar is 404 everywhere else.
    graded = {"answer", "case", "play", "verify", "verify_specimen", "wording", "api_wording"}
    demo = {"demo", "demo_become"}
    assert open_to_visitors - doors == graded | demo | linked | passed | {"join"}


def test_a_learners_own_pages_are_open_to_every_account_and_nobody_else():
    own = ("learn", "profile", "own_data", "delete_account", "certificate", "course_start", "leave_cohort")
    for name in own:
        assert set(rule_for(name).methods.values()) == {ACCOUNTS}
    assert rule_for("lesson").audience("GET") == ANYBODY


def test_a_route_outside_the_table_is_an_error_where_people_build_and_absent_elsewhere(rf, settings, db):
    request = rf.get("/nowhere/")
    request.user, request.session = AnonymousUser(), SessionStore()
    request.resolver_match = resolve("/about/")
    request.resolver_match.view_name = "route_of_tomorrow"
    middleware = AccessMiddleware(lambda _request: None)

    settings.UNLISTED_ROUTES_RAISE = True
    with pytest.raises(UnlistedRoute, match="route_of_tomorrow"):
        middleware.process_view(request, None, (), {})
    settings.UNLISTED_ROUTES_RAISE = False
    with pytest.raises(Http404):
        middleware.process_view(request, None, (), {})
