"""Invited people: they read who will see what, join in one go, and leave when they like."""

import io
import logging
import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from courses.api import close_invitation, cohorts_of, create_cohort, invite
from courses.models import Invitation, Membership
from lms.accounts.actions import grant, withdraw
from lms.accounts.models import Profile, User
from lms.settings.logs import logging_settings
from tests.accounts.conftest import PASSWORD, add_totp, newest_code, totp_code, wrong_code
from tests.factories import make_course

pytestmark = pytest.mark.django_db
CONFIRM = "/accounts/login/code/confirm/"
SEEN = (
    "The coordinator of this group sees your display name, region, profession and how far you are. "
    "Never your answers."
)


@pytest.fixture
def coordinator(make_account, places):
    person = make_account("coordinator@example.org")
    Profile.objects.filter(user=person).update(display_name="Ulugbek")
    grant(person, "coordinator", "country", "UZ")
    return person


@pytest.fixture
def cohort(coordinator):
    return create_cohort(name="Termez, autumn", country="UZ")


@pytest.fixture
def invited(cohort, coordinator):
    """Return the token of an open invitation; ``places``, ``days`` and ``into`` may be chosen."""

    def make(*, places: int | None = None, days: int = 7, into=None) -> str:
        last_day = timezone.localdate() + timedelta(days=days)
        return invite(
            cohort=into or cohort, language="ru", last_day=last_day, places=places, by=coordinator
        ).token

    return make


def sign_up(client, token: str, email: str = "new@example.org"):
    """Type an address on the page of an invitation, then the mailed code; returns the last answer."""
    asked = client.post(f"/join/{token}/", {"email": email, "next": f"/join/{token}/"})
    return client.post(asked["Location"], {"code": newest_code(), "next": f"/join/{token}/"})


def member_names() -> set[str]:
    return set(Membership.objects.values_list("learner__email", flat=True))


def test_the_page_says_in_plain_words_who_invites_and_who_will_see_what(client, invited):
    page = client.get(f"/join/{invited()}/").content.decode()

    assert SEEN in page
    assert "Your e-mail address stays with you." in page
    assert "You can leave the group at any time" in page
    assert "Termez, autumn" in page and "Ulugbek" in page
    assert "coordinator@example.org" not in page


@pytest.mark.parametrize("word", ["returnee", "Syria", "Iraq", "terror", "repatriat", "camp"])
def test_nothing_on_the_page_tells_a_passer_by_what_the_work_is_about(client, invited, word):
    assert word.lower() not in client.get(f"/join/{invited()}/").content.decode().lower()


def test_a_newcomer_joins_with_an_address_a_code_and_the_usual_questions(
    client, invited, cohort, newcomer_answers
):
    welcome = sign_up(client, invited())
    assert welcome["Location"].startswith("/accounts/welcome/?next=")
    assert not Membership.objects.exists()

    onward = client.post(welcome["Location"], newcomer_answers)
    assert cohorts_of(User.objects.get(email="new@example.org")) == [cohort]

    arrived = client.get(onward["Location"], follow=True)
    assert arrived.request["PATH_INFO"] == "/learn/"
    assert "You have joined the group “Termez, autumn”." in arrived.content.decode()


def test_a_group_about_one_course_leads_to_that_course(client, invited, newcomer_answers):
    course = make_course(lessons=1)
    own = create_cohort(name="One course", country="UZ", course_keys=(course.key,))
    token = invited(into=own)
    client.post(sign_up(client, token)["Location"], newcomer_answers)

    assert client.get(f"/join/{token}/")["Location"] == f"/courses/{course.slug}/"
    assert client.get(f"/courses/{course.slug}/").status_code == 200


def test_who_has_an_account_joins_with_the_code_that_signs_them_in(client, invited, cohort, make_account):
    person = make_account("known@example.org")
    answer = sign_up(client, invited(), person.email)

    assert cohorts_of(person) == [cohort]
    assert client.get(answer["Location"])["Location"] == "/learn/"


def test_a_known_and_an_unknown_address_get_the_same_answer(make_client, invited, make_account):
    make_account("known@example.org")
    token, answers = invited(), []
    for email in ("known@example.org", "knovn@example.org"):
        answer = make_client().post(f"/join/{token}/", {"email": email, "next": f"/join/{token}/"})
        answers.append((answer.status_code, answer["Location"], sorted(answer.headers)))

    assert answers[0] == answers[1]


