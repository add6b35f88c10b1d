"""Awards of invented people, on a demo only: one signed as a specimen, or many that nobody signs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from courses.api import Completion, Course
from lms.accounts.api import NotADemo
from lms.certificates import rules
from lms.certificates.actions import Earned
from lms.certificates.issuing import draw_up, issue
from lms.certificates.models import Award, AwardedCompetency

# What stands where the signed statement of an award would be.
UNSIGNED = "invented, signed by nobody"


@dataclass(frozen=True)
class InventedAward:
    """An award of a course that one invented learner would hold."""

    learner_id: int
    course: Course
    edition: int
    completed_at: datetime
    awarded_at: datetime
    term: int = 1
    is_pilot: bool = False


def write_invented_awards(invented: Iterable[InventedAward]) -> int:
    """Write specimens without a signature, with the competencies they show; returns how many."""
    invented = list(invented)
    awards = Award.objects.bulk_create(map(_award, invented), batch_size=1_000)
    shown = [
        AwardedCompetency(award=award, code=code)
        for award, one in zip(awards, invented, strict=True)
        for code in dict.fromkeys(each["code"] for each in one.course.competencies)
    ]
    AwardedCompetency.objects.bulk_create(shown, batch_size=2_000)
    return len(awards)


def _award(one: InventedAward) -> Award:
    day = timezone.localdate(one.awarded_at)
    return Award(
        learner_id=one.learner_id,
        course_key=one.course.key,
        term=one.term,
        edition=one.edition,
        minutes=int(one.course.exact_minutes),
        title=one.course.outward_name,
        title_language=one.course.language,
        competencies=[competency["outward_name"] for competency in one.course.competencies],
        language="en",
        completed_at=one.completed_at,
        awarded_at=one.awarded_at,
        valid_until=rules.last_valid_day(day, valid_months=one.course.valid_months),
        holder_hashes=[],
        is_specimen=True,
        is_pilot=one.is_pilot,
        credential=UNSIGNED,
    )


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
