"""A coordinator withdraws a certificate: of their own people only, once, and for a reason from the list."""

from uuid import uuid4

import pytest

from courses.api import accept_invitation, create_cohort, invite
from lms.certificates.models import Award
from tests.coordination.holders import TODAY, ends
from tests.coordination.test_overview import coordinator

pytestmark = pytest.mark.django_db
ADDRESS = "/coordination/certificates/"


@pytest.fixture
def award(course):
    return ends(course, TODAY, region="UZ-SU")


def withdraw(client, award, reason="mistake"):
    return client.post(f"{ADDRESS}?code={award.shown_code}", {"reason": reason})


def test_it_is_shown_first_and_withdrawn_after_a_reason(award):
    own = coordinator(("region", "UZ-SU"))

    page = own.get(ADDRESS, {"code": award.shown_code.lower()}).content.decode()
    assert award.title in page and "This cannot be undone" in page
    assert not Award.objects.get().revoked_at
    done = withdraw(own, award)

    assert done.status_code == 302
    assert Award.objects.get().revocation_reason == "mistake"
    page = own.get(done.url).content.decode()
    assert "It was issued by mistake." in page and "This cannot be undone" not in page


def test_the_first_reason_and_day_stay(award):
    own = coordinator(("country", "UZ"))
    withdraw(own, award)
    first = Award.objects.get()
    withdraw(own, award, reason="conduct")
    second = Award.objects.get()
    assert (second.revoked_at, second.revocation_reason) == (first.revoked_at, "mistake")


@pytest.mark.parametrize("reason", ["", "because I say so"])
def test_without_a_reason_from_the_list_nothing_happens(award, reason):
    answer = withdraw(coordinator(), award, reason=reason)
    assert answer.status_code == 422 and "Choose" in answer.content.decode()
    assert not Award.objects.get().revoked_at


def said(client, code: str) -> str:
    """The page itself, without the code and the forms around it."""
    page = client.get(ADDRESS, {"code": code}).content.decode().replace(code, "")
    return page[page.index("<main") : page.index("</main>")]


@pytest.mark.parametrize("place", [("region", "UZ-TK"), ("country", "KG"), ("cohort", str(uuid4()))])
def test_whose_places_do_not_reach_the_holder_sees_what_an_unknown_code_shows(award, place):
    other = coordinator(place)
    answers = [said(other, code) for code in (award.shown_code, "0000-0000-0000-0000")]
    assert answers[0] == answers[1] and award.title not in answers[0]
    assert withdraw(other, award).status_code == 422
    assert not Award.objects.get().revoked_at


def test_a_groups_coordinator_reaches_its_members_and_its_courses_only(award, course):
    about, other = (create_cohort(name="Spring", course_keys=(key,)) for key in (award.course_key, uuid4()))
    for group in (about, other):
        made = invite(cohort=group, language="en", last_day=TODAY, by=award.learner)
        accept_invitation(learner=award.learner, invitation=made.invitation)

    assert withdraw(coordinator(("cohort", str(other.key))), award).status_code == 422
    assert withdraw(coordinator(("cohort", str(about.key))), award).status_code == 302


@pytest.mark.parametrize("code", ["", "nonsense", "\x00" * 16, "0" * 400])
def test_what_is_no_code_gets_a_sentence(code):
    answer = coordinator().get(ADDRESS, {"code": code})
    assert answer.status_code == 422
