"""Signing up and in by code: one address, six digits, and no word about who is already here."""

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as site
from django.core import mail
from django.urls import reverse

from lms.accounts.consent import CONSENT_VERSION
from lms.accounts.models import Profile, User
from tests.accounts.conftest import PASSWORD, newest_code, sign_in_by_code, wrong_code

pytestmark = pytest.mark.django_db

CONFIRM = "/accounts/login/code/confirm/"


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_an_address_and_its_code_make_an_account(client):
    client.post("/accounts/signup/", {"email": "New@Example.org"})
    answer = client.post(CONFIRM, {"code": newest_code()})

    assert is_signed_in(client)
    assert User.objects.get().email == "new@example.org"
    assert answer["Location"] == "/accounts/welcome/?next=%2Flearn%2F"


def test_nothing_is_kept_of_an_address_that_nobody_confirmed(client):
    client.post("/accounts/signup/", {"email": "somebody-elses@example.org"})
    client.post(CONFIRM, {"code": wrong_code()})
    client.post(CONFIRM, {"action": "resend"})

    assert not User.objects.exists()
    assert not EmailAddress.objects.exists()


def test_two_windows_that_confirm_one_address_share_one_account(client, make_client):
    other = make_client()
    client.post("/accounts/signup/", {"email": "new@example.org"})
    first = newest_code()
    other.post("/accounts/signup/", {"email": "new@example.org"})
    other.post(CONFIRM, {"code": newest_code()})
    client.post(CONFIRM, {"code": first})

    assert is_signed_in(client)
    assert is_signed_in(other)
    assert User.objects.count() == EmailAddress.objects.filter(verified=True).count() == 1


def test_the_code_is_six_digits_and_may_be_typed_with_spaces(client):
    client.post("/accounts/signup/", {"email": "new@example.org"})
    code = newest_code()
    client.post(CONFIRM, {"code": f" {code[:3]} {code[3:]} "})

    assert is_signed_in(client)


def test_a_newcomer_introduces_themselves_once_and_goes_on_where_they_were_heading(client, newcomer_answers):
    client.post("/accounts/signup/?next=/courses/common-core/", {"email": "new@example.org"})
    answer = client.post(f"{CONFIRM}?next=/courses/common-core/", {"code": newest_code()})
    assert answer["Location"] == "/accounts/welcome/?next=%2Fcourses%2Fcommon-core%2F"

    answer = client.post(answer["Location"], newcomer_answers)

    assert answer["Location"] == "/courses/common-core/"
    profile = Profile.objects.get()
    assert (profile.display_name, profile.region.code) == ("Aigul", "KG-GB")
    assert profile.consent_version == CONSENT_VERSION
    assert profile.consented_at is not None


def test_next_is_carried_from_the_form_to_the_code_to_the_goal(client, make_account):
    make_account()
    shown = client.get("/accounts/login/?next=/learn/%3Fall%3D1")
    assert b'name="next" value="/learn/?all=1"' in shown.content

    answer = client.post("/accounts/login/", {"login": "aigul@example.org", "next": "/learn/?all=1"})
    answer = client.post(answer["Location"], {"code": newest_code(), "next": "/learn/?all=1"})

    assert answer["Location"] == "/learn/?all=1"


def test_a_language_chosen_in_the_welcome_is_the_language_one_goes_on_in(client, newcomer_answers):
    client.post("/accounts/signup/", {"email": "new@example.org"})
    client.post(CONFIRM, {"code": newest_code()})
    answer = client.post("/accounts/welcome/", newcomer_answers | {"language": "ru"})

    assert answer["Location"] == "/ru/learn/"


def test_a_person_comes_home_in_their_own_language(client, make_account):
    user = make_account()
    Profile.objects.filter(user=user).update(language="tg")

    assert sign_in_by_code(client, user.email)["Location"] == "/tg/learn/"


def test_a_language_chosen_at_the_door_and_a_goal_are_both_kept(client, make_client, make_account):
    user = make_account()
    Profile.objects.filter(user=user).update(language="tg")
    client.post("/ru/accounts/login/", {"login": user.email})
    assert (
        client.post("/ru/accounts/login/code/confirm/", {"code": newest_code()})["Location"] == "/ru/learn/"
    )

    other = make_client()
    assert sign_in_by_code(other, user.email, next="/courses/x/")["Location"] == "/courses/x/"


def test_without_agreement_nothing_is_kept_and_nothing_typed_is_lost(client, newcomer_answers):
    client.post("/accounts/signup/", {"email": "new@example.org"})
    client.post(CONFIRM, {"code": newest_code()})
    answer = client.post(
        "/accounts/welcome/", newcomer_answers | {"agreed": "", "organisation": "Our centre"}
    )

    assert answer.status_code == 422
    assert b"Without your agreement" in answer.content
    assert b'value="Our centre"' in answer.content
    assert b'<option value="KG-GB" selected>' in answer.content
    assert not Profile.objects.filter(consent_version__gt="").exists()


