"""Refreshers: when they come, what they ask, and who may answer without a door in the way."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from assessments.models import Attempt, ItemTally, Refresher, RefresherPause
from assessments.refreshers.actions import forget_refreshers, make_due
from assessments.refreshers.links import token_of
from assessments.refreshers.queries import questions_by_module
from assessments.rules import Recall, Recalled, band, chosen, coming_back, due_step, freshness
from courses.api import Outcome, finished_modules, pause, record_outcome
from courses.learning.models import ActivityState, Enrolment, OutcomeRecord
from lms.accounts.api import own_data
from lms.accounts.deletion import delete_account
from lms.jobs.api import run_due_jobs
from lms.notices.actions import send_digests
from lms.notices.rules import hour_of
from tests.factories import MadeCourse, make_course, make_learner, right_answer, wrong_answer

ZONE = ZoneInfo("Asia/Almaty")
FINISHED = datetime(2026, 9, 1, 12, tzinfo=ZONE)
DAY = FINISHED.date()


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def test_steps_come_on_their_days_once_and_late_ones_are_let_go():
    due = {
        days: due_step(finished_on=DAY, today=after(days), made=())
        for days in (1, 2, 6, 7, 20, 21, 36, 60, 75)
    }
    assert due == {1: None, 2: 2, 6: 2, 7: 7, 20: 7, 21: 21, 36: None, 60: 60, 75: None}
    assert due_step(finished_on=DAY, today=after(8), made=(7,)) is None
    assert due_step(finished_on=DAY, today=after(8), made=(2,)) == 7


def test_what_was_wrong_comes_back_once_and_never_asked_comes_before_long_ago():
    first = [Recalled("a", False, after(2)), Recalled("b", True, after(2)), Recalled("c", True, after(2))]
    assert coming_back(first) == ["a"]
    asked = chosen("abcde", (), first, seed="s")
    assert asked[0] == "a" and set(asked[1:]) == {"d", "e"}
    again = [*first, Recalled("a", False, after(7))]
    assert coming_back(again) == []
    assert chosen("xyz", {"a"}, first, seed="s")[0] == "a"
    assert "a" not in chosen("xyz", {"a"}, first, asked={"a"}, seed="s")
    assert chosen("xyz", (), first, asked={"x"}, seed="s")[-1] == "x"


def test_a_topic_fades_by_half_lives_and_recovers_with_success_only():
    def level(days, *recalls):
        return freshness(finished_on=DAY, recalls=recalls, on=after(days))

    assert (level(0), level(7), level(14)) == (1, 0.5, 0.25)
    assert level(21, Recall(after(7), 1)) == 0.5
    assert level(14, Recall(after(7), 1 / 3)) == level(14)
    assert [band(each) for each in (1, 0.5, 0.1)] == ["fresh", "fading", "faint"]


@pytest.fixture(scope="module")
def ground(shared_ground) -> MadeCourse:
    return make_course(lessons=2, practice=3, questions=4)


@pytest.fixture
def learner(course):
    """Somebody who has finished the one module of the course."""
    person = make_learner()
    with time_machine.travel(FINISHED, tick=False):
        for question in course.practice:
            key = question.activity.translation_key
            outcome = Outcome(activity_key=key, completed=True, score=1.0)
            record_outcome(
                learner=person,
                course_key=course.key,
                outcome=outcome,
                idempotency_key=question.translation_key,
            )
    return person


def due(learner, days: int) -> list[Refresher]:
    return make_due(learner_id=learner.pk, today=after(days))


def at(days: int):
    return time_machine.travel(FINISHED + timedelta(days=days), tick=False)


def address_of(refresher) -> str:
    return reverse("refresher", args=[token_of(refresher.public_id)])


def send(refresher, question, *, is_right: bool, client=None):
    fields = (right_answer if is_right else wrong_answer)(question)
    fields["question"] = str(question.translation_key)
    return (client or Client()).post(address_of(refresher), fields)


def asked_in(course, refresher) -> list:
    by_key = {str(question.translation_key): question for question in course.practice}
    return [by_key[each["question"]] for each in refresher.drawn]


def test_three_practice_questions_come_once_however_often_they_are_made(course, learner):
    assert due(learner, 1) == []
    (refresher,) = due(learner, 2)
    assert len(asked_in(course, refresher)) == 3
    assert [each.pk for each in due(learner, 3)] == [refresher.pk]
    assert [each.step for each in due(learner, 7)] == [2, 7]


def test_whoever_holds_the_link_answers_without_an_account_and_is_told_no_name(course, learner):
    (refresher,) = due(learner, 2)
    with at(2):
        visitor = Client()
        page = visitor.get(address_of(refresher))
        text = page.content.decode()
        assert learner.email not in text and "Question 1 of 3" in text
        assert page["Referrer-Policy"] == "same-origin" and "noindex" in page["X-Robots-Tag"]
        assert "Right" not in text
        for number, question in enumerate(asked_in(course, refresher)):
            answer = send(refresher, question, is_right=number > 0, client=visitor).content.decode()
            assert ("Not quite", "Right")[number > 0] in answer
        assert (
            "2 of 3 were right" in answer
            and "2 of 3 were right" in visitor.get(address_of(refresher)).content.decode()
        )
    refresher.refresh_from_db()
    assert sorted(refresher.marks.values()) == [False, True, True] and refresher.answered_on == after(2)


def test_looking_at_a_link_changes_nothing_and_the_first_answer_stays(course, learner):
    (refresher,) = due(learner, 2)
    question = asked_in(course, refresher)[0]
    with at(2):
        for _ in range(3):
            Client().get(address_of(refresher))
            Client().head(address_of(refresher))
        assert Refresher.objects.get(pk=refresher.pk).marks == {}
        send(refresher, question, is_right=False)
        send(refresher, question, is_right=True)
    assert Refresher.objects.get(pk=refresher.pk).marks == {str(question.translation_key): False}


def test_wrong_answers_come_back_in_the_next_one_and_then_no_more(course, learner):
    (refresher,) = due(learner, 2)
    wrong = asked_in(course, refresher)[1]
    with at(2):
        send(refresher, wrong, is_right=False)
    second = next(each for each in due(learner, 7) if each.step == 7)
    assert asked_in(course, second)[0] == wrong
    with at(7):
        send(second, wrong, is_right=False)
    third = next(each for each in due(learner, 21) if each.step == 21)
    assert wrong not in asked_in(course, third)


def test_a_link_ends_by_itself_and_a_forged_one_never_opens(learner):
    (refresher,) = due(learner, 2)
    with at(17):
        assert Client().get(address_of(refresher)).status_code == 404
    with at(3):
        forged = reverse("refresher", args=[refresher.public_id.hex + ":AAAA"])
        assert Client().get(forged).status_code == Client().post(forged).status_code == 404


@pytest.mark.parametrize(
    "sent", [{}, {"question": "no"}, {"question": "5f0f3f3e-0000-4000-8000-000000000001"}]
)
def test_an_answer_to_no_question_of_it_is_refused(learner, sent):
    (refresher,) = due(learner, 2)
    with at(2):
        assert Client().post(address_of(refresher), sent).status_code == 400
        missing = {"question": refresher.drawn[0]["question"]}
        answer = Client().post(address_of(refresher), missing)
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
    assert Refresher.objects.get().marks == {}


def test_paused_means_nothing_and_a_course_put_aside_neither(course, learner):
    client = Client()
    client.force_login(learner)
    client.post(reverse("refreshers_pause"), {"paused": "1"})
    assert due(learner, 2) == []
    client.post(reverse("refreshers_pause"), {"paused": "0"})
    assert not RefresherPause.objects.exists() and len(due(learner, 2)) == 1
    pause(learner=learner, course_key=course.key, paused=True)
    assert due(learner, 3) == []


def test_nothing_of_a_sensitive_lesson_is_asked_again(course, learner):
    first = course.lessons[0]
    first.is_sensitive = True
    first.save_revision().publish()
    (refresher,) = due(learner, 2)
    assert set(asked_in(course, refresher)) == set(course.practice[3:])


def test_a_refresher_counts_for_nothing(course, learner):
    before = (OutcomeRecord.objects.count(), ActivityState.objects.count(), Enrolment.objects.get().changes)
    (refresher,) = due(learner, 2)
    with at(2):
        send(refresher, asked_in(course, refresher)[0], is_right=True)
    assert before == (
        OutcomeRecord.objects.count(),
        ActivityState.objects.count(),
        Enrolment.objects.get().changes,
    )
    assert not ItemTally.objects.exists()


def test_topics_are_shown_as_a_strip_and_a_table_at_a_steady_price(learner, django_assert_max_num_queries):
    client = Client()
    client.force_login(learner)
    due(learner, 2)
    with at(5):
        client.get(reverse("refreshers"))
        with django_assert_max_num_queries(8):
            page = client.get(reverse("refreshers")).content.decode()
    assert "<polyline" in page and "<table" in page and "fading" in page and "3 questions" in page


def test_who_need_not_wait_for_mail_begins_at_once(learner):
    client = Client()
    client.force_login(learner)
    with at(1):
        assert client.post(reverse("refreshers_begin")).url == reverse("refreshers")
    with at(2):
        assert "/refresh/" in client.post(reverse("refreshers_begin")).url


def test_it_goes_after_twelve_months_and_with_the_account_and_is_in_own_data(learner):
    (refresher,) = due(learner, 2)
    assert "assessments.Refresher" in own_data(learner)["tables"]
    assert forget_refreshers(after(366).isoformat()) == 0
    assert forget_refreshers(after(368).isoformat()) == 1
    due(learner, 2)
    delete_account(get_user_model().objects.get(pk=learner.pk))
    assert not Refresher.objects.exists()


def test_the_digest_carries_one_link_a_refresher_once_and_by_its_outward_name(
    course, learner, django_capture_on_commit_callbacks
):
    EmailAddress.objects.create(user=learner, email=learner.email, verified=True, primary=True)
    moment = datetime(2026, 9, 3, hour_of(learner.pk), 5, tzinfo=ZONE)
    for days in (0, 1):
        with time_machine.travel(moment + timedelta(days=days), tick=False):
            with django_capture_on_commit_callbacks(execute=True):
                send_digests()
            run_due_jobs()
    (letter,) = mail.outbox
    assert "3 questions from “Working with families”" in letter.body and course.page.title not in letter.body
    assert address_of(Refresher.objects.get()) in letter.body


def test_the_pool_of_the_test_stays_unseen_until_the_test_was_taken(course, learner):
    pool = {str(question.translation_key) for question in course.questions}
    first = course.questions[0]
    first.objective = f"{course.lessons[0].slug}-o1"
    first.save_revision().publish()
    before = questions_by_module(learner.pk, finished_modules(learner.pk, "en"))
    assert not pool & set().union(*before.values())
    Attempt.objects.create(
        learner=learner,
        activity_key=course.test.translation_key,
        course_key=course.key,
        number=1,
        pass_mark=75,
        drawn=[],
        begun_at=FINISHED,
        submitted_at=FINISHED,
        score=0,
        passed=False,
    )
    after_test = questions_by_module(learner.pk, finished_modules(learner.pk, "en"))
    assert pool & set().union(*after_test.values()) == {str(first.translation_key)}


def test_what_needs_its_lesson_is_asked_only_where_a_module_has_nothing_else(course, learner):
    beside = {str(question.translation_key) for question in course.practice[1:]}
    for question in course.practice[1:]:
        question.needs_lesson = True
        question.save_revision().publish()
    (asked,) = questions_by_module(learner.pk, finished_modules(learner.pk, "en")).values()
    assert set(asked) == {str(course.practice[0].translation_key)}
    assert len(asked_in(course, due(learner, 2)[0])) == 1

    course.practice[0].needs_lesson = True
    course.practice[0].save_revision().publish()
    (asked,) = questions_by_module(learner.pk, finished_modules(learner.pk, "en")).values()
    assert beside < set(asked)


def test_a_question_of_a_test_cannot_lean_on_a_lesson(course):
    question = course.questions[0]
    question.needs_lesson = True
    with pytest.raises(ValidationError, match="has to stand alone"):
        question.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        question.save()
