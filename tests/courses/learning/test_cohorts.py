"""Cohorts: joined by one's own wish through a link, left at any time, forgotten in the end."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from courses.api import (
    InvitationOver,
    accept_invitation,
    close_invitation,
    cohorts_of,
    create_cohort,
    invitation_by_token,
    invite,
    leave_cohort,
    load_regions,
)
from courses.learning.joining import forget_cohorts
from courses.learning.rules import is_invitation_open
from courses.models import Cohort, Country, Invitation, Membership, Region
from lms.accounts.models import User
from tests.factories import make_learner

TODAY = date(2026, 11, 26)


@pytest.fixture
def cohort(db):
    return create_cohort(name="Autumn")


def link_into(cohort, *, places: int | None = None, days: int = 7):
    last_day = timezone.localdate() + timedelta(days=days)
    return invite(cohort=cohort, language="ru", last_day=last_day, places=places, by=make_learner())


@pytest.mark.parametrize(
    ("changed", "is_open"),
    [
        ({}, True),
        ({"last_day": TODAY}, True),
        ({"last_day": date(2026, 11, 25)}, False),
        ({"cohort_ends_on": TODAY}, True),
        ({"cohort_ends_on": date(2026, 11, 25)}, False),
        ({"is_closed": True}, False),
        ({"joined": 2, "places": 3}, True),
        ({"joined": 3, "places": 3}, False),
    ],
)
def test_an_invitation_opens_until_its_last_day_its_last_place_or_its_closing(changed, is_open):
    usual = {
        "is_closed": False,
        "last_day": date(2026, 12, 31),
        "cohort_ends_on": None,
        "joined": 0,
        "places": None,
        "today": TODAY,
    }
    assert is_invitation_open(**usual | changed) is is_open


def test_whoever_accepts_an_invitation_belongs_to_its_cohort_and_is_counted_once(cohort):
    made, learner = link_into(cohort), make_learner()

    assert accept_invitation(learner=learner, invitation=made.invitation) is True
    assert accept_invitation(learner=learner, invitation=made.invitation) is False

    assert cohorts_of(learner) == [cohort]
    assert Invitation.objects.get().joined == 1


def test_a_second_link_into_the_same_cohort_makes_nobody_a_member_twice(cohort):
    learner, first, second = make_learner(), link_into(cohort), link_into(cohort)
    accept_invitation(learner=learner, invitation=first.invitation)

    assert accept_invitation(learner=learner, invitation=second.invitation) is False
    assert Membership.objects.count() == 1
    with pytest.raises(IntegrityError, match="UNIQUE|one_membership"), transaction.atomic():
        Membership.objects.create(learner=learner, cohort=cohort)


def test_the_table_of_invitations_invites_nobody(cohort):
    made = link_into(cohort)
    stored = Invitation.objects.values().get()

    assert len(made.token) >= 22
    assert made.token not in str(stored)
    assert invitation_by_token(made.token) == made.invitation
    assert invitation_by_token(stored["token_hash"]) is None


def test_no_two_links_are_alike(cohort):
    assert len({link_into(cohort).token for _ in range(20)}) == 20


def test_nobody_joins_by_a_closed_link_even_when_it_was_read_before(cohort):
    made = link_into(cohort)
    close_invitation(public_id=made.invitation.public_id, by=made.invitation.created_by)

    with pytest.raises(InvitationOver):
        accept_invitation(learner=make_learner(), invitation=made.invitation)
    assert not Membership.objects.exists()


def test_nobody_closes_an_invitation_of_somebody_else(cohort):
    made = link_into(cohort)

    assert close_invitation(public_id=made.invitation.public_id, by=make_learner()) is False
    assert Invitation.objects.get().closed_at is None


def test_six_people_who_take_the_last_place_at_once_are_one(transactional_db):
    cohort = create_cohort(name="Autumn")
    made = link_into(cohort, places=1)
    people = [make_learner() for _ in range(6)]
    start = Barrier(len(people))

    def join_from_a_thread(person):
        try:
            start.wait(30)
            accept_invitation(
                learner=User.objects.get(pk=person.pk), invitation=invitation_by_token(made.token)
            )
            return "joined"
        except InvitationOver:
            return "full"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as threads:
        results = sorted(threads.map(join_from_a_thread, people))

    assert results == ["full"] * 5 + ["joined"]
    assert Membership.objects.count() == Invitation.objects.get().joined == 1


def test_the_database_itself_refuses_one_more_than_there_are_places(cohort):
    made = link_into(cohort, places=1)
    with pytest.raises(IntegrityError, match="invitation_holds_its_places"):
        Invitation.objects.filter(pk=made.invitation.pk).update(joined=2)


def test_whoever_leaves_is_gone_and_may_come_back(cohort):
    made, learner = link_into(cohort), make_learner()
    accept_invitation(learner=learner, invitation=made.invitation)

    assert leave_cohort(learner=learner, key=cohort.key) == cohort
    assert cohorts_of(learner) == [] and not Membership.objects.exists()
    assert leave_cohort(learner=learner, key=cohort.key) is None
    assert accept_invitation(learner=learner, invitation=made.invitation) is True


def test_a_deleted_account_leaves_no_membership_and_its_invitations_are_gone(cohort):
    made, learner = link_into(cohort), make_learner()
    accept_invitation(learner=learner, invitation=made.invitation)

    learner.delete()
    made.invitation.created_by.delete()

    assert not Membership.objects.exists() and not Invitation.objects.exists()
    assert Cohort.objects.exists()


def test_a_cohort_lies_in_one_place_and_ends_after_it_began(db):
    load_regions()
    region, country = Region.objects.get(code="UZ-SU"), Country.objects.get(code="UZ")
    with pytest.raises(IntegrityError, match="cohort_lies_in_one_place"), transaction.atomic():
        Cohort.objects.create(name="Two places", region=region, country=country)
    with pytest.raises(IntegrityError, match="cohort_ends_after_it_began"), transaction.atomic():
        Cohort.objects.create(name="Backwards", starts_on=TODAY, ends_on=TODAY - timedelta(days=1))
    with pytest.raises(IntegrityError, match="cohort_has_a_name"), transaction.atomic():
        Cohort.objects.create(name="")


def test_a_year_after_its_last_day_nobody_can_tell_who_was_in_a_cohort(db):
    ended = create_cohort(name="Long ago", ends_on=date(2025, 11, 25))
    running = create_cohort(name="Still here", ends_on=date(2025, 11, 26))
    endless = create_cohort(name="Without end")
    for cohort in (ended, running, endless):
        Membership.objects.create(cohort=cohort, learner=make_learner())

    assert forget_cohorts(today="2026-11-26") == 1
    assert set(Cohort.objects.values_list("name", flat=True)) == {"Still here", "Without end"}


def test_a_year_after_its_last_day_nobody_can_tell_who_invited(cohort):
    made = link_into(cohort)
    Invitation.objects.filter(pk=made.invitation.pk).update(last_day=date(2025, 11, 25))

    assert forget_cohorts(today="2026-11-26") == 1
    assert not Invitation.objects.exists()
