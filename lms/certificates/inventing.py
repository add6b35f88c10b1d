"""Writes awards of many invented holders, in bulk. Nobody signs them: whoever checks one is told so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from courses.api import Course
from lms.certificates import rules
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
