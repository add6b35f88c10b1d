"""A learner at the end of a course."""

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Attempt, Question
from tests.factories import MadeCourse, make_course, make_learner, right_answer, wrong_answer
from tests.ground import anew


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
def ground(shared_ground) -> MadeCourse:
    """A course that stands for all tests of a module."""
    return make_course(lessons=1, practice=0, questions=4)


@pytest.fixture
def course(ground, db) -> MadeCourse:
    """The course of the module, read anew."""
    return anew(ground)


@pytest.fixture
def sitting(course) -> Sitting:
    learner = make_learner()
    client = Client()
    client.force_login(learner, backend="lms.accounts.backends.ScopedBackend")
    return Sitting(course=course, learner=learner, client=client)
