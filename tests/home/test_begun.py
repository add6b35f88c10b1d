"""What My learning shows of begun courses is kept in memory by how far somebody is, and by nothing else."""

import uuid

import pytest
from django.test import Client

from courses.api import Outcome, enrol, record_outcome
from courses.models import Enrolment
from tests.factories import make_course, make_learner

pytestmark = pytest.mark.django_db


@pytest.fixture
def courses(db):
    """Two courses: the one worked on last stands on top, the other among those also begun."""
    return [make_course(lessons=2, practice=0, questions=0, title=title) for title in ("First", "Second")]


def beginner(courses):
    person = make_learner()
    for course in courses:
        enrol(learner=person, course_key=course.key)
    return person


def do(person, course, number: int, *, then) -> None:
    """Let somebody read a lesson, and afterwards one of another course, which then stands on top."""
    for place, one in ((number, course), (0, then)):
        done = Outcome(activity_key=one.lessons[place].translation_key, completed=True)
        record_outcome(learner=person, course_key=one.key, outcome=done, idempotency_key=uuid.uuid4())


def cards(person, language: str = "") -> str:
    client = Client()
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    page = client.get(f"{language}/learn/").content.decode()
    return page.split('id="running"')[1].split("</section>")[0]


def test_a_card_moves_on_with_its_reader_and_stays_where_it_is_for_another(courses):
    first, second = courses
    quick, slow = beginner(courses), beginner(courses)
    for person in (quick, slow):
        do(person, second, 0, then=first)
    assert cards(quick) == cards(slow)
    assert "1 of 2 done" in cards(quick) and f"/{second.lessons[1].slug}/" in cards(quick)

    do(quick, second, 1, then=first)
    Enrolment.objects.filter(learner=quick).update(completed_at=None)
    assert "2 of 2 done" in cards(quick)
    assert "1 of 2 done" in cards(slow)


def test_a_card_is_kept_for_each_language_and_no_longer_than_its_publication(courses):
    first, second = courses
    person = beginner(courses)
    do(person, second, 0, then=first)
    assert "1 of 2 done" in cards(person)
    assert "1 of 2 done" not in cards(person, "/ru")

    second.page.title = "Another name"
    second.page.save_revision().publish()
    assert "Another name" in cards(person)
