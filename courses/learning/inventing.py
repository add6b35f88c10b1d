"""Writes what many invented learners did, in bulk: the same rows that answers leave, without the answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from courses.content.models import CourseEdition
from courses.content.queries import newest_edition
from courses.learning.models import ActivityState, Enrolment, OutcomeRecord
from courses.learning.queries import demands_of
from courses.learning.rules import items_done

# Rows that go to the database at once.
PORTION = 2_000


@dataclass(frozen=True)
class CourseSteps:
    """A course's newest edition as steps done one after another: activities, bare lessons, the test."""

    course_key: UUID
    edition: CourseEdition
    steps: tuple[tuple[UUID | None, UUID], ...]

    @cached_property
    def done_after(self) -> list[int]:
        """How many items of the edition are done after so many steps, from none to all."""
        demands, keys = demands_of(self.edition), [key for _lesson, key in self.steps]
        return [items_done(demands, keys[:number]) for number in range(len(keys) + 1)]


@dataclass(frozen=True)
class InventedLearning:
    """What one invented learner did of a course: ``times`` are the moments of the first steps, in order.

    ``beside`` are keys and moments of what was finished too, and no edition asks for, as checks are.
    """

    learner_id: int
    course: CourseSteps
    profession_id: int | None
    region_id: int | None
    started_at: datetime
    times: Sequence[datetime] = field(default_factory=tuple)
    paused_at: datetime | None = None
    beside: Sequence[tuple[UUID, datetime]] = field(default_factory=tuple)

    @property
    def last_outcome_at(self) -> datetime | None:
        """When something was finished last, None where nothing was."""
        return max([*self.times[-1:], *(moment for _key, moment in self.beside)], default=None)

    @property
    def completed_at(self) -> datetime | None:
        """When the last step was done, None where some are left."""
        is_whole = len(self.times) == len(self.course.steps)
        return self.times[-1] if self.times and is_whole else None


def steps_in_course(course_key: UUID) -> CourseSteps | None:
    """Return a course as steps, None where it has no published edition."""
    edition = newest_edition(course_key)
    if edition is None:
        return None
    steps: list[tuple[UUID | None, UUID]] = []
    for lesson in map(UUID, edition.lesson_keys):
        keys = edition.activity_keys.get(str(lesson), []) or [lesson]
        steps += [(lesson, UUID(str(key))) for key in keys]
    if edition.test_key:
        steps.append((None, edition.test_key))
    return CourseSteps(course_key, edition, tuple(steps))


def write_invented_learning(learnt: Iterable[InventedLearning], *, with_outcomes: bool) -> int:
    """Write enrolments and, if wanted, every outcome with its state. Returns how many outcomes.

    Counters and completion are those that the outcomes would have led to, whether these are written or not.
    """
    learnt = list(learnt)
    Enrolment.objects.bulk_create(map(_enrolment, learnt), batch_size=PORTION)
    if not with_outcomes:
        return 0
    records = [record for one in learnt for record in _outcomes(one)]
    OutcomeRecord.objects.bulk_create(records, batch_size=PORTION)
    ActivityState.objects.bulk_create(map(_state, records), batch_size=PORTION)
    return len(records)


def _enrolment(one: InventedLearning) -> Enrolment:
    return Enrolment(
        learner_id=one.learner_id,
        course_key=one.course.course_key,
        edition=one.course.edition,
        profession_id=one.profession_id,
        region_id=one.region_id,
        started_at=one.started_at,
        last_outcome_at=one.last_outcome_at,
        paused_at=one.paused_at,
        completed_at=one.completed_at,
        done=one.course.done_after[len(one.times)],
        total=one.course.done_after[-1],
        changes=len(one.times) + len(one.beside),
    )


def _outcomes(one: InventedLearning) -> Iterable[OutcomeRecord]:
    for (lesson, key), moment in zip(one.course.steps, one.times, strict=False):
        yield _outcome(one, key, moment, lesson_key=lesson, score=1.0)
    for key, moment in one.beside:
        yield _outcome(one, key, moment)


def _outcome(one: InventedLearning, key: UUID, moment: datetime, **more) -> OutcomeRecord:
    return OutcomeRecord(
        learner_id=one.learner_id,
        course_key=one.course.course_key,
        activity_key=key,
        completed=True,
        recorded_at=moment,
        **more,
    )


def _state(record: OutcomeRecord) -> ActivityState:
    return ActivityState(
        learner_id=record.learner_id,
        course_key=record.course_key,
        activity_key=record.activity_key,
        best_score=record.score,
        completed_at=record.recorded_at,
        changed_at=record.recorded_at,
    )
