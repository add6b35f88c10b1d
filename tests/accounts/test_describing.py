"""What somebody says of themselves for totals: nothing by default, and gone at one press."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from lms.accounts.api import SelfDescription, own_data
from tests.factories import make_learner

pytestmark = pytest.mark.django_db
ADDRESS = "/accounts/about-me/"


@pytest.fixture
def person():
    return make_learner()


@pytest.fixture
def client(person) -> Client:
    client = Client()
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    return client


def test_not_to_say_comes_first_and_is_chosen(client):
    form = client.get(ADDRESS).context["form"]
    for field in form:
        first, *others = [choice.data for choice in field]
        assert (str(first["label"]), first["selected"]) == ("prefer not to say", True)
        assert not any(choice["selected"] for choice in others)


def test_who_says_nothing_leaves_no_row(client):
    client.post(ADDRESS, {"sex": "", "age_band": ""})
    client.post(ADDRESS, {})
    assert not SelfDescription.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        SelfDescription.objects.create(user=make_learner())


def test_what_was_said_is_kept_taken_home_and_deleted_at_one_press(client, person):
    client.post(ADDRESS, {"sex": "woman", "age_band": ""})
    client.post(ADDRESS, {"sex": "woman", "age_band": "35-44"})
    kept = own_data(person)["tables"]["accounts.SelfDescription"]
    assert [(row["sex"], row["age_band"]) for row in kept] == [("woman", "35-44")]
    client.post(ADDRESS, {"action": "delete"})
    assert not SelfDescription.objects.exists()
    assert "accounts.SelfDescription" not in own_data(person)["tables"]


def test_taking_back_both_answers_deletes_the_row(client):
    client.post(ADDRESS, {"sex": "man", "age_band": ""})
    client.post(ADDRESS, {"sex": "", "age_band": ""})
    assert not SelfDescription.objects.exists()


def test_another_answer_than_those_shown_is_refused(client):
    answer = client.post(ADDRESS, {"sex": "x", "age_band": "12"})
    assert answer.status_code == 422
    assert "Choose one of the answers shown." in answer.content.decode()
    assert not SelfDescription.objects.exists()


def test_it_goes_with_the_account(client, person):
    client.post(ADDRESS, {"sex": "another", "age_band": "55-up"})
    person.delete()
    assert not SelfDescription.objects.exists()
