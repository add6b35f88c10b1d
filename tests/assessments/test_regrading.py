"""A key that was wrong is corrected for those who have finished: asked for, in steps, and never downwards."""

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import Attempt, Regrade, RegradedMark
from assessments.regrading import grading
from courses.models import Enrolment
from lms.accounts.api import grant
from tests.factories import make_learner, make_question, publish

pytestmark = pytest.mark.django_db


def client_of(role: str) -> Client:
    person, client = make_learner(), Client()
    grant(person, role)
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    return client


def correct(question) -> None:
    """Publish a question with the choice that ``wrong_answer`` takes as the right one."""
    wrong = next(block for block in question.choices if not block.value["is_right"])
    for block in question.choices:
        block.value["is_right"] = block is wrong
    publish(question)


def asked_for(question, reason: str = "The second choice is right by the guide.") -> Regrade:
    key, now = question.translation_key, timezone.now()
    return grading.ask_for_regrade(question_key=key, reason=reason, by=None, now=now)


@pytest.fixture
def failed(sitting):
    """A learner with two of four right, of whom the first question took what counted as wrong."""
    sitting.begin()
    sitting.finish(False, True, True, False, sure="yes")
    assert sitting.attempt.passed is False
    return sitting


@pytest.fixture
def first(failed):
    """The question whose key was wrong, corrected."""
    question = failed.question(failed.attempt.drawn[0]["question"])
    correct(question)
    return question


def test_a_corrected_key_counts_for_who_has_finished_only_when_somebody_asks(failed, first):
    assert failed.attempt.passed is False
    assert grading.regrade(asked_for(first).pk) == 1
    attempt = failed.attempt
    assert (attempt.score, attempt.passed) == (0.75, True)
    (mark,) = RegradedMark.objects.all()
    assert (mark.mark_before, mark.mark_after, mark.score_before, mark.score_after) == (0, 1, 0.5, 0.75)
    assert mark.has_passed_by_it
    regrade = Regrade.objects.get()
    assert (regrade.met, regrade.raised, regrade.passed, regrade.unfit) == (1, 1, 1, 0)
    assert regrade.finished_at and regrade.reason


def test_the_pass_reaches_the_course_and_the_result_says_that_the_question_was_corrected(failed, first):
    before = Enrolment.objects.get(learner=failed.learner).done
    grading.regrade(asked_for(first).pk)
    assert Enrolment.objects.get(learner=failed.learner).done == before + 1
    page = failed.client.get(failed.address("test_result", failed.attempt.public_id)).content.decode()
    assert page.count("This question was corrected after your test.") == 1
    assert "3 of 4 right, 75 percent" in " ".join(page.split())


def test_nobody_loses_what_they_were_told_they_had(sitting):
    sitting.begin()
    sitting.finish(True, True, True, False, sure="yes")
    question = sitting.question(sitting.attempt.drawn[0]["question"])
    correct(question)
    grading.regrade(asked_for(question).pk)
    assert (sitting.attempt.score, sitting.attempt.passed) == (0.75, True)
    assert Regrade.objects.get().raised == 0 and not RegradedMark.objects.exists()


def test_after_a_stop_it_goes_on_where_it_was_and_counts_nobody_twice(failed, first, monkeypatch):
    original = failed.attempt
    for _ in range(2):
        other = Attempt.objects.get(pk=original.pk)
        other.pk, other.public_id, other.learner = None, grading.uuid.uuid4(), make_learner()
        other.save()
    monkeypatch.setattr(grading, "AT_ONCE", 1)
    regrade = asked_for(first)
    grading._grade_some(regrade.pk)
    assert asked_for(first).pk == regrade.pk
    assert (grading.regrade(regrade.pk), grading.regrade(regrade.pk)) == (2, 0)
    regrade.refresh_from_db()
    assert (regrade.met, regrade.raised, RegradedMark.objects.count()) == (3, 3, 3)
    # Who has been graded by this version is passed over when it is asked for again.
    again = asked_for(first)
    grading.regrade(again.pk)
    again.refresh_from_db()
    assert again.pk != regrade.pk and (again.met, again.raised) == (0, 0)


def test_answers_that_are_gone_or_no_longer_offered_stay_as_they_were(failed, first):
    second = failed.question(failed.attempt.drawn[3]["question"])
    taken = failed.attempt.answers[str(second.translation_key)]["choices"]
    del second.choices[next(place for place, block in enumerate(second.choices) if block.id in taken)]
    publish(second)
    grading.regrade(asked_for(second).pk)
    Attempt.objects.update(answers={}, answers_until=None)
    grading.regrade(asked_for(first).pk)
    assert [(each.met, each.unfit, each.raised) for each in Regrade.objects.all()] == [(1, 1, 0)] * 2
    assert failed.attempt.score == 0.5


def test_a_written_answer_that_is_foreseen_only_now_counts(sitting):
    written = make_question(kind="short", pool=sitting.course.pool)
    drawn = {"question": str(written.translation_key), "version": 1}
    sitting.begin()
    Attempt.objects.update(drawn=[drawn])
    fields = {"attempt": sitting.attempt.public_id, f"text-{drawn['question']}": "permission", "sure": "yes"}
    sitting.client.post(sitting.address("test_finish"), fields)
    assert sitting.attempt.score == 0
    written.choices.append(("choice", {**written.choices[0].value, "text": "permission"}))
    publish(written)
    grading.regrade(asked_for(written).pk)
    assert (sitting.attempt.score, sitting.attempt.passed) == (1, True)


def test_a_trainer_says_why_and_reads_the_log_in_which_few_people_are_only_few(failed, first):
    trainer, address = client_of("trainer"), failed.address("test_regrade", first.translation_key)
    item = trainer.get(failed.address("test_item", first.translation_key)).content.decode()
    assert f'href="{address}"' in item
    assert "Attempts graded by an earlier key: &lt; 5." in trainer.get(address).content.decode()
    refused = trainer.post(address, {"reason": " "})
    assert refused.status_code == 422 and not Regrade.objects.exists()
    said = trainer.post(address, {"reason": "The guide of <2025> says otherwise."}, follow=True)
    assert said.redirect_chain and "The guide of &lt;2025&gt; says otherwise." in said.content.decode()
    grading.regrade(Regrade.objects.get().pk)
    page = trainer.get(address).content.decode()
    assert page.count("&lt; 5</td>") == 3 and "Every attempt whose answers are still kept" in page


def test_only_who_writes_questions_may_ask_and_only_where_the_key_has_changed(failed, first):
    address = failed.address("test_regrade", first.translation_key)
    assert client_of("reviewer").post(address, {"reason": "So."}).status_code == 403
    trainer, untouched = client_of("trainer"), failed.attempt.drawn[1]["question"]
    other = failed.address("test_regrade", untouched)
    assert "There is nothing to grade anew." in trainer.get(other).content.decode()
    assert trainer.post(other, {"reason": "So."}).status_code == 200
    assert not Regrade.objects.exists()
