"""Writes checks that invented learners took, in bulk: the rows that answers leave, without the answers."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean

from assessments.checks.taking import POST, PRE, CheckPlan, check_plan, key_of_check
from assessments.models import Attempt
from courses.api import Course

# Rows that go to the database at once, and how long a question takes.
PORTION = 2_000
_A_QUESTION = timedelta(seconds=50)


@dataclass(frozen=True)
class InventedCheck:
    """One check as an invented learner finished it; ``rights`` says of each question whether it was right."""

    plan: CheckPlan
    learner_id: int
    form: str
    rights: Sequence[bool]
    finished_at: datetime

    @property
    def key(self) -> uuid.UUID:
        """What it is recorded under."""
        return key_of_check(self.plan.course, self.plan.purpose)


def checks_around(course: Course, published: int) -> tuple[CheckPlan, CheckPlan] | None:
    """Return the checks before and after a course, None where its pool has no two parallel forms."""
    before, after = (check_plan(course, purpose, published) for purpose in (PRE, POST))
    return (before, after) if before and after else None


def write_invented_checks(taken: Iterable[InventedCheck]) -> int:
    """Write finished checks, as they are once their answers are deleted. Returns how many.

    That they were taken is an outcome, and is written with the learning they belong to.
    """
    rows = [_attempt(each) for each in taken]
    Attempt.objects.bulk_create(rows, batch_size=PORTION)
    return len(rows)


def _attempt(one: InventedCheck) -> Attempt:
    drawn = one.plan.forms[one.form]
    marks = {each.candidate.key: float(right) for each, right in zip(drawn, one.rights, strict=True)}
    return Attempt(
        learner_id=one.learner_id,
        activity_key=one.key,
        course_key=one.plan.course.key,
        number=1,
        purpose=one.plan.purpose,
        form=one.form,
        drawn=[{"question": each.candidate.key, "version": each.version} for each in drawn],
        marks=marks,
        score=fmean(marks.values()),
        begun_at=one.finished_at - len(drawn) * _A_QUESTION,
        saved_at=one.finished_at,
        submitted_at=one.finished_at,
        language="en",
    )
