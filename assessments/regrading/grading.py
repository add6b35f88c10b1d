"""Grades finished attempts by a corrected key: explicit, in small steps, never to a lower mark."""

import uuid
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from assessments import rules
from assessments.answers import read_answer, stored_answer
from assessments.items.counting import count_attempts
from assessments.models import Attempt, Regrade, RegradedMark
from assessments.queries import DrawnQuestion, drawn_questions
from assessments.regrading.queries import attempts_that_met, graded_by, newest_number
from assessments.rules import Answer, AnswerForeign
from courses.api import Outcome, published_version, record_outcome

# Attempts of one transaction: few enough that nobody who finishes a test waits for it.
AT_ONCE = 200


def ask_for_regrade(*, question_key: uuid.UUID, reason: str, by: Any, now: datetime) -> Regrade:
    """Have finished attempts graded by the newest version of a question, or go on with what was begun.

    Raises LookupError where the question was never published.
    """
    version = newest_number(question_key)
    if version is None:
        raise LookupError(question_key)
    with transaction.atomic():
        asked, _is_new = Regrade.objects.get_or_create(
            question_key=question_key,
            finished_at=None,
            defaults={"version": version, "reason": reason, "asked_by": by, "asked_at": now},
        )
        regrade.delay_on_commit(asked.pk)
    return asked


@shared_task(name="assessments.regrade")
def regrade(regrade_id: int) -> int:
    """Go on with a regrade from where it stopped to its end. Returns how many attempts it looked at."""
    # The figures of a version stay those of the key it was graded by at first.
    count_attempts()
    looked_at = 0
    while number := _grade_some(regrade_id):
        looked_at += number
    return looked_at


@transaction.atomic
def _grade_some(regrade_id: int) -> int:
    asked = Regrade.objects.select_for_update().get(pk=regrade_id)
    if asked.finished_at is not None:
        return 0
    left = attempts_that_met(asked.question_key).filter(pk__gt=asked.reached)
    attempts = list(left.select_related("learner").select_for_update(of=("self",)).order_by("pk")[:AT_ONCE])
    published = published_version()
    for attempt in attempts:
        asked.reached = attempt.pk
        _look_at(attempt, asked, published)
    if not attempts:
        asked.finished_at = timezone.now()
    asked.save()
    return len(attempts)


def _look_at(attempt: Attempt, asked: Regrade, published: int) -> None:
    key = str(asked.question_key)
    drawn = next(each for each in attempt.drawn if each["question"] == key)
    if graded_by(drawn) >= asked.version:
        return
    asked.met += 1
    before, after = (
        drawn_questions([{**drawn, "graded_by": number}], language=attempt.language, published=published)[0]
        for number in (graded_by(drawn), asked.version)
    )
    answer = _fitting(attempt, before, after)
    if answer is None:
        asked.unfit += 1
        return
    drawn["graded_by"] = asked.version
    _keep(attempt, asked, answer, _mark(after, answer))


def _fitting(attempt: Attempt, before: DrawnQuestion, after: DrawnQuestion) -> Answer | None:
    """Return the answer as the corrected question reads it; None where it asks something else by now."""
    if attempt.answers_until is None or before.content["kind"] != after.content["kind"]:
        return None
    answer = read_answer(attempt.answers.get(after.key))
    # What was written may be foreseen only now, or no longer be near enough.
    again = rules.recognise(after.graded, replace(answer, recognised=""))
    answer = again if again.recognised or after.content["kind"] == "numeric" else answer
    try:
        rules.require_own(after.graded, answer)
    except AnswerForeign:
        return None
    return answer


def _mark(question: DrawnQuestion, answer: Answer) -> Fraction:
    if not rules.is_answered(question.graded, answer):
        return Fraction(0)
    return rules.grade(question.graded, answer) or Fraction(0)


def _keep(attempt: Attempt, asked: Regrade, answer: Answer, mark: Fraction) -> None:
    """Keep the higher mark. What somebody was told they had is not taken away."""
    key = str(asked.question_key)
    if key in attempt.answers:
        attempt.answers[key] = {**attempt.answers[key], **stored_answer(answer)}
    if mark > rules.exact(attempt.marks[key]):
        _raise(attempt, asked, mark)
    changed = ("drawn", "answers", "marks", "score", "passed")
    Attempt.objects.filter(pk=attempt.pk).update(**{name: getattr(attempt, name) for name in changed})


def _raise(attempt: Attempt, asked: Regrade, mark: Fraction) -> None:
    key, had_passed, score_before = str(asked.question_key), attempt.passed, attempt.score
    mark_before, attempt.marks[key] = attempt.marks[key], float(mark)
    score = rules.mean_score(attempt.marks.values())
    attempt.score = float(score)
    attempt.passed = had_passed or rules.is_passed(score, attempt.pass_mark)
    asked.raised += 1
    asked.passed += attempt.passed and not had_passed
    RegradedMark.objects.create(
        learner=attempt.learner,
        regrade=asked,
        attempt=attempt,
        mark_before=mark_before,
        mark_after=attempt.marks[key],
        score_before=score_before,
        score_after=attempt.score,
        has_passed_by_it=attempt.passed and not had_passed,
    )
    record_outcome(
        learner=attempt.learner,
        course_key=attempt.course_key,
        outcome=Outcome(attempt.activity_key, completed=attempt.passed, score=attempt.score),
        idempotency_key=uuid.uuid5(attempt.public_id, f"regraded {asked.pk}"),
    )
