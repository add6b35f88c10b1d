"""Which modules somebody has finished, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from courses.content.queries import courses_on_shelf, published_version
from courses.content.shelf import Course, LessonCard, Module
from courses.learning.models import ActivityState, Enrolment
from courses.learning.rules import is_item_done


@dataclass(frozen=True)
class FinishedModule:
    """A module all of whose published lessons a learner has finished; ``key`` is its first lesson's."""

    key: UUID
    course: Course
    module: Module
    finished_at: datetime
    is_paused: bool

    @property
    def language(self) -> str:
        """The language of its title."""
        return self.module.lessons[0].language


def finished_modules(learner_id: int, language: str) -> list[FinishedModule]:
    """Return the finished modules of a learner, in the order of their courses. Three queries.

    ``is_paused`` says that the learner has put its course aside.
    """
    shelf = courses_on_shelf(published_version(), language).values()
    rows = ActivityState.objects.filter(learner_id=learner_id, completed_at__isnull=False)
    done = dict(rows.values_list("activity_key", "completed_at"))
    paused = Enrolment.objects.filter(learner_id=learner_id, paused_at__isnull=False)
    resting = set(paused.values_list("course_key", flat=True)) if done else set()
    return [
        FinishedModule(module.lessons[0].key, course, module, ended, course.key in resting)
        for course in shelf
        for module in course.modules
        if (ended := _finished_at(module, done)) is not None
    ]


def _finished_at(module: Module, done: Mapping[UUID, datetime]) -> datetime | None:
    ends = [_lesson_end(lesson, done) for lesson in module.lessons]
    whole = [end for end in ends if end is not None]
    return max(whole) if whole and len(whole) == len(ends) else None


def _lesson_end(lesson: LessonCard, done: Mapping[UUID, datetime]) -> datetime | None:
    if not is_item_done(lesson.key, lesson.activity_keys, done.keys()):
        return None
    return max(done[key] for key in lesson.activity_keys or (lesson.key,))


def learners_active_since(moment: datetime) -> list[int]:
    """Return the ids of everybody who has learned something since then. One query."""
    active = Enrolment.objects.filter(last_outcome_at__gte=moment)
    return list(active.order_by("learner_id").values_list("learner_id", flat=True).distinct())
