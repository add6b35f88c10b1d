"""People who write and people who sign, with the permissions that their roles give."""

import pytest

from courses.api import set_up_review
from lms.accounts.actions import grant
from tests.factories import MadeCourse, make_course, make_learner
from tests.ground import anew


@pytest.fixture(scope="module")
def _course(shared_ground) -> MadeCourse:
    made = make_course(lessons=1, questions=0)
    set_up_review()
    return made


@pytest.fixture
def course(_course, db) -> MadeCourse:
    """A published course of one lesson with one practice question."""
    return anew(_course)


@pytest.fixture
def lesson(course):
    """The first lesson of the course."""
    return course.lessons[0]


def person(role: str, email: str):
    """Return an account with a role granted everywhere."""
    account = make_learner(email)
    grant(account, role)
    return account


@pytest.fixture
def trainer(course):
    return person("trainer", "writes@demo.example")


@pytest.fixture
def other_trainer(course):
    return person("trainer", "writes-too@demo.example")


@pytest.fixture
def reviewer(course):
    return person("reviewer", "signs@demo.example")


@pytest.fixture
def operator(course):
    return person("operator", "runs@demo.example")
