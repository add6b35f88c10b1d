"""Two windows at the same moment: a case is finished, and counted, once; a day holds five contributions."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from casestudies.discussion import rules
from casestudies.discussion.actions import contribute
from casestudies.discussion.checking import NotSent
from casestudies.models import ChoiceTally, Contribution
from courses.api import enrol
from tests.factories import make_course, make_learner


@pytest.fixture
def course(db):
    """Each of these tests commits, so none shares what it stands on."""
    return make_course(lessons=1, practice=0, questions=0)


@pytest.mark.django_db(transaction=True)
def test_two_windows_that_finish_at_the_same_moment_count_once(make_player):
    player = make_player()
    html = player.walk("gate/a", "room/a")

    def finish(_number: int) -> int:
        try:
            return player.finish(html, htmx=True).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as threads:
        assert set(threads.map(finish, range(4))) == {200}
    assert ChoiceTally.objects.get(choice_key=player.choice("gate", "a")).counted == 1
    assert player.outcomes.filter(completed=True).count() >= 1


def at_once(work, times: int) -> list:
    """Run ``work`` in many threads, each with a connection of its own."""

    def run(number: int):
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as threads:
        return list(threads.map(run, range(times)))


@pytest.fixture
def asking(course):
    """Somebody's browsers before the page on which one asks the trainers, and its address."""
    learner = make_learner()
    enrol(learner=learner, course_key=course.key)
    clients = [Client() for _number in range(8)]
    for client in clients:
        client.force_login(learner, backend="lms.accounts.backends.ScopedBackend")
    return clients, reverse("ask_trainer", args=[course.slug])


def question_of(learner, course, number: int) -> bool:
    """Return whether somebody's question to the trainers was taken."""
    try:
        contribute(
            author=learner, course_key=course.key, discussion_key=None, text=f"Question {number}.",
            language="en", nobody_recognised=False, idempotency_key=uuid.uuid4(),
        )  # fmt: skip
    except NotSent:
        return False
    return True


@pytest.mark.django_db(transaction=True)
def test_of_four_sendings_at_the_same_moment_the_last_free_place_of_a_day_takes_one(course):
    learner, start = make_learner(), Barrier(4)
    assert all(question_of(learner, course, number) for number in range(1, rules.A_DAY))

    def send(number: int) -> bool:
        # Opened before, so that all four count in the same moment.
        connection.ensure_connection()
        start.wait(timeout=60)
        return question_of(learner, course, number)

    assert at_once(send, 4).count(True) == 1
    assert Contribution.objects.count() == rules.A_DAY


@pytest.mark.django_db(transaction=True)
def test_the_same_sending_eight_times_at_the_same_moment_is_one(asking):
    clients, address = asking
    sent = {"text": "May I keep notes?", "idempotency_key": str(uuid.uuid4())}
    assert set(at_once(lambda number: clients[number].post(address, sent).status_code, 8)) == {302}
    assert Contribution.objects.count() == 1
