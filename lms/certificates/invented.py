"""Specimens of certificates that experts have signed for, so that a demo can show what counts. Demo only."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from courses.api import Completion, Course
from lms.accounts.api import NotADemo
from lms.certificates import rules
from lms.certificates.actions import Earned, draw_up, issue
from lms.certificates.models import Award


def award_invented(learner, course: Course, *, name: str, awarded_at: datetime, edition_number: int) -> Award:
    """Issue a specimen to an invented person, as if all experts had signed. Raises NotADemo.

    It is signed with the demo key and says "Specimen, not valid" like every other certificate of a demo.
    """
    if not settings.DEMO:
        raise NotADemo("Nobody is given a certificate without learning for it outside demo mode.")
    completion = Completion(
        course_key=course.key,
        completed_at=awarded_at - timedelta(days=1),
        edition_number=edition_number,
        minutes=course.exact_minutes,
        missing=(),
        unsigned_reviews=(),
    )
    valid_until = rules.last_valid_day(timezone.localdate(awarded_at), valid_months=course.valid_months)
    award = draw_up(
        learner,
        Earned(course=course, completion=completion, full_name=name, latin_name=name),
        language="en",
        awarded_at=awarded_at,
        valid_until=valid_until,
    )
    return issue(award, or_else=lambda: None)
