"""What is handed to whoever sends the digest: which learners to ask about, and what waits for one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from assessments import rules
from assessments.refreshers.actions import make_due
from assessments.refreshers.links import token_of
from courses.api import courses_on_shelf, learners_active_since, published_version


@dataclass(frozen=True)
class DueRefresher:
    """A refresher to be told of. ``course_name`` is the outward one, which never says what the work is."""

    public_id: UUID
    course_name: str
    questions: int

    @property
    def address(self) -> str:
        """The path of its signed link, in the language that is active."""
        return reverse("refresher", args=[token_of(self.public_id)])


def learners_to_refresh(now: datetime) -> list[int]:
    """Return the ids of learners for whom a refresher may be due. One query."""
    return learners_active_since(now - timedelta(days=max(rules.STEPS)) - rules.LATEST)


def due_refreshers(learner_id: int, now: datetime) -> list[DueRefresher]:
    """Return what a learner has not been told of yet, in the language that is active; made where due."""
    made = make_due(learner_id=learner_id, today=timezone.localdate(now))
    untold = [each for each in made if each.told_at is None]
    if not untold:
        return []
    shelf = courses_on_shelf(published_version(), get_language()).values()
    names = {course.key: course.outward_name for course in shelf}
    return [
        DueRefresher(each.public_id, names[each.course_key], len(each.unanswered))
        for each in untold
        if each.course_key in names
    ]
