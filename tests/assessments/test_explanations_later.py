"""A trainer may let the explanations of a test wait for a day; until then nothing tells what was right."""

import json
import re
from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

import assessments.queries
from assessments.models import Attempt, EndTest, QuestionVersion
from assessments.refreshers.queries import questions_by_module
from courses.api import Outcome, finished_modules, record_outcome
from courses.models import ActivityState
from lms.accounts.api import grant
from lms.accounts.own_data import own_data
from lms.home.packages.importing import LIBRARY
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.reading import Package
from tests.factories import make_learner

pytestmark = pytest.mark.django_db
DAY = date(2030, 12, 3)
TOLD = "The explanations open on 3 December 2030."


@pytest.fixture
def closed(sitting):
    """A learner before a test whose explanations wait."""
    EndTest.objects.update(explanations_from=DAY)
    return sitting


def result(sitting, attempt=None) -> str:
    address = sitting.address("test_result", (attempt or sitting.attempt).public_id)
    return without_tokens(sitting.client.get(address).content.decode())


def without_tokens(page: str) -> str:
    """Return a page without what differs whenever it is made."""
    return re.sub(r'(csrfmiddlewaretoken" value=|nonce=)"[^"]*"', r"\1", page)


def turn_the_key_round(attempt: Attempt) -> None:
    """Make what was right wrong and the other way round, in the marks and in the questions."""
    marks = {key: 1 - mark for key, mark in attempt.marks.items()}
    Attempt.objects.filter(pk=attempt.pk).update(marks=marks)
    for version in QuestionVersion.objects.all():
        for choice in version.content["choices"]:
            choice["right"], choice["why"] = not choice["right"], f"Turned: {choice['why']}"
        version.save()
    assessments.queries.forget_memory()


def test_until_the_day_the_result_is_the_score_the_verdict_and_one_sentence(closed):
    closed.begin()
    page = closed.finish(True, True, True, False, headers={"HX-Request": "true"}).content.decode()
    for shown in (page, result(closed)):
        text = " ".join(shown.split())
        assert "3 of 4 right, 75 percent" in text and "Passed" in text and TOLD in text
        assert "Because" not in text and "Worth reading again" not in text and "What is best here" not in text


def test_two_attempts_that_differ_only_in_the_key_have_the_same_bytes(closed):
    closed.begin()
    closed.finish(True, True, False, False, sure="yes")
    before, mine = result(closed), own_data(closed.learner)["tables"]["assessments.Attempt"]
    turn_the_key_round(closed.attempt)
    assert result(closed) == before
    assert json.dumps(own_data(closed.learner)["tables"]["assessments.Attempt"]) == json.dumps(mine)
    # The test of this test: with the explanations open the two differ.
    EndTest.objects.update(explanations_from=None)
    opened = result(closed)
    turn_the_key_round(closed.attempt)
    assert result(closed) != opened


@pytest.mark.parametrize(
    ("hour", "is_open"), [(datetime(2030, 12, 2, 23, 59), False), (datetime(2030, 12, 3), True)]
)
def test_the_day_begins_by_the_clock_and_in_the_zone_of_the_site(closed, settings, hour, is_open):
    closed.begin()
    closed.finish(True, True, True, False, sure="yes")
    with time_machine.travel(hour.replace(tzinfo=ZoneInfo(settings.TIME_ZONE)), tick=False):
        closed.client.force_login(closed.learner, backend="lms.accounts.backends.ScopedBackend")
        assert ("What is best here" in result(closed)) is is_open
        marks = own_data(closed.learner)["tables"]["assessments.Attempt"][0]["marks"]
        assert bool(marks) is is_open


def test_passing_counts_at_once(closed):
    closed.begin()
    closed.finish(True, True, True, True, sure="yes")
    key = closed.course.test.translation_key
    assert ActivityState.objects.get(learner=closed.learner, activity_key=key).completed_at


def test_a_refresher_does_not_ask_what_waits_to_be_explained(closed):
    closed.begin()
    closed.finish(True, True, True, True, sure="yes")
    read = Outcome(activity_key=closed.course.lessons[0].translation_key, completed=True)
    record_outcome(
        learner=closed.learner, course_key=closed.course.key, outcome=read, idempotency_key=uuid4()
    )
    modules = finished_modules(closed.learner.pk, "en")
    objective = f"{closed.course.lessons[0].slug}-o1"
    for question in closed.course.questions:
        question.objective = objective
        question.save_revision().publish()
    assert [list(found) for found in questions_by_module(closed.learner.pk, modules).values()] == [[]]
    EndTest.objects.update(explanations_from=None)
    assert [len(found) for found in questions_by_module(closed.learner.pk, modules).values()] == [4]


def test_a_trainer_sets_the_day_in_the_plan_of_the_test(course):
    trainer, client = make_learner(), Client()
    grant(trainer, "operator")
    client.force_login(trainer, backend="lms.accounts.backends.ScopedBackend")
    test = EndTest.objects.get(activity=course.test)
    address = reverse("wagtailsnippets_assessments_endtest:edit", args=[test.pk])
    sent = {"activity": test.activity_id, "pool": test.pool_id, "pass_mark": 75, "blueprint": "o1 medium 4"}
    assert client.post(address, {**sent, "explanations_from": "soon"}).status_code == 200
    client.post(address, {**sent, "explanations_from": "2030-12-03"})
    test.refresh_from_db()
    assert test.explanations_from == DAY


def test_a_package_gives_the_day_or_says_what_is_no_day():
    package = Package(LIBRARY / "trauma-informed-care")
    assert package.explanations_from is None
    package.course_data["test"]["explanations_from"] = DAY
    assert package.explanations_from == DAY
    package.course_data["test"]["explanations_from"] = "soon"
    with pytest.raises(PackageError, match="a day such as 2026-12-03, not soon"):
        _day = package.explanations_from
