"""What a learner does with a test: begin, save, finish. Each is one transaction."""

import random
import uuid
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from celery import shared_task
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments import rules
from assessments.answers import read_answer, read_stored, stored

# Imported for the worker, which looks for jobs here.
from assessments.items.counting import count_attempts as count_attempts
from assessments.keeping import answers_begun_before, answers_end
from assessments.models import Attempt, EndTest
from assessments.queries import DrawnQuestion, drawable_questions, drawn_questions, end_test_of, own_attempt
from assessments.regrading.grading import regrade as regrade
from assessments.rules import Answer, AnswerForeign, SentAnswer, Told
from courses.api import Outcome, PlacedActivity, enrol, record_outcome


class NothingToDraw(LookupError):
    """The test has no questions to draw from yet."""


class AttemptUnknown(LookupError):
    """The learner has no such attempt."""


@dataclass(frozen=True)
class SentIn:
    """Answers as they came in: whose, to which attempt at which course, read in which language."""

    learner: Any
    course_slug: str
    attempt_id: uuid.UUID
    answers: dict[str, SentAnswer]
    language: str
    now: datetime
    purpose: str = rules.END_TEST


@dataclass(frozen=True)
class Saved:
    """An attempt after answers were sent in. ``told`` says what to tell this window, by question key.

    ``is_new`` is False for an attempt that was finished before: nothing was changed.
    ``unanswered`` names the questions without a whole answer, when finishing was asked for.
    """

    attempt: Attempt
    questions: list[DrawnQuestion]
    told: dict[str, Told] = field(default_factory=dict)
    unanswered: tuple[str, ...] = ()
    is_new: bool = True


def begin_attempt(*, learner, course_key: uuid.UUID, test: PlacedActivity, published: int) -> Attempt:
    """Return the learner's open attempt, begun now if there is none. Raises NothingToDraw, NotPublished.

    However often and from wherever it is asked, there is one open attempt.
    """
    plan = end_test_of(test.key)
    if plan is None:
        raise NothingToDraw(test.key)
    own = Attempt.objects.filter(learner=learner, activity_key=test.key)
    try:
        with transaction.atomic():
            enrolment = enrol(learner=learner, course_key=course_key)
            last = own.order_by("-number").first()
            if last is not None and not last.is_finished:
                return last
            is_pinned = enrolment.edition.test_key == test.key
            pinned = enrolment.edition.rules if is_pinned else test.content["rules"]
            return _begin(learner, course_key, plan, last, pinned, published)
    except IntegrityError:
        # Another window began at the same moment.
        return own.get(submitted_at=None)


def _begin(learner, course_key, plan: EndTest, last: Attempt | None, pinned: dict, published: int) -> Attempt:
    public_id = uuid.uuid4()
    drawn = draw_questions(plan, pinned["blueprint"], public_id, last, published)
    if not drawn:
        raise NothingToDraw(plan.activity.translation_key)
    return Attempt.objects.create(
        public_id=public_id,
        learner=learner,
        activity_key=plan.activity.translation_key,
        course_key=course_key,
        number=last.number + 1 if last else 1,
        pass_mark=pinned["pass_mark"],
        drawn=drawn,
        begun_at=timezone.now(),
    )


def draw_questions(
    plan: EndTest, blueprint: list[dict], seed: uuid.UUID, last: Attempt | None, published: int
) -> list[dict]:
    """Return what an attempt draws: questions with their newest version, in the order they are shown.

    Questions of the last attempt are drawn again only where the pool has no others.
    """
    pool = drawable_questions(plan.pool_id, published)
    versions = {drawable.candidate.key: drawable.version for drawable in pool}
    keys = rules.draw(
        blueprint=rules.blueprint_of(blueprint),
        pool=[drawable.candidate for drawable in pool],
        chance=random.Random(str(seed)),  # noqa: S311  (which question comes is no secret)
        seen={each["question"] for each in last.drawn} if last else (),
    )
    return [{"question": key, "version": versions[key]} for key in keys]


def save_answers(sent: SentIn) -> Saved:
    """Keep the answers of an open attempt; a finished one is left as it is.

    Raises AttemptUnknown, and AnswerForeign for an answer to what was not drawn; then nothing is kept.
    """
    with transaction.atomic():
        saved = _merged(sent)
        if saved.is_new:
            _write_answers(saved.attempt, sent.now)
        return saved


