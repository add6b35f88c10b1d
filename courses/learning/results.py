"""What came of a course so far, practice apart from what counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from courses.activities.contract import LearnerState
from courses.content.shelf import LessonCard
from courses.learning.visit import Visit


@dataclass(frozen=True)
class LessonResult:
    """The best that was reached in a lesson, in percent; None where nothing in it is scored."""

    card: LessonCard
    percent: int | None
    is_done: bool


@dataclass(frozen=True)
class Results:
    """What this site graded and lessons wait for; what browsers said and nothing waits for."""

    counted: tuple[LessonResult, ...]
    practised: tuple[LessonResult, ...]
    test_percent: int | None
    is_test_passed: bool

    def __bool__(self) -> bool:
        return bool(self.counted or self.practised or self.test_percent is not None)


def results_of(visit: Visit) -> Results:
    """Return what a learner has reached in a course. No query beyond what the visit asks anyway."""
    lessons, states, test = visit.course.lessons, visit.states, visit.course.test
    tested = states.get(test.key) if test else None
    counted = (_result(card, card.activity_keys, visit) for card in lessons)
    practised = (_result(card, card.optional_keys, visit) for card in lessons)
    return Results(
        counted=tuple(result for result in counted if result),
        # What is sensitive stands among these keys too: of it nothing but "done" is known, nor told here.
        practised=tuple(result for result in practised if result and result.percent is not None),
        test_percent=_percent([tested]) if tested else None,
        is_test_passed=bool(tested and tested.completed),
    )


def _result(card: LessonCard, keys: Iterable[UUID], visit: Visit) -> LessonResult | None:
    begun = [visit.states[key] for key in keys if key in visit.states]
    return LessonResult(card, _percent(begun), visit.is_done(card)) if begun else None


def _percent(states: Iterable[LearnerState]) -> int | None:
    scores = [state.score for state in states if state.score is not None]
    return round(100 * sum(scores) / len(scores)) if scores else None
