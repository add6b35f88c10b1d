"""Invitations as their maker sees them: a link in a language, how many joined, and a way to close it."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from courses.api import create_cohort, load_regions
from courses.models import Invitation, Membership
from lms.accounts.api import Profile, grant
from tests.factories import make_learner

pytestmark = pytest.mark.django_db
PAGE = "/coordination/invitations/"


@pytest.fixture
def cohort():
    load_regions()
    return create_cohort(name="Termez, autumn", region="UZ-SU")


@pytest.fixture
def client(cohort):
    return of_coordinator("region", "UZ-SU")


def of_coordinator(scope: str, value: str) -> Client:
    person, client = make_learner(), Client()
    Profile.objects.create(user=person, display_name="Ulugbek")
    grant(person, "coordinator", scope, value)
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    return client


def asked_for(cohort, **more) -> dict:
    last_day = (timezone.localdate() + timedelta(days=10)).isoformat()
    return {"cohort": str(cohort.key), "language": "tg", "last_day": last_day, **more}


def make(client, cohort, **more) -> str:
    """Make an invitation; returns its link as the page shows it."""
    answer = client.post(PAGE, asked_for(cohort, **more))
    return link_on(client.get(answer["Location"]))


def link_on(answer) -> str:
    found = re.search(r'value="(http[^"]+/join/[^"]+)"', answer.content.decode())
    return found.group(1) if found else ""


def path_of(link: str) -> str:
    return re.sub(r"^https?://[^/]+", "", link)


@pytest.mark.parametrize(
    ("language", "start", "sentence"),
    [("tg", "/tg/join/", None), ("ru", "/ru/join/", None), ("en", "/join/", "You are invited")],
)
def test_an_invitation_carries_its_language(client, cohort, settings, language, start, sentence):
    link = make(client, cohort, language=language)
    page = Client().get(path_of(link)).content.decode()

    assert link.startswith(settings.SITE_ADDRESS + start)
    assert f'<html lang="{language}">' in page
    assert sentence is None or sentence in page


def test_who_joins_in_a_language_goes_on_in_it(client, cohort):
    person, guest = make_learner(), Client()
    guest.force_login(person)

    assert guest.post(path_of(make(client, cohort)))["Location"] == "/tg/learn/"


def test_nothing_about_the_work_stands_in_a_link(client, cohort):
    assert re.fullmatch(r"/tg/join/[\w-]{22}/", path_of(make(client, cohort)))


def test_the_list_counts_who_joined_and_names_nobody(client, cohort):
    link = make(client, cohort, places="5")
    for name in ("Aigul", "Bakyt"):
        person, guest = make_learner(), Client()
        Profile.objects.create(user=person, display_name=name)
        guest.force_login(person)
        guest.post(path_of(link))

    page = client.get(PAGE).content.decode()
    assert "joined so far: 2 of 5" in page
    assert "Aigul" not in page


def test_a_closed_invitation_lets_nobody_in_and_its_members_stay(client, cohort):
    link = make(client, cohort)
    person, late = make_learner(), Client()
    guest = Client()
    guest.force_login(person)
    guest.post(path_of(link))
    closed = client.post(f"{PAGE}{Invitation.objects.get().public_id}/close/", follow=True)

    assert "The invitation is closed." in closed.content.decode()
    assert link_on(closed) == ""
    assert late.get(path_of(link)).status_code == 404
    assert Membership.objects.get().learner == person


def test_a_link_can_be_read_again_until_signing_out_and_never_afterwards(client, cohort):
    link = make(client, cohort)
    assert link_on(client.get(PAGE)) == link

    person = Invitation.objects.get().created_by
    client.logout()
    client.force_login(person)
    page = client.get(PAGE)
    assert "Termez, autumn" in page.content.decode()
    assert link_on(page) == ""


def test_nobody_sees_or_closes_the_invitations_of_a_colleague(client, cohort):
    make(client, cohort)
    colleague = of_coordinator("region", "UZ-SU")

    assert "joined so far" not in colleague.get(PAGE).content.decode()
    assert colleague.post(f"{PAGE}{Invitation.objects.get().public_id}/close/").status_code == 404
    assert client.post(f"{PAGE}{uuid4()}/close/").status_code == 404
    assert Invitation.objects.get().closed_at is None


def test_nobody_invites_into_a_group_of_another_region(client, cohort):
    elsewhere = create_cohort(name="Almaty", region="KZ-75")
    answer = client.post(PAGE, asked_for(elsewhere))

    assert answer.status_code == 422
    assert "Choose one of your own groups." in answer.content.decode()
    assert "Almaty" not in client.get(PAGE).content.decode()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"last_day": "2020-01-01"}, "This day is over."),
        ({"last_day": "2999-01-01"}, "A link opens for a year at most."),
        ({"last_day": "soon"}, "Write the day as in"),
        ({"last_day": ""}, "Choose a day."),
        ({"places": "0"}, "At least one person"),
        ({"places": "many"}, "Write a whole number"),
        ({"places": "5000"}, "at most 1,000 places"),
        ({"cohort": ""}, "Choose a group."),
    ],
)
def test_what_cannot_be_is_said_plainly_and_nothing_typed_is_lost(client, cohort, typed, sentence):
    answer = client.post(PAGE, asked_for(cohort, places="7") | typed)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert f'value="{typed.get("places", "7")}"' in answer.content.decode()
    assert not Invitation.objects.exists()


def test_the_group_one_comes_from_is_chosen_already(client, cohort):
    create_cohort(name="Newer", region="UZ-SU")
    page = client.get(PAGE, {"cohort": str(cohort.key)}).content.decode()

    assert f'<option value="{cohort.key}" selected>' in page
