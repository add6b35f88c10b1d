"""The second step: asked of whoever set it up, required of staff in production, used once."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail

from tests.accounts.conftest import PASSWORD, add_totp, newest_code, sign_in_by_code, totp_code

pytestmark = pytest.mark.django_db

STAFF_PAGE = "/coordination/"


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_a_right_password_alone_does_not_pass_the_second_step(client, make_account):
    add_totp(make_account(password=PASSWORD))
    answer = client.post("/accounts/login/", {"login": "aigul@example.org", "password": PASSWORD})

    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client)


def test_a_mailed_code_alone_does_not_pass_the_second_step(client, make_account):
    add_totp(make_account())
    answer = sign_in_by_code(client, "aigul@example.org")

    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client)


def test_a_new_password_does_not_pass_the_second_step(client, make_account):
    add_totp(make_account(password=PASSWORD))
    client.post("/accounts/password/reset/", {"email": "aigul@example.org"})
    client.post("/accounts/password/reset/confirm/", {"code": newest_code()})
    new = "another four unrelated words"
    client.post("/accounts/password/reset/complete/", {"password1": new, "password2": new})

    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "path", ["/cms/login/", "/admin/login/", "/django-admin/login/", "/_util/login/", "/cms/password_reset/"]
)
def test_no_other_door_takes_a_password(client, make_account, path):
    user = make_account(password=PASSWORD, roles=("operator",))
    add_totp(user)
    answer = client.post(path, {"username": user.email, "login": user.email, "password": PASSWORD})

    assert answer.status_code in (404, 405)
    assert not is_signed_in(client)


def test_the_code_of_the_app_opens_the_door(client, make_account):
    secret = add_totp(make_account())
    sign_in_by_code(client, "aigul@example.org")
    answer = client.post("/accounts/2fa/authenticate/", {"code": totp_code(secret)})

    assert answer["Location"] == "/learn/"
    assert is_signed_in(client)


def test_a_code_of_the_app_works_once(client, make_client, make_account):
    secret = add_totp(make_account())
    code = totp_code(secret)
    for browser, opens in ((client, True), (make_client(), False)):
        sign_in_by_code(browser, "aigul@example.org")
        browser.post("/accounts/2fa/authenticate/", {"code": code})
        assert is_signed_in(browser) is opens


def test_codes_of_the_app_cannot_be_guessed_on(client, make_account):
    secret = add_totp(make_account())
    sign_in_by_code(client, "aigul@example.org")
    for _try in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "12345x"})
    answer = client.post("/accounts/2fa/authenticate/", {"code": totp_code(secret)})

    assert b"Too many tries" in answer.content
    assert not is_signed_in(client)


def test_staff_in_production_is_led_to_set_a_second_factor_up(client, make_account, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    sign_in_by_code(client, make_account(roles=("coordinator",)).email)
    answer = client.get(STAFF_PAGE, follow=True)

    assert answer.redirect_chain == [("/accounts/2fa/", 302)]
    assert b"sign in with a second factor" in answer.content


@pytest.mark.parametrize("path", ["/cms/", "/cms/pages/", "/coordination/", "/cms/api/main/pages/"])
def test_no_staff_page_opens_without_the_second_factor(client, make_account, settings, path):
    settings.STAFF_NEED_SECOND_FACTOR = True
    client.force_login(make_account(roles=("operator",)))

    assert client.get(path).status_code == 302
    assert client.post(path).status_code in (302, 405)


def test_learning_needs_no_second_factor_even_of_staff(client, make_account, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    client.force_login(make_account(roles=("operator",)))

    assert client.get("/accounts/profile/").status_code == 200


def test_setting_up_the_app_leads_back_to_work(
    client, make_account, settings, time_machine, django_capture_on_commit_callbacks
):
    settings.STAFF_NEED_SECOND_FACTOR = True
    time_machine.move_to("2026-11-22 10:00:00 +0000", tick=False)
    sign_in_by_code(client, make_account(roles=("coordinator",)).email)
    client.get("/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/2fa/totp/activate/", {"code": totp_code(secret)})
    assert Authenticator.objects.filter(type="totp").exists()
    assert "authenticator app was set up" in mail.outbox[-1].body

    # This session began without the second step, so it is asked for once.
    answer = client.get(STAFF_PAGE)
    assert answer["Location"] == "/accounts/2fa/reauthenticate/?next=%2Fcoordination%2F"
    time_machine.shift(timedelta(seconds=30))
    answer = client.post(answer["Location"], {"code": totp_code(secret)})
    assert answer["Location"] == STAFF_PAGE
    assert client.get(STAFF_PAGE).status_code == 200


def test_a_session_with_the_second_step_opens_staff_pages(client, make_account, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    secret = add_totp(make_account(roles=("coordinator",)))
    sign_in_by_code(client, "aigul@example.org", next=STAFF_PAGE)
    answer = client.post("/accounts/2fa/authenticate/", {"code": totp_code(secret)})

    assert answer["Location"] == STAFF_PAGE
    assert client.get(STAFF_PAGE).status_code == 200


def test_recovery_codes_are_shown_once_and_each_works_once(client, make_client, make_account, time_machine):
    time_machine.move_to("2026-11-22 10:00:00 +0000", tick=False)
    sign_in_by_code(client, make_account().email)
    client.get("/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    client.post("/accounts/2fa/totp/activate/", {"code": totp_code(secret)})
    time_machine.shift(timedelta(seconds=30))
    client.post("/accounts/2fa/reauthenticate/", {"code": totp_code(secret)})
    shown = client.get("/accounts/2fa/recovery-codes/").content.decode()
    codes = [part.split("</code>")[0] for part in shown.split("<code>")[1:]]
    assert len(codes) == 10
    assert "<code>" not in client.get("/accounts/2fa/recovery-codes/").content.decode()

    for browser, opens in ((make_client(), True), (make_client(), False)):
        sign_in_by_code(browser, "aigul@example.org")
        browser.post("/accounts/2fa/authenticate/", {"code": codes[0]})
        assert is_signed_in(browser) is opens


def test_taking_the_app_away_asks_for_it_once_more(client, make_account):
    user = make_account()
    add_totp(user)
    client.force_login(user)
    answer = client.post("/accounts/2fa/totp/deactivate/")

    assert answer["Location"].startswith("/accounts/2fa/reauthenticate/")
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_another_persons_key_cannot_be_removed_or_renamed(client, make_account):
    other = make_account("other@example.org")
    key = Authenticator.objects.create(user=other, type="webauthn", data={"name": "Theirs", "credential": {}})
    client.force_login(make_account())

    for action in ("remove", "edit"):
        assert client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/{action}/").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()
