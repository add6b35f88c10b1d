"""What the front page and My learning show."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from courses.api import (
    Course,
    Due,
    LessonCard,
    PlacedActivity,
    Progress,
    completed_keys,
    courses_on_shelf,
    is_item_done,
    lesson_on_shelf,
    progress_and_dues,
    published_version,
)
from lms.certificates.api import awards_of
from lms.home.models import HomePage

SUGGESTED_COURSES = 3


@dataclass(frozen=True)
class FrontPage:
    """The courses, and the question to play with and the lesson it is taken from."""

    courses: tuple[Course, ...]
    play: PlacedActivity | None
    play_course: Course | None
    play_lesson: LessonCard | None


@dataclass(frozen=True)
class LearningCourse:
    """A course on My learning: how far, and the one next step. ``position`` counts from 1."""

    course: Course
    progress: Progress
    next_lesson: LessonCard | None
    is_test_next: bool
    award: object | None
    # By when it is due in a group of the learner's; None where no day is set or nothing is left to do.
    due: Due | None = None

    @property
    def percent(self) -> int:
        """How much is done, rounded down: 99.6 % must not look finished."""
        return self.progress.done * 100 // self.progress.total if self.progress.total else 0

    @property
    def is_renewable(self) -> bool:
        """Whether its certificate comes to its end, or has ended."""
        return self.award is not None and self.award.held.is_renewable(timezone.localdate())


@dataclass(frozen=True)
class AssignedCourse:
    """A course that a group of the learner's asks for, and that is not begun yet."""

    course: Course
    due: Due


@dataclass(frozen=True)
class LearningPage:
    """My learning: what to continue first, what is assigned, what else runs, what rests, what is finished.

    ``version`` is of the publication that the courses are shown in.
    """

    version: int
    continue_with: LearningCourse | None
    assigned: tuple[AssignedCourse, ...]
    in_progress: tuple[LearningCourse, ...]
    paused: tuple[LearningCourse, ...]
    finished: tuple[LearningCourse, ...]
    awards: tuple
    # A few; the catalogue has them all.
    other_courses: tuple[Course, ...]
    has_more_courses: bool


def front_page(language: str) -> FrontPage:
    """Return the front page. Two queries, however many courses there are."""
    version = published_version()
    courses = tuple(courses_on_shelf(version, language).values())
    pages = HomePage.objects.filter(locale__language_code="en")
    play_key = pages.values_list("play_activity__translation_key", flat=True).first()
    course, card = _place_of(play_key, courses)
    play = lesson_on_shelf(version, card, course).activities.get(play_key) if card else None
    return FrontPage(courses=courses, play=play, play_course=course, play_lesson=card)


def _place_of(activity_key: UUID | None, courses) -> tuple[Course | None, LessonCard | None]:
    for course in courses:
        for card in course.lessons:
            if activity_key in card.activity_keys:
                return course, card
    return None, None


def learning_page(learner, language: str) -> LearningPage:
    """Return My learning. Four queries for 1 or 200 courses, session and account not counted."""
    version = published_version()
    shelf = {course.key: course for course in courses_on_shelf(version, language).values()}
    begun, dues = progress_and_dues(learner.pk, timezone.localdate())
    enrolled = [progress for progress in begun if progress.course_key in shelf]
    # A finished course has no next step to look for.
    unfinished = [progress.course_key for progress in enrolled if not progress.completed_at]
    completed = completed_keys(learner.pk, unfinished)
    awards = tuple(awards_of(learner))
    # The newest first: of several terms, the first met is the one that counts.
    by_course = {award.course_key: award for award in reversed(awards)}
    rows = [_row(shelf[each.course_key], each, completed, by_course, dues) for each in enrolled]
    running = [row for row in rows if not row.progress.completed_at and not row.progress.paused_at]
    keys = {row.course.key for row in rows}
    assigned = [AssignedCourse(shelf[key], due) for key, due in dues.items() if key in shelf.keys() - keys]
    others = [course for key, course in shelf.items() if key not in keys | dues.keys()]
    return LearningPage(
        version=version,
        continue_with=running[0] if running else None,
        assigned=tuple(sorted(assigned, key=lambda row: row.due.day)),
        in_progress=tuple(running[1:]),
        paused=tuple(row for row in rows if row.progress.paused_at and not row.progress.completed_at),
        finished=tuple(row for row in rows if row.progress.completed_at),
        awards=awards,
        other_courses=tuple(others[:SUGGESTED_COURSES]),
        has_more_courses=len(others) > SUGGESTED_COURSES,
    )


def _row(course: Course, progress: Progress, completed: dict, awards: dict, dues: dict) -> LearningCourse:
    award = awards.get(course.key)
    if progress.completed_at:
        return LearningCourse(course, progress, next_lesson=None, is_test_next=False, award=award)
    done = completed.get(course.key, set())
    next_lesson = next((c for c in course.lessons if not is_item_done(c.key, c.activity_keys, done)), None)
    test_open = course.test is not None and course.test.key not in done
    return LearningCourse(
        course=course,
        progress=progress,
        next_lesson=next_lesson,
        is_test_next=next_lesson is None and test_open,
        award=award,
        due=None if progress.paused_at else dues.get(course.key),
    )
