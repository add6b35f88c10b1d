"""Events in the record of learning: what somebody took part in, once its list is closed."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from courses.api import (
    EventPlan,
    close_list,
    create_cohort,
    delete_cohort,
    keep_list,
    load_regions,
    make_event,
)
from courses.models import Membership
from lms.accounts.api import Profile
from lms.certificates.sharing import share_record
from tests.certificates.test_document import page_text
from tests.coordination.test_events import NOW
from tests.factories import make_learner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _that_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def person():
    found = make_learner()
    Profile.objects.create(user=found, display_name="Aigul")
    return found


@pytest.fixture
def event(person):
    load_regions()
    cohort = create_cohort(name="Termez, spring", region="UZ-SU")
    Membership.objects.create(cohort=cohort, learner=person)
    plan = EventPlan("seminar", "Listening first", NOW - timedelta(hours=2), 90, "Asia/Tashkent", "Navoiy 1")
    made = make_event(cohort, plan)
    keep_list(made, came=[person.pk], gone=[])
    return made


def test_an_event_stands_on_page_link_and_paper_once_its_list_is_closed(client, person, event):
    client.force_login(person)
    assert "Listening first" not in client.get("/learn/record/").content.decode()

    close_list(event)

    token = share_record(learner=person, days=7, shows_name=False).token
    for page in (client.get("/learn/record/"), Client().get(f"/record/{token}/")):
        words = " ".join(page.content.decode().split())
        assert "Listening first" in words
        assert "Seminar · 3 May 2029 · 90 minutes" in words
        assert "90 minutes of courses and events ÷ 60, for academic hours ÷ 45" in words
        assert "Navoiy 1" not in words and "Termez, spring" not in words
    paper = page_text(PdfReader(io.BytesIO(client.get("/learn/record.pdf").content)).pages[0])
    assert "Listening first" in paper and "Seminar" in paper


def test_what_somebody_took_part_in_stays_theirs_without_the_group(client, person, event):
    close_list(event)
    delete_cohort(event.cohort)
    client.force_login(person)
    assert "Listening first" in client.get("/learn/record/").content.decode()
