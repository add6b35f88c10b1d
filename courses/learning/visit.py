"""Finds the course and lesson behind an address, and what the visitor has done there."""

from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from courses.activities.contract import LearnerState
from courses.content.queries import courses_on_shelf, lesson_on_shelf, published_version
from courses.content.shelf import Course, Lesson, LessonCard
from courses.learning.queries import Standing, standing, states_in
from courses.learning.rules import is_item_done


@dataclass
class Visit:
    """One request to a course: who asks, for what, and what they have done so far."""

    request: HttpRequest
    course: Course
    standing: Standing
    card: LessonCard | None = None
    _states: dict[UUID, LearnerState] | None = field(default=None, repr=False)

    @property
    def is_learner(self) -> bool:
        """Whether outcomes are recorded for this visitor."""
        return self.request.user.is_authenticated

    @property
    def states(self) -> dict[UUID, LearnerState]:
        """What the learner has done in this course; one query, the first time."""
        if self._states is None:
            self._states = states_in(self.request.user.pk, self.course.key) if self.is_learner else {}
        return self._states

    def take_states(self, states: dict[UUID, LearnerState] | None) -> None:
        """Go on with what was just recorded; None reads the states anew when they are asked for."""
        self._states = states

    def lesson(self) -> Lesson:
        """The lesson's body, from memory when it was shown before."""
        if self.card is None:
            raise LookupError("This visit is to a course, not to a lesson.")
        return lesson_on_shelf(self.standing.version, self.card, self.course)

    def is_done(self, card: LessonCard) -> bool:
        """Return whether a lesson is finished."""
        completed = {key for key, state in self.states.items() if state.completed}
        return is_item_done(card.key, card.activity_keys, completed)

    def done_lessons(self) -> set[UUID]:
        """Return the keys of all finished lessons of this course."""
        return {card.key for card in self.course.lessons if self.is_done(card)}

    def is_test_done(self) -> bool:
        """Return whether the end test is passed; True where a course has none."""
        test = self.course.test
        return test is None or (test.key in self.states and self.states[test.key].completed)


def visit_course(request, course_slug: str) -> Visit:
    """Return the visit of a course page. Raises Http404 for an unknown or unpublished course."""
    if request.user.is_authenticated:
        found = standing(request.user.pk, course_slug)
    else:
        found = Standing(version=published_version(), changes=0, is_enrolled=False)
    course = courses_on_shelf(found.version, get_language()).get(course_slug)
    if course is None:
        raise Http404
    return Visit(request=request, course=course, standing=found)


def visit_lesson(request, course_slug: str, lesson_slug: str) -> Visit | HttpResponse:
    """Return the visit of a lesson, or the way to the door for a visitor who must sign in first.

    Asked on every request, before any artifact is touched: the first lesson of a course is open to
    everybody, the others to every account. Raises Http404.
    """
    visit = visit_course(request, course_slug)
    card = visit.course.lesson(lesson_slug)
    if card is None:
        raise Http404
    if not (card.is_open or visit.is_learner):
        return redirect_to_login(request.get_full_path())
    visit.card = card
    return visit
