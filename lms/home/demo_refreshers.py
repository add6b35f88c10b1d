"""What the demo's practitioner learned some time ago, so that something fades and something is due."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from assessments.api import answer_all_right, due_refreshers
from courses.api import (
    Course,
    Outcome,
    backdate_learning,
    courses_on_shelf,
    published_version,
    record_outcome,
)
from lms.accounts.api import NotADemo, User

# Courses of one lesson and how many days lie between them and the next, the last one and today.
_LEARNED = (("stigma-sensitive-reporting", 22), ("trauma-informed-care", 8))
_REFRESHED_DAYS_AGO = 6


@transaction.atomic
def load_demo_refreshers() -> int:
    """Let the practitioner have finished two short parts, once; returns how many refreshers wait.

    One was refreshed in between and is fresh, the other one never was. Raises NotADemo.
    """
    if not settings.DEMO:
        raise NotADemo("Nothing is learned in advance outside demo mode.")
    practitioner = User.objects.get(email="practitioner@demo.example")
    if practitioner.enrolments.exists():
        return 0
    shelf = courses_on_shelf(published_version(), "en")
    for slug, days in _LEARNED:
        _finish_lessons(practitioner, shelf[slug])
        backdate_learning(learner=practitioner, by=timedelta(days=days))
    now = timezone.now()
    earlier = now - timedelta(days=_REFRESHED_DAYS_AGO)
    newest = due_refreshers(practitioner.pk, earlier)[-1]
    answer_all_right(public_id=newest.public_id, today=timezone.localdate(earlier))
    return len(due_refreshers(practitioner.pk, now))


def _finish_lessons(learner: User, course: Course) -> None:
    for key in (key for lesson in course.lessons for key in lesson.activity_keys or (lesson.key,)):
        record_outcome(
            learner=learner,
            course_key=course.key,
            outcome=Outcome(activity_key=key, completed=True, score=1.0),
            idempotency_key=uuid.uuid4(),
        )
