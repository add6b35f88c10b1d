"""Many windows and devices at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from assessments.models import Attempt
from courses.models import ActivityState, Enrolment, OutcomeRecord
from tests.assessments.conftest import Sitting
from tests.factories import make_course, make_learner

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sitting():
    course, learner = make_course(lessons=1, practice=0, questions=4), make_learner()
    return Sitting(course=course, learner=learner, client=signed_in(learner))


def signed_in(learner) -> Client:
    client = Client()
    client.force_login(learner, backend="lms.accounts.backends.ScopedBackend")
    return client


def at_once(work, times: int) -> list:
    """Run ``work`` in many threads, each with a connection of its own."""

    def run(number):
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(run, range(times)))


def test_twenty_begins_at_once_make_one_open_attempt(sitting):
    clients = [signed_in(sitting.learner) for _ in range(20)]
    responses = at_once(lambda number: clients[number].post(sitting.address("test_begin")), 20)
    assert {response.status_code for response in responses} == {302}
    assert Attempt.objects.count() == 1
    assert Enrolment.objects.count() == 1


def test_twenty_finishes_at_once_have_one_effect(sitting):
    attempt = sitting.begin()
    fields = sitting.fields(True, True, True, False)
    clients = [signed_in(sitting.learner) for _ in range(20)]
    responses = at_once(lambda number: clients[number].post(sitting.address("test_finish"), fields), 20)
    assert {response.url for response in responses} == {sitting.address("test_result", attempt.public_id)}
    attempt.refresh_from_db()
    assert attempt.score == 0.75
    assert OutcomeRecord.objects.count() == 1
    assert ActivityState.objects.get().best_score == 0.75
    assert Enrolment.objects.get().changes == 1


def test_saves_of_different_questions_at_once_are_all_kept(sitting):
    attempt = sitting.begin()
    keys = [each["question"] for each in attempt.drawn]
    whole = sitting.fields(True, True, True, True)

    def save(number):
        key = keys[number % 4]
        sent = {"attempt": whole["attempt"], "window": f"window {number}"}
        sent |= {name: value for name, value in whole.items() if name.endswith(key)}
        return clients[number].post(sitting.address("test_save"), sent, headers={"HX-Request": "true"})

    clients = [signed_in(sitting.learner) for _ in range(16)]
    responses = at_once(save, 16)
    assert {response.status_code for response in responses} == {200}
    attempt.refresh_from_db()
    assert set(attempt.answers) == set(keys)


def test_a_save_and_a_finish_at_once_leave_a_whole_result(sitting):
    attempt = sitting.begin()
    right, wrong = sitting.fields(True, True, True, True), sitting.fields(False, False, False, False)
    clients = [signed_in(sitting.learner) for _ in range(12)]

    def send(number):
        if number == 6:
            return clients[number].post(sitting.address("test_finish"), right)
        return clients[number].post(
            sitting.address("test_save"), wrong | {"window": str(number)}, headers={"HX-Request": "true"}
        )

    at_once(send, 12)
    attempt.refresh_from_db()
    assert attempt.is_finished
    assert attempt.score == sum(attempt.marks.values()) / 4 == 1
    assert len(attempt.answers) == 4
