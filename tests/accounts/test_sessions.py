"""Sessions: a fresh key at sign-in, as long as was asked for, and ended when they should be."""

from datetime import timedelta

import pytest
from django.conf import settings as site
from django.contrib.sessions.models import Session
from django.core import mail
from django.utils import timezone

from lms.accounts.actions import end_all_sessions, forget_expired_sessions
from lms.accounts.models import User
from lms.accounts.session_store import SessionStore
from tests.accounts.conftest import PASSWORD, newest_code, sign_in_by_code

pytestmark = pytest.mark.django_db

START = "2026-11-22 10:00:00 +0000"


def is_signed_in(client) -> bool:
    """Return whether the next request still belongs to somebody."""
    return client.get("/accounts/profile/").status_code == 200


def test_a_key_set_before_signing_in_is_worth_nothing_after(client, make_account):
    client.post("/accounts/login/", {"login": make_account().email})
    before = client.cookies[site.SESSION_COOKIE_NAME].value
    client.post("/accounts/login/code/confirm/", {"code": newest_code()})

    assert client.cookies[site.SESSION_COOKIE_NAME].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_on_ones_own_phone_a_session_lives_14_days(client, make_account):
    sign_in_by_code(client, make_account().email, remember="on")

    assert client.cookies[site.SESSION_COOKIE_NAME]["max-age"] == 14 * 24 * 3600
    assert client.session.get_expiry_age() == 14 * 24 * 3600


def test_elsewhere_a_session_ends_with_the_browser(client, make_account):
    sign_in_by_code(client, make_account().email)

    assert client.cookies[site.SESSION_COOKIE_NAME]["max-age"] == ""
    assert client.session.get_expire_at_browser_close()


def test_the_tick_counts_for_passwords_too(client, make_account):
    make_account(password=PASSWORD)
    client.post("/accounts/login/", {"login": "aigul@example.org", "password": PASSWORD, "remember": "on"})

    assert client.cookies[site.SESSION_COOKIE_NAME]["max-age"] == 14 * 24 * 3600


def test_what_a_session_remembers_is_read_in_one_query(client, make_account, django_assert_num_queries):
    client.force_login(make_account())
    key = client.session.session_key

    with django_assert_num_queries(1):
        remembered = SessionStore(key).load()
    assert remembered == dict(client.session.items())


@pytest.mark.parametrize("way", ["over", "unknown", "changed"])
def test_a_session_that_is_over_or_was_never_given_remembers_nothing(client, make_account, way):
    client.force_login(make_account())
    key = "a" * 32 if way == "unknown" else client.session.session_key
    changed = {"over": {"expire_date": timezone.now()}, "changed": {"session_data": "forged:data:here"}}
    Session.objects.filter(session_key=key).update(**changed.get(way, {"session_data": ""}))

    assert SessionStore(key).load() == {}
    client.cookies[site.SESSION_COOKIE_NAME] = key
    assert not is_signed_in(client)


def test_signing_out_ends_the_session_on_the_server(client, make_account):
    client.force_login(make_account())
    key = client.session.session_key
    client.post("/accounts/logout/")

    assert not Session.objects.filter(session_key=key).exists()


def test_a_changed_password_ends_all_other_sessions_and_keeps_this_one(client, make_client, make_account):
    user = make_account(password=PASSWORD)
    other = make_client()
    client.force_login(user)
    other.force_login(user)
    new = "another four unrelated words"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert is_signed_in(client)
    assert not is_signed_in(other)
    assert "password" in mail.outbox[-1].subject


def test_a_password_that_was_reset_ends_all_sessions(client, make_client, make_account):
    user = make_account(password=PASSWORD)
    other = make_client()
    other.force_login(user)
    client.post("/accounts/password/reset/", {"email": user.email})
    client.post("/accounts/password/reset/confirm/", {"code": newest_code()})
    new = "another four unrelated words"
    answer = client.post(
        "/accounts/password/reset/complete/", {"password1": new, "password2": new}, follow=True
    )

    assert b"new password is saved" in answer.content
    assert not is_signed_in(other)


def test_signing_out_everywhere_keeps_only_this_device(client, make_client, make_account):
    user = make_account()
    other = make_client()
    client.force_login(user)
    other.force_login(user)
    client.post("/accounts/sign-out-everywhere/")

    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_a_raised_epoch_ends_every_session(client, make_account):
    user = make_account()
    client.force_login(user)
    end_all_sessions(user)

    assert not is_signed_in(client)


