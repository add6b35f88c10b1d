"""What a learner does: enrol, record an outcome. Each is one transaction."""

import uuid
from datetime import date, datetime, timedelta

from celery import shared_task
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Subquery
from django.utils import timezone

from courses.activities.contract import LearnerState, Outcome
from courses.activities.runtimes.h5p.actions import forget_states
from courses.activities.runtimes.xblock.models import forget_block_states
from courses.content.models import CourseEdition
from courses.content.queries import newest_edition
from courses.learning.counting import say_counts_changed
from courses.learning.due import note_rest
from courses.learning.models import ActivityState, Enrolment, OutcomeRecord
from courses.learning.queries import demands_of
from courses.learning.rules import is_complete, is_stuck, items_done
from courses.months import months_after


class NotPublished(LookupError):
    """The course has no published edition to enrol in."""


@transaction.atomic
def enrol(*, learner, course_key: uuid.UUID) -> Enrolment:
    """Enrol a learner in the newest edition; enrolling twice changes nothing. Raises NotPublished."""
    edition = newest_edition(course_key)
    if edition is None:
        raise NotPublished(course_key)
    profile = getattr(learner, "profile", None)
    enrolment, is_new = Enrolment.objects.get_or_create(
        learner=learner,
        course_key=course_key,
        defaults={
            "edition": edition,
            "started_at": timezone.now(),
            "total": len(edition.lesson_keys) + bool(edition.test_key),
            "profession_id": getattr(profile, "profession_id", None),
            "region_id": getattr(profile, "region_id", None),
        },
    )
    if is_new:
        say_counts_changed(enrolment.region_id)
    return enrolment


@transaction.atomic
def move_learner(*, learner, profession_id: int | None, region_id: int | None) -> None:
    """Copy a changed profession and region of work onto the learner's enrolments."""
    own = Enrolment.objects.filter(learner=learner)
    left = set(own.values_list("region_id", flat=True))
    own.update(profession_id=profession_id, region_id=region_id)
    say_counts_changed(region_id, *left)


@transaction.atomic
def pause(*, learner, course_key: uuid.UUID, paused: bool) -> None:
    """Stop or restart the clock of a course; no reason is asked. What is due in it is due later."""
    own = Enrolment.objects.filter(learner=learner, course_key=course_key)
    since = own.select_for_update().values_list("paused_at", flat=True).first()
    if since and not paused:
        note_rest(learner, course_key, since)
    # Who presses twice has rested since the first time.
    now = (since or timezone.now()) if paused else None
    own.update(paused_at=now, changes=F("changes") + 1)
    say_counts_changed(*own.values_list("region_id", flat=True))


def note_place(*, learner, course_key: uuid.UUID) -> None:
    """Note that a learner has moved on inside an activity, so that no browser shows an older copy.

    Belongs into the transaction that keeps the place. Whoever moves takes the course. Raises NotPublished.
    """
    moved = Enrolment.objects.filter(learner=learner, course_key=course_key).update(changes=F("changes") + 1)
    if not moved:
        enrol(learner=learner, course_key=course_key)
        note_place(learner=learner, course_key=course_key)


def wait_for_turn(learner) -> None:
    """Wait, inside a transaction, until no other move of this learner is on its way: one after another.

    Comes before any other lock. Rows that point to the learner can be written all the while.
    """
    get_user_model().objects.select_for_update(no_key=True).get(pk=learner.pk)


def record_outcome(
    *,
    learner,
    course_key: uuid.UUID,
    outcome: Outcome,
    idempotency_key: uuid.UUID,
    lesson_key: uuid.UUID | None = None,
) -> dict[uuid.UUID, LearnerState] | None:
    """Record what came of an answer and bring the learner's progress up to date, in one transaction.

    The one road of every kind of activity. Returns what the learner has done in the course by now, by
    lesson or activity key; None, and nothing changes, when the learner's ``idempotency_key`` was
    recorded before. Raises NotPublished.
    """
    record = OutcomeRecord(
        learner=learner,
        course_key=course_key,
        lesson_key=lesson_key,
        activity_key=outcome.activity_key,
        score=outcome.score,
        completed=outcome.completed,
        trust=outcome.trust,
        response=outcome.response,
        response_until=None if outcome.response is None else outcome.keep_response_until,
        idempotency_key=idempotency_key,
        recorded_at=timezone.now(),
    )
    try:
        with transaction.atomic():
            return _record(record, outcome)
    except IntegrityError:
        # The same answer arrived twice at the same moment; the other copy was recorded.
        if OutcomeRecord.objects.filter(learner=learner, idempotency_key=idempotency_key).exists():
            return None
        raise


