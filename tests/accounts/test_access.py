"""What becomes of a request before any view is asked: the way to the door and back, and refusals in words."""

import pytest

from lms.accounts.access import CLOSED, rule_for
from lms.accounts.deciding import ACCOUNTS, ANYBODY, Decision, Rule, decide, forms, reads, writes

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}


def nobody():
    raise AssertionError("Roles cost a query; here nobody should ask for them.")


@pytest.mark.parametrize(
    ("rule", "method", "is_signed_in", "decision"),
    [
        (reads(ANYBODY), "GET", False, Decision.ALLOW),
        (reads(ANYBODY), "HEAD", False, Decision.ALLOW),
        (reads(ANYBODY), "POST", True, Decision.NOT_ALLOWED),
        (reads(ANYBODY), "OPTIONS", True, Decision.NOT_ALLOWED),
        (writes(ACCOUNTS), "GET", True, Decision.NOT_ALLOWED),
        (writes(ACCOUNTS), "POST", False, Decision.SIGN_IN),
        (writes(ACCOUNTS), "POST", True, Decision.ALLOW),
        (forms(frozenset({"operator"})), "POST", False, Decision.SIGN_IN),
        (CLOSED, "GET", True, Decision.HIDE),
    ],
)
def test_visitors_and_accounts_are_told_apart_without_asking_for_roles(rule, method, is_signed_in, decision):
    assert decide(rule, method, is_signed_in=is_signed_in, roles=nobody) is decision


def test_a_role_opens_what_its_account_alone_does_not():
    rule = Rule({"GET": frozenset({"coordinator"})})

    assert decide(rule, "GET", is_signed_in=True, roles=lambda: frozenset()) is Decision.FORBID
    assert decide(rule, "GET", is_signed_in=True, roles=lambda: frozenset({"trainer"})) is Decision.FORBID
    assert decide(rule, "GET", is_signed_in=True, roles=lambda: frozenset({"coordinator"})) is Decision.ALLOW


def test_the_longest_beginning_decides_about_routes_of_others():
    assert rule_for("wagtailadmin_pages:edit").methods
    assert not rule_for("wagtailusers_users:edit").methods
    assert rule_for("wagtailadmin_collections:set_privacy") is CLOSED


def test_a_page_for_accounts_leads_to_the_door_and_back_with_its_question_mark(client):
    answer = client.get("/learn/?all=1&page=2")

    assert answer["Location"] == "/accounts/login/?next=%2Flearn%2F%3Fall%3D1%26page%3D2"


def test_the_way_back_keeps_the_language(client):
    answer = client.get("/ru/learn/")

    assert answer["Location"] == "/ru/accounts/login/?next=%2Fru%2Flearn%2F"


def test_a_form_sent_after_the_session_ended_leads_back_to_the_page_it_stood_on(client):
    answer = client.post("/courses/x/start/", HTTP_REFERER="http://testserver/courses/x/?from=mail")

    assert answer["Location"] == "/accounts/login/?next=%2Fcourses%2Fx%2F%3Ffrom%3Dmail"


@pytest.mark.parametrize(
    "referer",
    ["", "https://evil.example/courses/x/", "http://testserver/courses/x/start/", "http://testserver/no/such/page/",
     "//evil.example", "javascript:alert(1)"],
)  # fmt: skip
def test_without_a_page_of_ours_to_go_back_to_the_nearest_one_above_is_taken(client, referer):
    answer = client.post("/courses/x/start/", HTTP_REFERER=referer)

    assert answer["Location"] == "/accounts/login/?next=%2Fcourses%2Fx%2F"


def test_a_form_nobody_can_come_back_to_leads_to_the_door_alone(client):
    assert client.post("/accounts/sign-out-everywhere/")["Location"] == "/accounts/login/"


@pytest.mark.parametrize("headers", [HTMX, {"HTTP_SEC_FETCH_MODE": "cors"}])
def test_a_script_is_told_401_so_that_it_keeps_what_was_typed(client, headers):
    answer = client.post("/courses/x/test/save/", HTTP_REFERER="http://testserver/courses/x/test/", **headers)

    assert answer.status_code == 401
    assert answer["HX-Redirect"] == "/accounts/login/?next=%2Fcourses%2Fx%2Ftest%2F"


def test_a_wrong_role_is_told_in_a_page(client, make_account):
    client.force_login(make_account())
    answer = client.get("/coordination/")

    assert answer.status_code == 403
    assert b"This page is for somebody else" in answer.content


def test_opening_the_address_of_a_form_is_told_in_a_page(client, make_account):
    client.force_login(make_account())
    answer = client.get("/courses/x/start/")

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert b"This address is not a page" in answer.content


def test_a_form_that_became_too_old_is_told_in_a_page():
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post("/accounts/signup/", {"email": "new@example.org"})

    assert answer.status_code == 403
    assert b"This form has become too old" in answer.content


@pytest.mark.parametrize("path", ["/healthz", "/.well-known/jwks.json"])
def test_addresses_for_machines_never_look_at_a_session(
    client, make_account, path, django_assert_num_queries
):
    client.force_login(make_account())
    with django_assert_num_queries(0):
        answer = client.get(path)

    assert "Cookie" not in answer.get("Vary", "")


def test_a_learners_page_costs_session_and_account_and_no_roles(
    client, make_account, django_assert_num_queries
):
    client.force_login(make_account(roles=("trainer",)))
    with django_assert_num_queries(2):
        client.get("/about/")


def test_looking_at_pages_writes_nothing(client, make_account):
    """A GET of every page about oneself leaves every table as it was."""
    from django.apps import apps

    client.force_login(make_account(password="four unrelated words"))
    client.get("/accounts/profile/")

    def everything():
        return {model._meta.label: list(model._default_manager.values()) for model in apps.get_models()}

    before = everything()
    for page in ("profile", "name", "data", "delete", "email", "logout", "password/change", "2fa", "welcome"):
        client.get(f"/accounts/{page}/")

    assert everything() == before