def test_before_the_welcome_open_pages_may_be_read_and_nothing_is_recorded(client):
    client.post("/accounts/signup/", {"email": "new@example.org"})
    client.post(CONFIRM, {"code": newest_code()})

    assert client.get("/about/").status_code == 200
    assert client.get("/learn/")["Location"] == "/accounts/welcome/?next=%2Flearn%2F"
    started = client.post("/courses/common-core/start/")
    assert started["Location"] == "/accounts/welcome/?next=%2Fcourses%2Fcommon-core%2F"


def test_a_changed_consent_text_is_asked_for_at_the_next_sign_in(client, make_account):
    user = make_account()
    Profile.objects.filter(user=user).update(consent_version="2025-01")
    answer = sign_in_by_code(client, user.email)

    assert answer["Location"].startswith("/accounts/welcome/")
    assert b"has changed" in client.get(answer["Location"]).content


def test_a_person_who_has_been_welcomed_is_not_asked_again(client, make_account):
    assert sign_in_by_code(client, make_account().email)["Location"] == "/learn/"
    assert client.get("/accounts/welcome/")["Location"] == "/learn/"


@pytest.mark.parametrize(("path", "field"), [("/accounts/signup/", "email"), ("/accounts/login/", "login")])
def test_known_and_unknown_addresses_get_the_same_answer(make_client, make_account, path, field):
    make_account("known@example.org")
    answers = []
    for address in ("known@example.org", "knovn@example.org"):
        client = make_client()
        first = client.post(path, {field: address})
        page = client.get(first["Location"])
        wrong = client.post(first["Location"], {"code": "abcdef"})
        answers.append(
            [
                (first.status_code, first["Location"], sorted(first.headers)),
                (page.status_code, plain(page, address), sorted(page.headers)),
                (wrong.status_code, plain(wrong, address), sorted(wrong.headers)),
            ]
        )

    assert answers[0] == answers[1]


def test_known_and_unknown_addresses_get_the_same_message_at_sign_up(make_client, make_account):
    make_account("known@example.org")
    for address in ("known@example.org", "knovn@example.org"):
        make_client().post("/accounts/signup/", {"email": address})

    known, unknown = mail.outbox
    assert known.subject == unknown.subject
    assert without_code(known.body) == without_code(unknown.body)
    assert len(mail.outbox) == 2


def test_each_sign_in_sends_exactly_one_message_whoever_it_is(make_client, make_account):
    make_account("known@example.org")
    for address in ("known@example.org", "knovn@example.org"):
        make_client().post("/accounts/login/", {"login": address})

    assert [message.to for message in mail.outbox] == [["known@example.org"], ["knovn@example.org"]]
    assert mail.outbox[0].subject == mail.outbox[1].subject


def test_a_wrong_password_says_the_same_of_known_and_unknown_addresses(make_client, make_account):
    make_account("known@example.org", password=PASSWORD)
    make_account("knotn@example.org")
    answers = [
        plain(
            make_client().post("/accounts/login/", {"login": address, "password": "not the password"}),
            address,
        )
        for address in ("known@example.org", "knovn@example.org", "knotn@example.org")
    ]

    assert answers[0] == answers[1] == answers[2]
    assert "do not belong together" in answers[0]


def test_a_new_password_is_offered_the_same_way_to_known_and_unknown_addresses(make_client, make_account):
    make_account("known@example.org", password=PASSWORD)
    answers = []
    for address in ("known@example.org", "knovn@example.org"):
        client = make_client()
        first = client.post("/accounts/password/reset/", {"email": address})
        page = client.get(first["Location"])
        answers.append((first.status_code, first["Location"], page.status_code, plain(page, address)))

    assert answers[0] == answers[1]
    assert len(mail.outbox) == 2


def plain(answer, address: str) -> str:
    """Return a page without what differs by itself: the form's token and the address typed."""
    import re

    text = answer.content.decode().replace(address, "ADDRESS")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def without_code(text: str) -> str:
    return text.replace(next(line for line in text.splitlines() if line.isdigit()), "")


def test_signing_up_with_a_known_address_signs_in(client, make_account):
    make_account("known@example.org")
    client.post("/accounts/signup/", {"email": "known@example.org"})
    answer = client.post(CONFIRM, {"code": newest_code()})

    assert answer["Location"] == "/learn/"
    assert User.objects.count() == 1


def test_a_stranger_cannot_use_anybodys_address_without_the_message(client, make_account):
    make_account("known@example.org")
    client.post("/accounts/signup/", {"email": "known@example.org"})
    for _try in range(5):
        client.post(CONFIRM, {"code": wrong_code()})

    assert not is_signed_in(client)
    client.post(CONFIRM, {"code": newest_code()})
    assert not is_signed_in(client)


def test_five_wrong_codes_end_the_attempt_and_a_new_code_may_be_asked_for(client, make_account):
    make_account()
    client.post("/accounts/login/", {"login": "aigul@example.org"})
    for _try in range(4):
        answer = client.post(CONFIRM, {"code": wrong_code()})
        assert answer.status_code == 200
        assert b"not the code from the newest message" in answer.content
    answer = client.post(CONFIRM, {"code": wrong_code()}, follow=True)

    assert answer.redirect_chain[-1][0] == "/accounts/login/code/"
    assert b"Too many tries" in answer.content


