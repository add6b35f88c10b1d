"""A learner at the end of a course."""

from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from assessments.models import Attempt, Question
from tests.factories import MadeCourse, make_course, make_learner, right_answer, wrong_answer


@dataclass
class Sitting:
    """A learner with a browser, before the end test of a course."""

    course: MadeCourse
    learner: object
    client: Client

    def address(self, name: str = "test", *args) -> str:
        return reverse(name, args=[self.course.slug, *args])

    def begin(self) -> Attempt:
        self.client.post(self.address("test_begin"))
        return self.attempt

    @property
    def attempt(self) -> Attempt:
        return Attempt.objects.filter(learner=self.learner).order_by("-number").first()

    def question(self, key: str) -> Question:
        return Question.objects.get(translation_key=key, locale__language_code="en")

    def fields(self, *marks: bool | None, attempt: Attempt | None = None, **more) -> dict:
        """Return what the form sends: for each question right (True), wrong (False) or nothing (None)."""
        attempt = attempt or self.attempt
        sent = {"attempt": str(attempt.public_id), "window": "one"}
        for drawn, mark in zip(attempt.drawn, marks, strict=False):
            key = drawn["question"]
            sent[f"was-{key}"] = "|"
            if mark is None:
                continue
            answer = (right_answer if mark else wrong_answer)(self.question(key))
            sent |= {f"{name}-{key}": value for name, value in answer.items()}
        return sent | more

    def save(self, *marks, client: Client | None = None, **more):
        htmx = {"HX-Request": "true"}
        fields = self.fields(*marks, **more)
        return (client or self.client).post(self.address("test_save"), fields, headers=htmx)

    def finish(self, *marks, headers: dict | None = None, **more):
        return self.client.post(self.address("test_finish"), self.fields(*marks, **more), headers=headers)


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    """Make a course once for all tests of a module, in a transaction that ends with them.

    Each test runs in a savepoint of its own inside, so that it sees the course as it was made.
    """
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
        yield make_course(lessons=1, practice=0, questions=4)
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)


@pytest.fixture
def course(ground, db) -> MadeCourse:
    """The course of the module, read anew."""
    return ground.read_anew()


@pytest.fixture
def sitting(course) -> Sitting:
    learner = make_learner()
    client = Client()
    client.force_login(learner, backend="lms.accounts.backends.ScopedBackend")
    return Sitting(course=course, learner=learner, client=client)
