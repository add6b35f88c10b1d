"""The end test as a learner meets it: begun, saved, finished, explained."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from assessments.actions import forget_raw_answers
from assessments.models import Attempt
from courses.models import ActivityState, CourseEdition, Enrolment, OutcomeRecord
from tests.factories import make_choices, make_learner, make_question, translate_question

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_before_the_first_attempt_stands_what_to_expect(sitting):
    page = text_of(sitting.client.get(sitting.address()))
    assert "4 questions, drawn for you." in page
    assert "You pass with 75 percent." in page
    assert "as often as you like" in page
    assert not Attempt.objects.exists()


def test_beginning_enrols_draws_and_shows_the_questions(sitting):
    response = sitting.client.post(sitting.address("test_begin"), follow=True)
    page = text_of(response)
    assert response.redirect_chain[-1][0] == sitting.address()
    assert page.count("<fieldset") == 4
    assert "Question 1 of 4" in page
    assert Enrolment.objects.filter(learner=sitting.learner, course_key=sitting.course.key).exists()
    assert len({each["question"] for each in sitting.attempt.drawn}) == 4


def test_looking_begins_nothing(sitting):
    for name in ("test", "test_begin", "test_save", "test_finish"):
        sitting.client.get(sitting.address(name))
    assert not Attempt.objects.exists()


def test_beginning_again_goes_on_with_the_open_attempt(sitting):
    first = sitting.begin()
    assert sitting.begin() == first
    assert Attempt.objects.count() == 1


def test_questions_and_choices_keep_their_order_within_an_attempt(sitting):
    sitting.begin()

    def order():
        return re.findall(
            r'name="choice-([0-9a-f-]+)" value="([0-9a-f-]+)"', text_of(sitting.client.get(sitting.address()))
        )

    assert order() == order()
    assert len(order()) == 12


def test_enough_right_answers_pass_and_record_one_outcome(sitting):
    attempt = sitting.begin()
    response = sitting.finish(True, True, True, False)
    assert response.url == sitting.address("test_result", attempt.public_id)
    attempt.refresh_from_db()
    assert (attempt.score, attempt.passed, attempt.is_finished) == (0.75, True, True)
    outcome = OutcomeRecord.objects.get()
    assert (outcome.activity_key, outcome.score, outcome.completed) == (
        sitting.course.test.translation_key,
        0.75,
        True,
    )
    assert outcome.response is None
    assert ActivityState.objects.get().completed_at is not None


def test_too_few_right_answers_are_recorded_without_completing(sitting):
    attempt = sitting.begin()
    sitting.finish(True, True, False, False)
    attempt.refresh_from_db()
    assert (attempt.score, attempt.passed) == (0.5, False)
    assert OutcomeRecord.objects.get().completed is False
    assert ActivityState.objects.get().completed_at is None


def test_the_result_explains_every_question_and_offers_another_try(sitting):
    attempt = sitting.begin()
    sitting.finish(True, True, False, False)
    page = text_of(sitting.client.get(sitting.address("test_result", attempt.public_id)))
    assert "Not passed yet" in page
    assert "2 of 4 right, 50 percent. You pass with 75 percent." in page
    assert page.count("Because of 1.") == 4
    assert "Begin again with other questions" in page


def test_a_result_names_the_lesson_worth_reading_again(sitting):
    lesson = sitting.course.lessons[0]
    objective = lesson.objectives.first().code
    for question in sitting.course.questions:
        question.objective = objective
        question.save_revision().publish()
    attempt = sitting.begin()
    sitting.finish(True, True, False, False)
    page = text_of(sitting.client.get(sitting.address("test_result", attempt.public_id)))
    assert "Worth reading again" in page
    assert f'href="/courses/{sitting.course.slug}/{lesson.slug}/"' in page
    assert "2 questions" in page


def test_with_htmx_the_result_comes_at_once_and_gets_its_own_address(sitting):
    attempt = sitting.begin()
    response = sitting.finish(True, True, True, True, headers=HTMX)
    assert response.status_code == 200
    assert response["HX-Push-Url"] == sitting.address("test_result", attempt.public_id)
    assert "Passed" in text_of(response)
    assert "<html" not in text_of(response)


def test_open_questions_are_named_and_nothing_is_lost(sitting):
    attempt = sitting.begin()
    response = sitting.finish(True, None, True, None)
    page = text_of(response)
    assert response.status_code == 422
    assert "2 questions are still open." in page
    open_keys = [attempt.drawn[place]["question"] for place in (1, 3)]
    assert all(f'href="#a-{key}"' in page for key in open_keys)
    assert page.count(" checked>") == 2
    attempt.refresh_from_db()
    assert not attempt.is_finished
    assert len(attempt.answers) == 2
    assert not OutcomeRecord.objects.exists()


def test_a_learner_may_finish_with_open_questions_when_sure(sitting):
    attempt = sitting.begin()
    sitting.finish(True, True, True, None)
    sitting.finish(True, True, True, None, sure="yes")
    attempt.refresh_from_db()
    assert attempt.passed is True
    page = text_of(sitting.client.get(sitting.address("test_result", attempt.public_id)))
    assert "Not answered" in page


def test_a_saved_answer_is_there_on_another_device(sitting):
    sitting.begin()
    response = sitting.save(True, None, False)
    assert re.search(r"Saved \d\d:\d\d", text_of(response))
    phone = Client()
    phone.force_login(sitting.learner, backend="lms.accounts.backends.ScopedBackend")
    assert text_of(phone.get(sitting.address())).count(" checked>") == 2


def test_save_and_come_back_later_leads_to_the_course(sitting):
    sitting.begin()
    response = sitting.client.post(sitting.address("test_save"), sitting.fields(True, later="yes"))
    assert response.url == f"/courses/{sitting.course.slug}/"
    assert len(sitting.attempt.answers) == 1
    response = sitting.client.post(
        sitting.address("test_save"), sitting.fields(True, later="yes"), headers=HTMX
    )
    assert response["HX-Redirect"] == f"/courses/{sitting.course.slug}/"


def test_the_back_button_after_finishing_leads_to_the_result(sitting):
    attempt = sitting.begin()
    assert "no-store" in sitting.client.get(sitting.address())["Cache-Control"]
    sitting.finish(True, True, True, True)
    response = sitting.client.get(sitting.address())
    assert response.url == sitting.address("test_result", attempt.public_id)


def test_a_second_copy_of_a_finish_changes_nothing(sitting):
    attempt = sitting.begin()
    sitting.finish(True, True, True, True)
    response = sitting.client.post(sitting.address("test_finish"), sitting.fields(False, False, False, False))
    assert response.url == sitting.address("test_result", attempt.public_id)
    attempt.refresh_from_db()
    assert attempt.score == 1
    assert OutcomeRecord.objects.count() == 1


def test_answers_sent_after_finishing_change_nothing_and_the_window_is_told(sitting):
    attempt = sitting.begin()
    sitting.finish(True, True, True, True)
    response = sitting.save(False, False)
    assert "This test is finished" in text_of(response)
    assert sitting.address("test_result", attempt.public_id) in text_of(response)
    before = attempt.answers
    attempt.refresh_from_db()
    assert attempt.answers != before
    assert attempt.score == 1


def test_each_attempt_draws_anew_and_the_best_result_stays(sitting):
    sitting.begin()
    sitting.finish(True, True, True, True)
    second = sitting.begin()
    assert second.number == 2
    sitting.finish(False, False, False, False)
    state = ActivityState.objects.get()
    assert state.best_score == 1
    assert state.completed_at is not None
    assert OutcomeRecord.objects.count() == 2


def test_two_windows_interleaved_keep_what_was_chosen_last_and_both_are_told(sitting):
    attempt = sitting.begin()
    first, second = (each["question"] for each in attempt.drawn[:2])
    sitting.save(True, None)
    response = sitting.save(None, False, window="two")
    assert "Question 1: Answered in another window." in text_of(response)
    response = sitting.save(False, None, **{"window": "two", f"was-{first}": "|"})
    assert "Question 1: Also answered in another window." in text_of(response)
    response = sitting.save(True, None)
    attempt.refresh_from_db()
    kept = attempt.answers
    assert set(kept) == {first, second}
    assert "Question 1: Also answered in another window." in text_of(response)


def test_a_save_that_was_overtaken_does_not_undo_the_newer_answer(sitting):
    attempt = sitting.begin()
    key = attempt.drawn[0]["question"]
    sitting.save(True, **{f"at-{key}": "2000", "sent": "2100"})
    sitting.save(False, **{f"at-{key}": "1000", "sent": "61000"})
    attempt.refresh_from_db()
    right = [block.id for block in sitting.question(key).choices if block.value["is_right"]]
    assert attempt.answers[key]["choices"] == right


def test_publishing_rekeying_and_deleting_change_no_attempt_begun_before(sitting):
    attempt = sitting.begin()
    fields = sitting.fields(True, True, True, True)
    shown = text_of(sitting.client.get(sitting.address()))
    for number, question in enumerate(sitting.course.questions):
        if number == 0:
            question.delete()
            continue
        ids = [block.id for block in question.choices]
        question.stem = "Something else?"
        question.choices = question.choices.stream_block.to_python(
            make_choices(False, True, False, words="New", ids=ids)
        )
        question.save_revision().publish()
    again = text_of(sitting.client.get(sitting.address()))
    assert re.findall(r'value="[0-9a-f-]{36}"><span|What is best here \([^)]+\)', shown) == re.findall(
        r'value="[0-9a-f-]{36}"><span|What is best here \([^)]+\)', again
    )
    assert "Something else?" not in again
    sitting.client.post(sitting.address("test_finish"), fields)
    attempt.refresh_from_db()
    assert attempt.score == 1
    page = text_of(sitting.client.get(sitting.address("test_result", attempt.public_id)))
    assert "Something else?" not in page


def test_a_changed_pass_mark_changes_no_attempt_and_no_learner_enrolled_before(sitting):
    sitting.begin()
    sitting.course.test.end_test.pass_mark = 100
    sitting.course.test.end_test.save()
    assert CourseEdition.objects.filter(course_key=sitting.course.key).count() > 1
    sitting.finish(True, True, True, False)
    assert sitting.attempt.passed is True
    assert sitting.begin().pass_mark == 75


def test_switching_the_language_keeps_the_choices_and_says_what_is_not_translated(sitting):
    attempt = sitting.begin()
    question = sitting.question(attempt.drawn[0]["question"])
    translate_question(question)
    sitting.save(True, True)
    page = text_of(sitting.client.get("/ru" + sitting.address()))
    assert "Что лучше?" in page
    assert page.count(" checked>") == 2
    assert page.count('lang="en"') > 0
    sitting.client.post(
        f"/ru/courses/{sitting.course.slug}/test/finish/", sitting.fields(True, True, True, True)
    )
    attempt.refresh_from_db()
    assert attempt.score == 1


def test_only_the_learner_sees_a_result(sitting):
    attempt = sitting.begin()
    sitting.finish(True, True, True, True)
    stranger = Client()
    stranger.force_login(make_learner(), backend="lms.accounts.backends.ScopedBackend")
    address = sitting.address("test_result", attempt.public_id)
    assert stranger.get(address).status_code == 404
    assert (
        stranger.post(sitting.address("test_finish"), {"attempt": str(attempt.public_id)}).status_code == 404
    )
    assert stranger.post(sitting.address("test_save"), {"attempt": str(attempt.public_id)}).status_code == 404
    assert Client().get(address).status_code == 302


def test_the_result_of_an_open_attempt_is_not_shown(sitting):
    attempt = sitting.begin()
    response = sitting.client.get(sitting.address("test_result", attempt.public_id))
    assert response.url == sitting.address()


def test_an_expired_login_leads_to_the_door_and_loses_nothing_saved(sitting):
    attempt = sitting.begin()
    sitting.save(True, True)
    fields = sitting.fields(True, True, True, True)
    sitting.client.logout()
    response = sitting.client.post(sitting.address("test_finish"), fields)
    assert response.status_code == 302
    assert "/accounts/login/" in response.url
    attempt.refresh_from_db()
    assert len(attempt.answers) == 2
    assert not attempt.is_finished


def test_without_questions_a_test_says_so_kindly(sitting):
    for question in sitting.course.questions:
        question.unpublish()
    response = sitting.client.post(sitting.address("test_begin"), follow=True)
    assert "This test has no questions yet." in text_of(response)
    assert not Attempt.objects.exists()


def test_a_pool_grown_smaller_than_the_blueprint_still_makes_a_test(sitting):
    sitting.course.questions[0].unpublish()
    assert len(sitting.begin().drawn) == 3


def test_a_course_without_a_test_has_no_test_page(sitting):
    from tests.factories import make_course

    bare = make_course(lessons=1, practice=0, questions=0)
    assert sitting.client.get(f"/courses/{bare.slug}/test/").status_code == 404
    assert sitting.client.post(f"/courses/{bare.slug}/test/begin/").status_code == 404


def test_answers_end_after_a_year_and_scores_stay_readable(sitting):
    attempt = sitting.begin()
    sitting.finish(True, True, True, False)
    a_day_before = timezone.localdate() + timedelta(days=364)
    assert forget_raw_answers(a_day_before.isoformat()) == 0
    later = (timezone.localdate() + timedelta(days=367)).isoformat()
    assert forget_raw_answers(later) == 1
    assert forget_raw_answers(later) == 0
    attempt.refresh_from_db()
    assert attempt.answers == {}
    assert (attempt.score, len(attempt.marks)) == (0.75, 4)
    page = text_of(sitting.client.get(sitting.address("test_result", attempt.public_id)))
    assert "3 of 4 right" in page
    assert "deleted after its time" in page
    assert "Your answer" not in page.replace("Your answers, explained", "")


def test_answers_of_an_attempt_left_lying_end_too(sitting):
    attempt = sitting.begin()
    sitting.save(True)
    long_ago = timezone.now() - timedelta(days=370)
    Attempt.objects.update(begun_at=long_ago, saved_at=long_ago)
    assert forget_raw_answers() == 1
    attempt.refresh_from_db()
    assert attempt.answers == {}


def test_keys_and_explanations_reach_no_page_before_finishing(sitting):
    attempt = sitting.begin()
    pages = [
        sitting.client.get(sitting.address()),
        sitting.save(True, False),
        sitting.finish(True, None),
        sitting.finish(True, None, headers=HTMX),
        sitting.client.get(sitting.address("test_result", attempt.public_id)),
        sitting.client.get(f"/courses/{sitting.course.slug}/"),
    ]
    for page in pages:
        assert "Because of" not in page.content.decode()


def test_two_tests_that_differ_only_in_the_key_send_the_same_bytes(sitting):
    def bytes_before_the_answer(rights):
        ids = ["00000000-0000-4000-8000-00000000000" + str(n) for n in range(3)]
        for question in sitting.course.questions:
            question.choices = question.choices.stream_block.to_python(make_choices(*rights, ids=ids))
            question.save_revision().publish()
        Attempt.objects.all().delete()
        attempt = sitting.begin()
        # The same attempt but for the key: its id decides the order of choices.
        Attempt.objects.filter(pk=attempt.pk).update(
            public_id="00000000-0000-4000-8000-0000000000aa",
            drawn=sorted(attempt.drawn, key=lambda each: each["question"]),
        )
        pages = [sitting.client.get(sitting.address()).content.decode()]
        fields = {"attempt": "00000000-0000-4000-8000-0000000000aa", "window": "one"}
        for each in sitting.attempt.drawn[:2]:
            fields[f"choice-{each['question']}"] = ids[0]
        for name in ("test_save", "test_finish"):
            pages.append(sitting.client.post(sitting.address(name), fields, headers=HTMX).content.decode())
        noise = r'name="(csrfmiddlewaretoken|window)" value="[^"]+"|Saved \d\d:\d\d'
        return [re.sub(noise, "", page) for page in pages]

    assert bytes_before_the_answer((True, False, False)) == bytes_before_the_answer((False, False, True))


def test_a_question_of_every_type_is_asked_and_graded_in_one_test(sitting):
    made = [
        make_question(kind="multiple", rights=(True, True, False), pool=sitting.course.pool),
        make_question(kind="true_false", is_true=False, rights=(False, True), pool=sitting.course.pool),
    ]
    end_test = sitting.course.test.end_test
    end_test.blueprint = [{"objective": "o1", "difficulty": "medium", "draw": 6}]
    end_test.save()
    attempt = sitting.begin()
    assert {str(question.translation_key) for question in made} <= {
        each["question"] for each in attempt.drawn
    }
    sitting.finish(*[True] * 6)
    attempt.refresh_from_db()
    assert attempt.score == 1