def test_a_code_is_sent_again_twice_and_only_the_newest_works(client, make_account):
    make_account()
    client.post("/accounts/login/", {"login": "aigul@example.org"})
    first = newest_code()
    for _time in range(3):
        client.post(CONFIRM, {"action": "resend"})

    assert len(mail.outbox) == 3
    if newest_code() != first:
        client.post(CONFIRM, {"code": first})
        assert not is_signed_in(client)
    client.post(CONFIRM, {"code": newest_code()})
    assert is_signed_in(client)


def test_a_code_is_worth_nothing_after_a_quarter_of_an_hour(client, make_account, time_machine):
    make_account()
    time_machine.move_to("2026-11-22 10:00:00 +0000", tick=False)
    client.post("/accounts/login/", {"login": "aigul@example.org"})
    time_machine.move_to("2026-11-22 10:15:01 +0000", tick=False)
    client.post(CONFIRM, {"code": newest_code()})

    assert not is_signed_in(client)


def test_a_code_works_only_in_the_window_it_was_asked_for_in(client, make_client, make_account):
    make_account()
    client.post("/accounts/login/", {"login": "aigul@example.org"})
    elsewhere = make_client()
    elsewhere.post(CONFIRM, {"code": newest_code()})

    assert not is_signed_in(elsewhere)


def test_messages_to_one_address_are_limited(make_client):
    for _time in range(4):
        answer = make_client().post("/accounts/login/", {"login": "new@example.org"})

    assert len(mail.outbox) == 3
    assert b"Too many tries" in answer.content


def test_a_password_opens_the_door_for_those_who_have_one(client, make_account):
    make_account(password=PASSWORD)
    answer = client.post("/accounts/login/", {"login": "AIGUL@example.org", "password": PASSWORD})

    assert answer["Location"] == "/learn/"
    assert not mail.outbox


def test_wrong_passwords_are_counted_and_the_fifth_is_the_last(make_client, make_account):
    make_account(password=PASSWORD)
    for _try in range(5):
        make_client().post("/accounts/login/", {"login": "aigul@example.org", "password": "wrong"})
    answer = make_client().post("/accounts/login/", {"login": "aigul@example.org", "password": PASSWORD})

    assert answer.status_code == 200
    assert b"Too many tries" in answer.content


def test_an_owner_locked_out_by_wrong_passwords_still_comes_in_by_code(make_client, make_account):
    make_account(password=PASSWORD)
    for _try in range(6):
        make_client().post("/accounts/login/", {"login": "aigul@example.org", "password": "wrong"})
    client = make_client()
    sign_in_by_code(client, "aigul@example.org")

    assert is_signed_in(client)


def test_a_password_typed_wrong_keeps_the_address(client, make_account):
    make_account(password=PASSWORD)
    answer = client.post("/accounts/login/", {"login": "aigul@example.org", "password": "wrong"})

    assert b'value="aigul@example.org"' in answer.content
    assert b"<details open>" in answer.content
    assert b"wrong" not in answer.content


@pytest.mark.parametrize("address", ["", "aigul", "aigul@", "a b@example.org", "x" * 250 + "@example.org"])
def test_a_broken_address_is_answered_in_a_sentence_and_kept(client, address):
    answer = client.post("/accounts/signup/", {"email": address})

    assert answer.status_code == 200
    assert b'aria-invalid="true"' in answer.content
    assert b'id="id_email_error"' in answer.content
    assert not mail.outbox


def test_signing_out_takes_a_form(client, make_account):
    client.force_login(make_account())
    assert client.get("/accounts/logout/").status_code == 200
    assert is_signed_in(client)

    client.post("/accounts/logout/")
    assert not is_signed_in(client)


def test_a_message_names_the_configured_address_whatever_host_was_asked(client, settings):
    settings.ALLOWED_HOSTS = ["testserver", "evil.example"]
    client.post("/accounts/login/", {"login": "new@example.org"}, HTTP_HOST="evil.example")

    assert "evil" not in mail.outbox[0].body
    assert site.SITE_ADDRESS + reverse("account_signup") in mail.outbox[0].body


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", r"\\evil.example", "javascript:alert(1)", "http:evil.example",
     "https:///evil.example", "/\\evil.example", "data:text/html,x", "//evil.example@testserver/", "\thttps://evil.example"],
)  # fmt: skip
def test_nobody_is_sent_to_another_site(make_client, make_account, target):
    make_account(password=PASSWORD)
    client = make_client()
    answer = client.post(
        "/accounts/login/", {"login": "aigul@example.org", "password": PASSWORD, "next": target}
    )
    assert answer["Location"] == "/learn/"

    answer = client.post("/accounts/logout/", {"next": target})
    assert answer["Location"] == "/"


def test_a_mail_server_that_is_silent_is_told_in_a_sentence(client, settings):
    settings.EMAIL_BACKEND = "tests.accounts.silent_mail.SilentBackend"
    answer = client.post("/accounts/signup/", {"email": "new@example.org"})

    assert answer.status_code == 503
    assert b"could not leave" in answer.content
