"""The check before and after a course: offered, taken or declined, and never in anybody's way."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.actions import forget_raw_answers
from assessments.items.counting import count_attempts
from assessments.models import Attempt, ItemTally, Pool, Question
from assessments.queries import drawable_questions
from assessments.rules import are_parallel, other_form
from courses.api import published_version
from courses.models import ActivityState, Enrolment
from lms.accounts.api import own_data
from tests.assessments.conftest import Sitting
from tests.assessments.test_budget import MOST_QUERIES, MOST_WRITES, counted, writes
from tests.factories import MadeCourse, make_course, make_forms, make_learner

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(scope="module")
def ground(shared_ground) -> MadeCourse:
    """A course of two lessons with a form A and a form B, for all tests of this module."""
    made = make_course(lessons=2, practice=0, questions=2)
    make_forms(made)
    return made


class Checking(Sitting):
    """A learner before, in and after the checks of a course."""

    def to(self, name: str, which: str = "before") -> str:
        return reverse(name, args=[self.course.slug, which])

    def page(self, address: str) -> str:
        return re.sub(r"\s+", " ", self.client.get(address).content.decode())

    @property
    def front(self) -> str:
        return self.page(reverse("course", args=[self.course.slug]))

    def check(self, which: str = "before") -> Attempt:
        purpose = {"before": "pre_check", "after": "post_test"}[which]
        return Attempt.objects.get(learner=self.learner, purpose=purpose)

    def take(self, *marks, which: str = "before", headers=None):
        self.client.post(self.to("check_begin", which))
        fields = self.fields(*marks, attempt=self.check(which))
        return self.client.post(self.to("check_finish", which), fields, headers=headers)

    def complete(self) -> None:
        Enrolment.objects.filter(learner=self.learner).update(completed_at=timezone.now())


@pytest.fixture
def checking(sitting) -> Checking:
    return Checking(sitting.course, sitting.learner, sitting.client)


def test_before_the_first_lesson_the_course_offers_a_check_and_a_way_past_it(checking):
    page = checking.front
    assert "2 questions before you begin, if you like. Not graded." in page
    assert checking.to("check") in page and checking.to("check_skip") in page
    assert "Not graded. It never counts for your certificate" in checking.page(checking.to("check"))
    assert not Attempt.objects.exists()


def test_visitors_are_offered_nothing_and_find_the_door(checking):
    visitor = Client()
    assert "Not graded" not in visitor.get(reverse("course", args=[checking.course.slug])).content.decode()
    for name in ("check_begin", "check_skip", "check_save", "check_finish"):
        assert visitor.post(checking.to(name)).status_code == 302
    assert visitor.get(checking.to("check")).status_code == 302
    assert not Attempt.objects.exists()


def test_one_tap_ends_the_offer_for_good(checking):
    checking.client.post(checking.to("check_skip"), follow=True)
    checking.client.post(checking.to("check_skip"))
    assert "Not graded" not in checking.front
    assert ActivityState.objects.get().completed_at
    assert Enrolment.objects.get().done == 0


def test_a_check_tells_lesson_by_lesson_what_is_worth_reading(checking):
    response = checking.take(True, False)
    assert response.url == checking.to("check")
    page = checking.page(checking.to("check"))
    first, second = checking.course.lessons
    worth, known = page.index('id="worth"'), page.index('id="known"')
    lessons = page[worth:known], page[known:]
    assert f"/{second.slug}/" in lessons[0] and f"/{first.slug}/" not in lessons[0]
    assert f"/{first.slug}/" in lessons[1]
    assert "percent" not in page.lower() and "Passed" not in page
    assert "See which lessons are worth reading" in checking.front


def test_what_was_left_open_is_no_obstacle(checking):
    checking.take(None, True, headers=HTMX)
    assert checking.check().is_finished
    assert (checking.check().score, checking.check().passed, checking.check().pass_mark) == (0.5, None, None)


def test_a_check_is_never_part_of_the_course(checking):
    checking.take(True, True)
    enrolment = Enrolment.objects.get()
    assert (enrolment.done, enrolment.total, enrolment.completed_at) == (0, 3, None)
    assert "4 questions" not in checking.page(checking.address())
    assert "2 questions, drawn for you." in checking.page(checking.address())
    assert count_attempts() == 0 and not ItemTally.objects.exists()


def test_a_check_waits_when_it_is_left_and_is_taken_once(checking):
    checking.client.post(checking.to("check_begin"))
    saved = checking.client.post(
        checking.to("check_save"), checking.fields(True, attempt=checking.check()), headers=HTMX
    )
    assert "Saved" in saved.content.decode()
    assert "checked" in checking.page(checking.to("check"))
    checking.take(True, True)
    score = checking.check().score
    checking.take(False, False)
    assert checking.check().score == score == 1
    assert Attempt.objects.count() == 1


def test_after_the_first_lesson_it_is_too_late_and_nothing_is_lost(checking):
    lesson = checking.course.lessons[0]
    address = reverse("lesson_read", args=[checking.course.slug, lesson.slug])
    checking.client.post(address, {"idempotency_key": "5f0f3f3e-0000-4000-8000-000000000001"})
    assert ActivityState.objects.exists()
    assert "Not graded" not in checking.front
    assert "You have begun already" in checking.page(checking.to("check"))
    page = checking.client.post(checking.to("check_begin"), follow=True).content.decode()
    assert "This check is not open now" in page
    assert not Attempt.objects.exists()


def test_the_check_after_a_course_shows_the_other_form_and_what_has_changed(checking):
    checking.take(True, False)
    assert checking.to("check", "after") not in checking.front
    checking.complete()
    Enrolment.objects.update(changes=99)
    assert "2 questions you have not seen" in checking.front
    checking.take(True, True, which="after")
    before, after = checking.check(), checking.check("after")
    assert {before.form, after.form} == {"a", "b"}
    assert not {each["question"] for each in before.drawn} & {each["question"] for each in after.drawn}
    page = checking.page(checking.to("check", "after"))
    assert "Before the course 1 of 2 were right, now 2." in page
    assert page.count("new since the first check") == 1


@pytest.mark.parametrize("is_complete", [True, False])
def test_the_check_after_a_course_needs_the_course_and_the_one_before(checking, is_complete):
    if is_complete:
        checking.client.post(checking.to("check_skip"))
        checking.complete()
    else:
        checking.take(True, True)
    checking.client.post(checking.to("check_begin", "after"))
    assert not Attempt.objects.filter(purpose="post_test").exists()


def test_reserved_questions_are_never_drawn_and_the_database_keeps_it(checking):
    pool = Pool.objects.get(pk=checking.course.pool.pk)
    drawable = {each.candidate.key for each in drawable_questions(pool.pk, published_version())}
    reserved = Question.objects.filter(form__pool=pool)
    assert reserved.count() == 4
    assert not drawable & {str(question.translation_key) for question in reserved}
    with pytest.raises(IntegrityError), transaction.atomic():
        reserved.update(pool=pool)


@pytest.mark.parametrize(
    "wrong",
    [{"form": ""}, {"number": 2}, {"pass_mark": 75}, {"passed": True}, {"purpose": "end_test"}],
)
def test_the_database_refuses_a_check_that_is_none(checking, wrong):
    checking.take(True, True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.update(**wrong)


def test_nobody_meets_a_form_twice(checking):
    checking.take(True, True)
    check = checking.check()
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(
            learner=checking.learner,
            activity_key=checking.course.key,
            course_key=check.course_key,
            number=1,
            purpose="post_test",
            form=check.form,
            drawn=check.drawn,
            begun_at=timezone.now(),
        )


def test_answers_of_a_check_go_after_twelve_months_and_its_marks_stay(checking):
    checking.take(True, False)
    forget_raw_answers((timezone.localdate() + timedelta(days=366)).isoformat())
    assert checking.check().answers == {} and len(checking.check().marks) == 2
    assert "What you chose was deleted after its time." in checking.page(checking.to("check"))


def test_own_data_holds_the_checks(checking):
    checking.take(True, False)
    (row,) = own_data(checking.learner)["tables"]["assessments.Attempt"]
    assert (row["purpose"], row["score"]) == ("pre_check", 0.5) and row["form"] in "ab"


@pytest.mark.parametrize("sent", [{}, {"attempt": "no"}, {"attempt": "5f0f3f3e-0000-4000-8000-000000000001"}])
def test_what_names_no_check_is_not_found(checking, sent):
    assert checking.client.post(checking.to("check_save"), sent).status_code == 404
    assert checking.client.get(checking.to("check", "sideways")).status_code == 404


def test_answers_to_the_end_test_are_not_taken_for_a_check(checking):
    attempt = checking.begin()
    fields = checking.fields(True, True, attempt=attempt)
    assert checking.client.post(checking.to("check_finish"), fields).status_code == 404
    assert not checking.attempt.is_finished


def test_a_check_is_opened_and_finished_within_the_budget_of_a_test(checking):
    checking.take(True, False)
    other = Checking(checking.course, make_learner(), Client())
    other.client.force_login(other.learner, backend="lms.accounts.backends.ScopedBackend")
    other.client.post(other.to("check_begin"))
    # Which form came is chance; either is in memory once somebody has seen it.
    other.client.get(other.to("check"))
    fields = other.fields(True, False, attempt=other.check())
    with counted() as queries:
        other.client.get(other.to("check"))
        other.client.post(other.to("check_finish"), fields, headers=HTMX)
    assert len(queries) <= MOST_QUERIES, "\n".join(queries)
    assert len(writes(queries)) <= MOST_WRITES


def test_forms_are_parallel_only_where_they_ask_for_the_same():
    assert are_parallel([("o1", "easy"), ("o2", "hard")], [("o2", "hard"), ("o1", "easy")])
    assert not are_parallel([("o1", "easy")], [("o1", "hard")])
    assert not are_parallel([("o1", "easy")], [("o1", "easy")] * 2)
    assert not are_parallel([], [])
    assert (other_form("a"), other_form("b")) == ("b", "a")
