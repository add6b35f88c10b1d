"""Who sees me: the page holds exactly the row that coordinators see, and names those who can open it."""

import re

import pytest
from django.utils import timezone

from courses.api import accept_invitation, create_cohort, invite
from lms.accounts.api import Profile, grant
from tests.coordination.holders import TODAY, ends
from tests.coordination.test_overview import coordinator
from tests.factories import make_learner

pytestmark = pytest.mark.django_db
ADDRESS = "/learn/seen/"


@pytest.fixture
def member(course):
    """Somebody in Surkhandarya who holds a certificate and belongs to a group there."""
    award = ends(course, TODAY.replace(year=timezone.localdate().year + 1))
    group = create_cohort(name="Termez, spring", region="UZ-SU", course_keys=(award.course_key,))
    made = invite(cohort=group, language="en", last_day=timezone.localdate(), by=award.learner)
    accept_invitation(learner=award.learner, invitation=made.invitation)
    return award.learner, group


def named_coordinator(name: str, scope: str, value: str = ""):
    person = make_learner()
    Profile.objects.create(user=person, display_name=name)
    grant(person, "coordinator", scope, value)


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_row_is_the_coordinators_own_and_those_who_can_open_it_are_named(client, member):
    learner, group = member
    named_coordinator("Dilnoza", "region", "UZ-SU")
    named_coordinator("Farrukh", "country", "TJ")
    client.force_login(learner, backend="lms.accounts.backends.ScopedBackend")

    theirs = coordinator(("region", "UZ-SU")).get(f"/coordination/cohorts/{group.key}/")
    mine = client.get(ADDRESS)

    assert [row.member for row in mine.context["shown"]] == theirs.context["members"]
    page = words(mine.content.decode())
    assert "Dilnoza" in page and "a coordinator without a name" in page and "Farrukh" not in page
    assert "pilot edition" not in page and "certified until" in page


def test_nobody_else_stands_on_it_and_leaving_empties_it(client, member):
    learner, group = member
    other = make_learner()
    Profile.objects.create(user=other, display_name="Somebody else")
    made = invite(cohort=group, language="en", last_day=timezone.localdate(), by=other)
    accept_invitation(learner=other, invitation=made.invitation)
    client.force_login(learner, backend="lms.accounts.backends.ScopedBackend")

    assert "Somebody else" not in client.get(ADDRESS).content.decode()
    client.post(f"/accounts/leave/{group.key}/")
    assert "You are in no group" in client.get(ADDRESS).content.decode()


def test_who_has_no_profile_yet_stands_in_no_table(client, member):
    _learner, group = member
    newcomer = make_learner()
    made = invite(cohort=group, language="en", last_day=timezone.localdate(), by=newcomer)
    accept_invitation(learner=newcomer, invitation=made.invitation)
    client.force_login(newcomer, backend="lms.accounts.backends.ScopedBackend")
    assert client.get(ADDRESS, follow=True).status_code == 200


WITHDRAWAL = (
    "Whoever coordinates your country or region, or a group of yours that takes the course, and whoever runs "
    "this site may withdraw your certificate by its code, for a reason from a fixed list that you read."
)


@pytest.mark.parametrize("in_a_group", [True, False])
def test_everybody_reads_who_may_withdraw_a_certificate(client, member, in_a_group):
    learner = member[0] if in_a_group else make_learner()
    Profile.objects.get_or_create(user=learner)
    client.force_login(learner, backend="lms.accounts.backends.ScopedBackend")
    rest = client.get(ADDRESS).content.decode().partition("Everybody else")[2]
    assert WITHDRAWAL in words(rest)


@pytest.mark.parametrize(
    ("role", "scope", "value", "may"),
    [
        ("coordinator", "country", "UZ", True),
        ("coordinator", "region", "UZ-SU", True),
        ("coordinator", "cohort", "own", True),
        ("operator", "everywhere", "", True),
        ("coordinator", "country", "KG", False),
        ("coordinator", "region", "UZ-TK", False),
        ("coordinator", "cohort", "other", False),
        ("trainer", "everywhere", "", False),
        ("reviewer", "everywhere", "", False),
        ("observer", "everywhere", "", False),
    ],
)
def test_those_it_names_may_withdraw_and_nobody_else(client, member, role, scope, value, may):
    learner, group = member
    groups = {"own": group, "other": create_cohort(name="Another", region="UZ-SU")}
    person = make_learner()
    grant(person, role, scope, str(groups[value].key) if scope == "cohort" else value)
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    award = learner.awards.get()

    client.post(f"/coordination/certificates/?code={award.shown_code}", {"reason": "mistake"})

    award.refresh_from_db()
    assert (award.revoked_at is not None) is may