def _record(record: OutcomeRecord, outcome: Outcome) -> dict[uuid.UUID, LearnerState] | None:
    seen = OutcomeRecord.objects.filter(learner=OuterRef("learner"), idempotency_key=record.idempotency_key)
    newest = CourseEdition.objects.filter(course_key=OuterRef("course_key")).order_by("-number").values("pk")
    enrolment = (
        Enrolment.objects.select_related("edition")
        .filter(learner=record.learner, course_key=record.course_key)
        .annotate(already_recorded=Exists(seen), newest_edition_id=Subquery(newest[:1]))
        # Two outcomes at the same moment wait for each other, so that neither overlooks the other.
        .select_for_update(of=("self",))
        .first()
    )
    if enrolment is None:
        enrolment = enrol(learner=record.learner, course_key=record.course_key)
        enrolment.newest_edition_id = None
    elif enrolment.already_recorded:
        return None
    record.save(force_insert=True)
    states = _states(record.learner, record.course_key)
    _add_state(record, outcome, states)
    _bring_up_to_date(enrolment, {key for key, state in states.items() if state.completed_at})
    return {
        key: LearnerState(state.completed_at is not None, state.best_score, state.response)
        for key, state in states.items()
    }


def _states(learner, course_key) -> dict[uuid.UUID, ActivityState]:
    found = ActivityState.objects.filter(learner=learner, course_key=course_key)
    return {state.activity_key: state for state in found}


def _add_state(record: OutcomeRecord, outcome: Outcome, states: dict[uuid.UUID, ActivityState]) -> None:
    """Keep the first completion, the best score and the latest response."""
    now = record.recorded_at
    state = states.setdefault(
        record.activity_key,
        ActivityState(learner=record.learner, course_key=record.course_key, activity_key=record.activity_key),
    )
    scores = [score for score in (state.best_score, outcome.score) if score is not None]
    state.best_score = max(scores, default=None)
    if outcome.completed and state.completed_at is None:
        state.completed_at = now
        if outcome.on_first_completion:
            outcome.on_first_completion()
    state.response = outcome.response if outcome.place is None else outcome.place
    state.response_until = outcome.keep_response_until
    state.changed_at = now
    ActivityState.objects.bulk_create(
        [state],
        update_conflicts=True,
        unique_fields=["learner", "activity_key"],
        update_fields=["best_score", "completed_at", "response", "response_until", "changed_at"],
    )


def _bring_up_to_date(enrolment: Enrolment, completed: set[uuid.UUID]) -> None:
    """Set the enrolment's counters; completion holds by the pinned or by the newest edition."""
    now = timezone.now()
    values = {"last_outcome_at": now, "changes": F("changes") + 1}
    values["done"] = items_done(demands_of(enrolment.edition), completed)
    if enrolment.completed_at is None and _complete_by_either(enrolment, completed):
        values["completed_at"] = now
    Enrolment.objects.filter(pk=enrolment.pk).update(**values)
    # Who has just finished is found by the moment it was written with.
    if "completed_at" not in values and _was_stuck(enrolment, now):
        say_counts_changed(enrolment.region_id)


def _was_stuck(enrolment: Enrolment, now: datetime) -> bool:
    return is_stuck(
        last_outcome_at=enrolment.last_outcome_at,
        started_at=enrolment.started_at,
        paused=enrolment.paused_at is not None,
        complete=enrolment.completed_at is not None,
        now=now,
        days=settings.STUCK_AFTER_DAYS,
    )


def _complete_by_either(enrolment: Enrolment, completed: set[uuid.UUID]) -> bool:
    if is_complete(demands_of(enrolment.edition), completed):
        return True
    # The test closes a course, so only after it is the newest edition worth a query.
    if enrolment.edition.test_key and enrolment.edition.test_key not in completed:
        return False
    if enrolment.newest_edition_id == enrolment.edition_id:
        return False
    newest = newest_edition(enrolment.course_key)
    return newest is not None and is_complete(demands_of(newest), completed)


def backdate_learning(*, learner, by: timedelta) -> None:
    """Move what a generated learner did into the past, so that a demo has people who are stuck or forget."""
    done = ActivityState.objects.filter(learner=learner, completed_at__isnull=False)
    done.update(completed_at=F("completed_at") - by)
    for enrolment in Enrolment.objects.filter(learner=learner):
        enrolment.started_at -= by
        if enrolment.last_outcome_at:
            enrolment.last_outcome_at -= by
        enrolment.save(update_fields=["started_at", "last_outcome_at"])
        say_counts_changed(enrolment.region_id)


@shared_task(name="courses.forget_responses")
def forget_responses(today: str | None = None) -> int:
    """Delete raw responses whose time is over; scores and completion stay. Returns how many."""
    day = date.fromisoformat(today) if today else timezone.localdate()
    forgotten = {"response": None, "response_until": None}
    forget_block_states(day)
    ActivityState.objects.filter(response_until__lte=day).update(**forgotten)
    forget_states(before=months_after(day, -settings.RAW_ANSWERS_KEPT_MONTHS))
    return OutcomeRecord.objects.filter(response_until__lte=day).update(**forgotten)
