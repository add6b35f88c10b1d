"""One road for every answer: recorded once, counted at once, never taken back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from courses.activities.contract import Outcome
from courses.learning.actions import (
    NotPublished,
    enrol,
    forget_responses,
    move_learner,
    pause,
    record_outcome,
)
from courses.learning.models import ActivityState, Enrolment, OutcomeRecord
from courses.learning.queries import enrolment_of, learning_totals, missing_in, states_in
from courses.models import CourseEdition

pytestmark = pytest.mark.django_db


def make_edition(course_key: UUID, lessons: dict[UUID, list[UUID]], test: UUID | None, number: int = 1):
    return CourseEdition.objects.create(
        course_key=course_key,
        number=number,
        lesson_keys=[str(key) for key in lessons],
        activity_keys={str(key): [str(activity) for activity in keys] for key, keys in lessons.items()},
        test_key=test,
        minutes=30,
        rules_hash=f"edition {number}",
    )


@pytest.fixture
def learner():
    return get_user_model().objects.create_user("aigul@example.org")


@pytest.fixture
def course():
    """A course of two lessons, the second with two questions, and a test."""

    class Course:
        key, read, asked, first, second, test = (uuid4() for _ in range(6))

    make_edition(Course.key, {Course.read: [], Course.asked: [Course.first, Course.second]}, Course.test)
    return Course


def record(learner, course, activity, *, key=None, score=None, completed=True, response=None, until=None):
    outcome = Outcome(
        activity_key=activity, completed=completed, score=score, response=response, keep_response_until=until
    )
    return record_outcome(
        learner=learner, course_key=course.key, outcome=outcome, idempotency_key=key or uuid4()
    )


def test_the_first_outcome_enrols(learner, course):
    record(learner, course, course.read)
    enrolment = enrolment_of(learner.pk, course.key)
    assert (enrolment.done, enrolment.total) == (1, 3)


def test_a_second_copy_of_an_outcome_changes_nothing(learner, course):
    key = uuid4()
    assert record(learner, course, course.first, key=key, score=1.0) is not None
    assert record(learner, course, course.first, key=key, score=0.0, completed=False) is None
    assert OutcomeRecord.objects.count() == 1
    assert ActivityState.objects.get().best_score == 1.0


def test_a_course_is_complete_when_everything_its_edition_asks_for_is_done(learner, course):
    for activity in (course.read, course.first, course.second):
        record(learner, course, activity)
    assert missing_in(enrolment_of(learner.pk, course.key)) == [course.test]
    record(learner, course, course.test, score=0.8)
    enrolment = enrolment_of(learner.pk, course.key)
    assert enrolment.completed_at is not None
    assert missing_in(enrolment) == []


def test_a_failed_test_is_recorded_and_completes_nothing(learner, course):
    for activity in (course.read, course.first, course.second):
        record(learner, course, activity)
    record(learner, course, course.test, score=0.4, completed=False)
    assert enrolment_of(learner.pk, course.key).completed_at is None
    assert states_in(learner.pk, course.key)[course.test].score == 0.4


def test_a_worse_answer_later_takes_nothing_away(learner, course):
    record(learner, course, course.first, score=1.0)
    record(learner, course, course.first, score=0.0, completed=False)
    state = states_in(learner.pk, course.key)[course.first]
    assert state.completed and state.score == 1.0


def test_adding_a_lesson_unfinishes_nobody(learner, course):
    for activity in (course.read, course.first, course.second, course.test):
        record(learner, course, activity)
    completed_at = enrolment_of(learner.pk, course.key).completed_at
    make_edition(course.key, {course.read: [], course.asked: [], uuid4(): []}, course.test, number=2)
    record(learner, course, course.first, score=0.5)
    assert enrolment_of(learner.pk, course.key).completed_at == completed_at


def test_completion_holds_by_the_newest_edition_too(learner, course):
    enrol(learner=learner, course_key=course.key)
    make_edition(course.key, {course.read: []}, course.test, number=2)
    record(learner, course, course.read)
    record(learner, course, course.test, score=0.9)
    assert enrolment_of(learner.pk, course.key).completed_at is not None


def test_enrolling_twice_is_one_enrolment(learner, course):
    assert enrol(learner=learner, course_key=course.key) == enrol(learner=learner, course_key=course.key)


def test_a_course_that_was_never_published_cannot_be_entered(learner):
    with pytest.raises(NotPublished):
        enrol(learner=learner, course_key=uuid4())


def test_a_score_outside_zero_to_one_is_refused_by_the_database(learner, course):
    with pytest.raises(IntegrityError), transaction.atomic():
        OutcomeRecord.objects.create(
            learner=learner,
            course_key=course.key,
            activity_key=course.first,
            score=1.5,
            recorded_at=timezone.now(),
        )


def test_raw_responses_end_on_their_day_and_scores_stay(learner, course):
    record(learner, course, course.first, score=1.0, response={"choices": ["a"]}, until=date(2027, 11, 22))
    assert forget_responses("2027-11-21") == 0
    assert forget_responses("2027-11-22") == 1
    assert OutcomeRecord.objects.get().response is None
    assert states_in(learner.pk, course.key)[course.first].score == 1.0


def test_totals_count_running_stuck_paused_and_complete_people(course):
    people = [get_user_model().objects.create_user(f"p{number}@example.org") for number in range(4)]
    for person in people:
        enrol(learner=person, course_key=course.key)
    long_ago = timezone.now() - timedelta(days=22)
    Enrolment.objects.filter(learner=people[1]).update(started_at=long_ago)
    Enrolment.objects.filter(learner=people[2]).update(started_at=long_ago)
    pause(learner=people[2], course_key=course.key, paused=True)
    Enrolment.objects.filter(learner=people[3]).update(completed_at=timezone.now())
    [total] = learning_totals()
    assert {name: total[name] for name in ("in_progress", "stuck", "paused", "complete")} == {
        "in_progress": 1,
        "stuck": 1,
        "paused": 1,
        "complete": 1,
    }


def test_a_learner_who_moves_is_counted_at_the_new_place(learner, course):
    from courses.models import Profession

    profession = Profession.objects.create(code="weaver", names={"en": "weaver"})
    enrol(learner=learner, course_key=course.key)
    move_learner(learner=learner, profession_id=profession.pk, region_id=None)
    assert learning_totals()[0]["profession_id"] == profession.pk


@pytest.mark.django_db(transaction=True)
def test_twenty_copies_at_once_are_recorded_once(learner, course):
    key = uuid4()
    enrol(learner=learner, course_key=course.key)

    def send(_number) -> bool:
        try:
            return record(learner, course, course.first, key=key, score=1.0) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(send, range(20)))
    assert results.count(True) == 1
    assert OutcomeRecord.objects.count() == 1
    assert enrolment_of(learner.pk, course.key).changes == 1