def finish_attempt(sent: SentIn, *, is_sure: bool = False) -> Saved:
    """Keep the answers and close the attempt with its score; a second time changes nothing.

    With questions unanswered and not ``is_sure``, only the answers are kept and the questions named.
    Raises AttemptUnknown and AnswerForeign.
    """
    with transaction.atomic():
        saved = _merged(sent)
        if not saved.is_new:
            return saved
        unanswered = tuple(each.key for each in saved.questions if not _is_answered(each, saved.attempt))
        if unanswered and not is_sure:
            _write_answers(saved.attempt, sent.now)
            return replace(saved, unanswered=unanswered)
        _close(saved.attempt, saved.questions, sent)
        _record(saved.attempt, sent.learner)
        return saved


def _merged(sent: SentIn) -> Saved:
    """Take what was sent into the attempt, in memory; the attempt stays locked until commit."""
    attempt = own_attempt(sent.learner.pk, sent.course_slug, sent.attempt_id, purpose=sent.purpose, lock=True)
    if attempt is None:
        raise AttemptUnknown(sent.attempt_id)
    questions = drawn_questions(attempt.drawn, language=sent.language, published=attempt.published or 0)
    if attempt.is_finished:
        return Saved(attempt=attempt, questions=questions, is_new=False)
    by_key = {each.key: each for each in questions}
    told = {}
    for key, answer in sent.answers.items():
        if key not in by_key:
            raise AnswerForeign("no such question")
        question = by_key[key].graded
        rules.require_own(question, answer.answer)
        known = replace(answer, answer=rules.recognise(question, answer.answer))
        saved = read_stored(attempt.answers.get(key))
        kept, told[key] = rules.merge(saved, known, now=sent.now.timestamp())
        if kept is not None:
            attempt.answers[key] = stored(kept)
    return Saved(attempt=attempt, questions=questions, told=told)


def _write_answers(attempt: Attempt, now: datetime) -> None:
    attempt.saved_at = now
    Attempt.objects.filter(pk=attempt.pk).update(answers=attempt.answers, saved_at=now)


def given_answer(attempt: Attempt, key: str) -> Answer:
    """Return what the learner answered to one question of an attempt."""
    return read_answer(attempt.answers.get(key))


def _is_answered(question: DrawnQuestion, attempt: Attempt) -> bool:
    return rules.is_answered(question.graded, given_answer(attempt, question.key))


def _mark(question: DrawnQuestion, attempt: Attempt) -> Fraction:
    """Return the mark of one question; what was left open is not right."""
    if not _is_answered(question, attempt):
        return Fraction(0)
    return rules.grade(question.graded, given_answer(attempt, question.key)) or Fraction(0)


def _close(attempt: Attempt, questions: list[DrawnQuestion], sent: SentIn) -> None:
    now = sent.now
    marks = {each.key: _mark(each, attempt) for each in questions}
    score = rules.mean_score(marks.values())
    closed = {
        "answers": attempt.answers,
        "marks": {key: float(mark) for key, mark in marks.items()},
        "score": float(score),
        "passed": None if attempt.pass_mark is None else rules.is_passed(score, attempt.pass_mark),
        "language": sent.language,
        "saved_at": now,
        "submitted_at": now,
        "answers_until": answers_end(timezone.localdate(now)),
    }
    for name, value in closed.items():
        setattr(attempt, name, value)
    Attempt.objects.filter(pk=attempt.pk).update(**closed)


def _record(attempt: Attempt, learner) -> None:
    record_outcome(
        learner=learner,
        course_key=attempt.course_key,
        outcome=_outcome(attempt),
        # The same attempt always finishes under the same key, whoever sends it again.
        idempotency_key=uuid.uuid5(attempt.public_id, "finished"),
    )


def _outcome(attempt: Attempt) -> Outcome:
    """Return what is recorded of a finished attempt; of a check only that it was taken."""
    if attempt.purpose == Attempt.Purpose.END_TEST:
        return Outcome(attempt.activity_key, completed=bool(attempt.passed), score=attempt.score)
    return Outcome(attempt.activity_key, completed=True)


@shared_task(name="assessments.forget_raw_answers")
def forget_raw_answers(today: str | None = None) -> int:
    """Delete the answers of attempts whose time is over; scores and marks stay. Returns how many.

    An attempt that was begun and left lying ends by the day it was last saved.
    """
    day = date.fromisoformat(today) if today else timezone.localdate()
    finished = Attempt.objects.filter(answers_until__lte=day).update(answers={}, answers_until=None)
    begun_before = answers_begun_before(day)
    left = Attempt.objects.filter(submitted_at=None, begun_at__date__lte=begun_before)
    left = left.exclude(saved_at__date__gt=begun_before).exclude(answers={})
    return finished + left.update(answers={})