def test_who_is_signed_in_presses_one_button(client, invited, cohort, make_account):
    person, token = make_account(), invited()
    client.force_login(person)
    page = client.get(f"/join/{token}/").content.decode()
    assert SEEN in page and 'name="email"' not in page
    assert "You will stand there as <strong>Aigul</strong>." in page
    assert not Membership.objects.exists()

    answer = client.post(f"/join/{token}/")
    assert answer["Location"] == "/learn/"
    assert cohorts_of(person) == [cohort]


def test_a_password_and_a_second_factor_lead_back_to_the_one_button(client, invited, make_account):
    person, token = make_account(password=PASSWORD), invited()
    secret = add_totp(person)
    back = f"/join/{token}/"
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD, "next": back})
    answer = client.post(f"/accounts/2fa/authenticate/?next={back}", {"code": totp_code(secret)})

    assert answer["Location"] == back
    assert "Join</button>" in client.get(back).content.decode()


def test_opening_an_invitation_alone_joins_nobody(client, invited, make_account):
    client.force_login(make_account())
    token = invited()
    client.get(f"/join/{token}/")
    client.head(f"/join/{token}/")

    assert not Membership.objects.exists()
    assert Invitation.objects.get().joined == 0


def test_a_form_from_another_site_makes_nobody_a_member(invited, make_account):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(make_account())

    assert client.post(f"/join/{invited()}/").status_code == 403
    assert not Membership.objects.exists()


def test_the_code_may_be_typed_much_later_and_a_new_one_asked_for(client, invited, cohort, make_account):
    person, token = make_account("slow@example.org"), invited()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        asked = client.post(f"/join/{token}/", {"email": person.email, "next": f"/join/{token}/"})
        clock.shift(timedelta(minutes=40))
        assert client.post(asked["Location"], {"code": newest_code()}).status_code == 302
        again = client.post("/accounts/login/code/", {"email": person.email})
        client.post(again["Location"], {"code": wrong_code()})
        client.post(again["Location"], {"code": newest_code()})

    assert cohorts_of(person) == [cohort]


def test_the_message_may_be_read_on_another_phone(client, invited, cohort, make_client, make_account):
    person, token = make_account("two-phones@example.org"), invited()
    asked = client.post(f"/join/{token}/", {"email": person.email, "next": f"/join/{token}/"})
    make_client().get("/about/")
    client.post(asked["Location"], {"code": newest_code(), "next": f"/join/{token}/"})

    assert cohorts_of(person) == [cohort]


def test_whoever_sits_at_a_shared_computer_next_does_not_join_for_somebody_else(
    client, invited, make_account
):
    token, second = invited(), make_account("second@example.org")
    client.post(f"/join/{token}/", {"email": "first@example.org", "next": f"/join/{token}/"})
    client.post("/accounts/login/", {"login": second.email})
    client.post(CONFIRM, {"code": newest_code()})

    assert "_auth_user_id" in client.session
    assert not Membership.objects.exists()


def test_a_wish_of_this_morning_is_forgotten_in_the_evening(client, invited, make_account):
    person, token = make_account("slow@example.org"), invited()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client.post(f"/join/{token}/", {"email": person.email, "next": f"/join/{token}/"})
        clock.shift(timedelta(hours=3))
        client.post("/accounts/login/", {"login": person.email})
        client.post(CONFIRM, {"code": newest_code()})

    assert not Membership.objects.exists()


def test_an_address_with_a_slip_is_shown_again_as_typed(client, invited):
    answer = client.post(f"/join/{invited()}/", {"email": "aigul at example"})

    assert answer.status_code == 422
    assert 'value="aigul at example"' in answer.content.decode()
    assert SEEN in answer.content.decode()


def refused(client, token: str) -> tuple:
    answer = client.get(f"/join/{token}/")
    page = re.sub(r'value="\w{64}"|/join/[^/"]+/|%2Fjoin%2F[^"]+', "", answer.content.decode())
    return answer.status_code, page, sorted(answer.headers)


def test_unknown_closed_ended_full_and_orphaned_invitations_look_all_the_same(
    client, invited, coordinator, make_account
):
    full, ended, closed, kept = invited(places=1), invited(days=-1), invited(), invited()
    client.force_login(make_account("first@example.org"))
    client.post(f"/join/{full}/")
    client.logout()
    newest_two = Invitation.objects.order_by("-pk")
    close_invitation(public_id=newest_two[1].public_id, by=coordinator)

    answers = [refused(client, token) for token in ("no-such-token", full, ended, closed)]
    assert client.get(f"/join/{kept}/").status_code == 200
    withdraw(coordinator, "coordinator", "country", "UZ")
    answers.append(refused(client, kept))

    assert answers[0][0] == 404
    assert "This invitation does not open any more" in answers[0][1]
    assert all(answer == answers[0] for answer in answers)
    assert "Termez" not in answers[0][1]