def test_a_closed_account_is_out_at_its_next_request(client, make_account):
    user = make_account()
    client.force_login(user)
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert not is_signed_in(client)


def test_a_closed_account_is_told_so_after_its_code(client, make_account):
    user = make_account()
    User.objects.filter(pk=user.pk).update(is_active=False)
    client.post("/accounts/signup/", {"email": user.email})
    answer = client.post("/accounts/login/code/confirm/", {"code": newest_code()})

    assert answer["Location"] == "/accounts/inactive/"
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("after", "is_still_in"), [(20 * 60 - 1, True), (20 * 60, True), (20 * 60 + 1, False)]
)
def test_staff_is_signed_out_after_twenty_idle_minutes(
    client, make_account, time_machine, after, is_still_in
):
    time_machine.move_to(START, tick=False)
    sign_in_by_code(client, make_account(roles=("coordinator",)).email)
    time_machine.shift(timedelta(seconds=after))

    assert is_signed_in(client) is is_still_in


def test_a_signed_out_member_of_staff_reads_why(client, make_account, time_machine):
    time_machine.move_to(START, tick=False)
    sign_in_by_code(client, make_account(roles=("coordinator",)).email)
    time_machine.shift(timedelta(minutes=21))
    answer = client.get("/coordination/", follow=True)

    assert answer.redirect_chain == [("/accounts/login/?next=%2Fcoordination%2F", 302)]
    assert b"You were signed out because nothing happened" in answer.content


def test_staff_at_work_stays_signed_in(client, make_account, time_machine):
    time_machine.move_to(START, tick=False)
    sign_in_by_code(client, make_account(roles=("coordinator",)).email)
    for _time in range(4):
        time_machine.shift(timedelta(minutes=19))
        assert is_signed_in(client)


def test_learners_are_not_hurried(client, make_account, time_machine):
    time_machine.move_to(START, tick=False)
    sign_in_by_code(client, make_account().email)
    time_machine.shift(timedelta(hours=8))

    assert is_signed_in(client)


def test_the_idle_clock_is_written_at_most_once_a_minute(
    client, make_account, time_machine, django_assert_max_num_queries
):
    time_machine.move_to(START, tick=False)
    sign_in_by_code(client, make_account(roles=("coordinator",)).email)
    written = [session_data(client)]
    for _time in range(12):
        time_machine.shift(timedelta(seconds=10))
        assert is_signed_in(client)
        written.append(session_data(client))

    # Two minutes of looking around: the row changed twice.
    assert len(set(written)) == 3


def session_data(client) -> str:
    return Session.objects.get(session_key=client.session.session_key).session_data


def test_a_role_granted_meanwhile_starts_the_clock_at_the_first_staff_page(
    client, make_account, time_machine
):
    from lms.accounts.actions import grant

    time_machine.move_to(START, tick=False)
    user = make_account()
    sign_in_by_code(client, user.email)
    grant(user, "coordinator")
    client.get("/coordination/")
    time_machine.shift(timedelta(minutes=21))

    assert not is_signed_in(client)


def test_expired_sessions_are_forgotten_and_living_ones_kept(client, make_account):
    client.force_login(make_account())
    living = client.session.session_key
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - timedelta(days=1))

    assert forget_expired_sessions() == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == [living]
    assert forget_expired_sessions() == 0


def test_no_address_and_no_device_is_kept_anywhere(client, make_account):
    """Walk every column of every table after a journey through the door."""
    from django.apps import apps

    traces = {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "Telltale/9.9"}
    make_account(password=PASSWORD, roles=("coordinator",))
    client.post("/accounts/login/", {"login": "aigul@example.org", "password": "wrong"}, **traces)
    client.post("/accounts/login/", {"login": "aigul@example.org"}, **traces)
    client.post("/accounts/login/code/confirm/", {"code": newest_code()}, **traces)
    client.get("/coordination/", **traces)
    client.post("/accounts/sign-out-everywhere/", **traces)
    new = "another four unrelated words"
    client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}, **traces
    )
    assert "password" in mail.outbox[-1].subject

    kept = str([list(model._default_manager.values()) for model in apps.get_models()])
    sessions = str([session.get_decoded() for session in Session.objects.all()])
    messages = str([message.body for message in mail.outbox])
    for text in (kept, sessions, messages):
        assert "203.0.113" not in text
        assert "Telltale" not in text
