"""Queries and writes of a question and of a test, counted."""

import re
import uuid
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.models import Enrolment
from tests.factories import make_course, make_learner, right_answer

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
MOST_QUERIES = 12
MOST_WRITES = 4


@contextmanager
def counted():
    """Count what reaches the database; BEGIN, COMMIT and SAVEPOINT are no queries."""
    queries: list[str] = []
    with CaptureQueriesContext(
        connection,
    ) as captured:
        yield queries
    frame = re.compile(r"(BEGIN|COMMIT|SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK)\b")
    queries += [query["sql"] for query in captured.captured_queries if not frame.match(query["sql"])]


def writes(queries: list[str]) -> list[str]:
    return [query for query in queries if re.match(r"(INSERT|UPDATE|DELETE)\b", query)]


def signed_in(learner) -> Client:
    client = Client()
    client.force_login(learner, backend="lms.accounts.backends.ScopedBackend")
    return client


def answer_practice(client, course, lesson, question):
    address = f"/courses/{course.slug}/{lesson.slug}/"
    page = client.get(address)
    key = question.activity.translation_key
    sent = right_answer(question) | {"idempotency_key": str(uuid.uuid4())}
    feedback = client.post(f"{address}answer/{key}/", sent, headers=HTMX)
    return page, feedback


@pytest.fixture
def practising():
    course = make_course(lessons=2, practice=1, questions=2)
    answer_practice(signed_in(make_learner()), course, course.lessons[1], course.practice[1])
    return course


def test_a_question_in_a_lesson_is_opened_answered_and_explained_within_its_budget(practising):
    client = signed_in(make_learner())
    first, second = practising.lessons
    answer_practice(client, practising, first, practising.practice[0])
    question = practising.practice[1]
    with counted() as queries:
        page, feedback = answer_practice(client, practising, second, question)
    assert page.status_code == feedback.status_code == 200
    assert "Because of 1." in feedback.content.decode()
    assert len(queries) <= MOST_QUERIES, "\n".join(queries)
    assert len(writes(queries)) <= MOST_WRITES


def test_a_test_is_opened_finished_and_explained_within_its_budget(sitting):
    sitting.begin()
    sitting.finish(True, True, True, False, headers=HTMX)
    sitting.begin()
    fields = sitting.fields(True, False, False, False)
    with counted() as queries:
        page = sitting.client.get(sitting.address())
        feedback = sitting.client.post(sitting.address("test_finish"), fields, headers=HTMX)
    assert "<fieldset" in page.content.decode()
    assert "Because of 1." in feedback.content.decode()
    assert len(queries) <= MOST_QUERIES, "\n".join(queries)
    assert len(writes(queries)) <= MOST_WRITES


def test_passing_before_the_lessons_are_read_costs_no_more(sitting):
    sitting.begin()
    sitting.finish(True, False, False, False, headers=HTMX)
    sitting.begin()
    fields = sitting.fields(True, True, True, True)
    with counted() as queries:
        sitting.client.get(sitting.address())
        sitting.client.post(sitting.address("test_finish"), fields, headers=HTMX)
    assert sitting.attempt.passed
    assert Enrolment.objects.get().completed_at is None
    assert len(queries) <= MOST_QUERIES, "\n".join(queries)


def test_the_last_step_of_a_course_costs_no_more(sitting):
    lesson = sitting.course.lessons[0]
    sitting.begin()
    sitting.finish(True, False, False, False, headers=HTMX)
    sitting.client.post(f"/courses/{sitting.course.slug}/{lesson.slug}/read/")
    sitting.begin()
    fields = sitting.fields(True, True, True, True)
    with counted() as queries:
        sitting.client.get(sitting.address())
        sitting.client.post(sitting.address("test_finish"), fields, headers=HTMX)
    assert Enrolment.objects.get().completed_at is not None
    assert len(queries) <= MOST_QUERIES, "\n".join(queries)
    assert len(writes(queries)) <= MOST_WRITES


def test_a_submit_is_one_transaction(sitting, django_capture_on_commit_callbacks):
    sitting.begin()
    fields = sitting.fields(True, True, True, True)
    with CaptureQueriesContext(connection) as captured:
        sitting.client.post(sitting.address("test_finish"), fields, headers=HTMX)
    frames = [query["sql"] for query in captured.captured_queries if query["sql"].startswith("SAVEPOINT")]
    written = [number for number, query in enumerate(captured.captured_queries) if writes([query["sql"]])]
    opened = next(
        n for n, query in enumerate(captured.captured_queries) if query["sql"].startswith("SAVEPOINT")
    )
    closed = max(n for n, query in enumerate(captured.captured_queries) if query["sql"].startswith("RELEASE"))
    assert opened < min(written)
    assert max(written) < closed
    # The outcome is recorded inside the transaction that closes the attempt, not after it.
    assert captured.captured_queries[closed]["sql"].split()[-1] == frames[0].split()[-1]


def test_autosave_is_cheap(sitting):
    sitting.begin()
    sitting.save(True)
    fields = sitting.fields(True, False)
    with counted() as queries:
        sitting.client.post(sitting.address("test_save"), fields, headers=HTMX)
    assert len(queries) <= 4, "\n".join(queries)
    assert len(writes(queries)) == 1


def test_a_larger_test_with_a_longer_history_costs_no_more_queries(db):
    from tests.assessments.conftest import Sitting

    course = make_course(lessons=3, practice=1, questions=12)
    learner = make_learner()
    sitting = Sitting(course=course, learner=learner, client=signed_in(learner))
    for _ in range(5):
        sitting.begin()
        sitting.finish(*[True] * 6, *[False] * 6, headers=HTMX)
    sitting.begin()
    fields = sitting.fields(*[True] * 6, *[False] * 6)
    with counted() as queries:
        sitting.client.get(sitting.address())
        sitting.client.post(sitting.address("test_finish"), fields, headers=HTMX)
    assert len(queries) <= MOST_QUERIES, "\n".join(queries)