def test_an_invitation_that_fills_up_while_somebody_waits_for_their_code_says_so(
    client, make_client, invited, make_account
):
    token, late = invited(places=1), make_account("late@example.org")
    asked = client.post(f"/join/{token}/", {"email": late.email, "next": f"/join/{token}/"})
    code = newest_code()
    quick = make_client()
    quick.force_login(make_account("quick@example.org"))
    quick.post(f"/join/{token}/")

    answer = client.post(asked["Location"], {"code": code, "next": f"/join/{token}/"})
    assert answer["Location"] == f"/join/{token}/"
    assert client.get(answer["Location"]).status_code == 404
    assert member_names() == {"quick@example.org"}


def test_whoever_guesses_links_is_asked_to_wait_even_before_a_right_one(client, invited):
    token = invited()
    assert [client.get(f"/join/guess-{number}/").status_code for number in range(30)] == [404] * 30

    assert client.get("/join/guess-31/").status_code == 429
    assert client.get(f"/join/{token}/").status_code == 429


def test_whoever_opens_a_good_link_often_is_never_asked_to_wait(client, invited):
    token = invited()
    assert {client.get(f"/join/{token}/").status_code for _ in range(40)} == {200}


def test_the_page_is_kept_by_no_browser_and_listed_by_no_search_engine(client, invited):
    answer = client.get(f"/join/{invited()}/")

    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "same-origin"


def test_before_the_welcome_nobody_joins_and_the_way_leads_back(client, invited):
    token = invited()
    client.post("/accounts/signup/", {"email": "new@example.org"})
    client.post(CONFIRM, {"code": newest_code()})

    answer = client.post(f"/join/{token}/", headers={"referer": f"http://testserver/join/{token}/"})
    assert answer["Location"] == f"/accounts/welcome/?next=%2Fjoin%2F{token}%2F"
    assert not Membership.objects.exists()


def test_a_member_sees_their_groups_and_leaves_with_one_button(client, invited, cohort, make_account):
    person, token = make_account(), invited()
    client.force_login(person)
    assert "You are in no group." in client.get("/accounts/profile/").content.decode()
    client.post(f"/join/{token}/")
    assert f"/accounts/leave/{cohort.key}/" in client.get("/accounts/profile/").content.decode()

    left = client.post(f"/accounts/leave/{cohort.key}/", follow=True)

    assert "You have left the group “Termez, autumn”." in left.content.decode()
    assert not Membership.objects.exists()


def test_nobody_leaves_for_somebody_else(client, invited, cohort, make_account):
    member, other = make_account(), make_account("other@example.org")
    client.force_login(member)
    client.post(f"/join/{invited()}/")
    client.force_login(other)
    client.post(f"/accounts/leave/{cohort.key}/")

    assert member_names() == {member.email}


def test_own_data_tells_of_a_membership_and_of_no_hash(client, invited, coordinator, make_account):
    member = make_account()
    client.force_login(member)
    client.post(f"/join/{invited()}/")
    assert len(client.get("/accounts/data/").json()["tables"]["courses.Membership"]) == 1

    client.force_login(coordinator)
    assert "token_hash" not in client.get("/accounts/data/").content.decode()


def test_no_log_line_holds_a_link_that_opens(client, invited):
    token, written = invited(), io.StringIO()
    handler = logging.StreamHandler(written)
    formatter = dict(logging_settings(as_json=True)["formatters"]["line"])
    handler.setFormatter(formatter.pop("()")(**formatter))
    django_log = logging.getLogger("django.request")
    django_log.addHandler(handler)
    try:
        client.post(f"/join/{token}/", {"email": "no address"})
        client.get(f"/ru/join/{token}x/")
    finally:
        django_log.removeHandler(handler)

    assert written.getvalue().count("/join/(link)/") == 2
    assert token not in written.getvalue()


def test_no_session_holds_a_link_that_opens(client, invited):
    token = invited()
    client.post(f"/join/{token}/", {"email": "new@example.org", "next": f"/join/{token}/"})

    assert "new@example.org" in str(dict(client.session))
    assert token not in str(dict(client.session))
