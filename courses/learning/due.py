"""By which day members of a cohort are to have finished its courses: their own day, and how near it is."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.learning.models import Cohort, DueNotice, Enrolment, Membership
from courses.learning.queries import Progress
from courses.learning.rules import DueStep, due_step, own_due_day, rested_days
from courses.told import day_told, json_told, key_told, moment_told, rows_told

# Days after the group's day until which a member hears that it is over; later it is no longer news.
TOLD_UNTIL = timedelta(days=60)
# Every enrolment of a learner, and below them every group of theirs with a day, by who was touched last.
_BEGUN = f"""
    SELECT course_key, done, total, started_at, completed_at, paused_at, last_outcome_at,
        NULL AS asked, NULL AS rested, NULL AS due_on, COALESCE(last_outcome_at, started_at) AS touched
    FROM {Enrolment._meta.db_table} WHERE learner_id = %s
    UNION ALL
    SELECT NULL, 0, 0, member.joined_at, NULL, NULL, NULL,
        cohort.course_keys, member.rested, cohort.due_on, member.joined_at
    FROM {Membership._meta.db_table} member
    JOIN {Cohort._meta.db_table} cohort ON cohort.id = member.cohort_id
    WHERE member.learner_id = %s AND cohort.due_on IS NOT NULL
    ORDER BY touched DESC
"""  # noqa: S608  (names of tables, nothing that anybody sends)


@dataclass(frozen=True)
class Due:
    """A member's own day for one course, and where today stands to it."""

    day: date
    today: date

    @property
    def step(self) -> DueStep:
        """How near the day is."""
        return due_step(self.day, self.today)

    @property
    def words(self) -> str:
        """How near the day is, in the reader's language."""
        if self.step is DueStep.OVERDUE:
            days = (self.today - self.day).days
            return ngettext("overdue by %(days)s day", "overdue by %(days)s days", days) % {"days": days}
        said = _("due soon, on %(day)s") if self.step is DueStep.SOON else _("due on %(day)s")
        return said % {"day": date_format(self.day, "DATE_FORMAT")}


@dataclass(frozen=True)
class UntoldDue:
    """What a member is still to be told of a course that is due."""

    membership_id: int
    learner_id: int
    course_key: UUID
    due: Due


def dues_in(cohort, learner_ids: Iterable[int], today: date) -> dict[tuple[int, UUID], Due]:
    """Return what is due of members of a cohort, by (learner, course). One query, none without a day.

    Who lets a course rest has no day in it: the clock stands still, and nobody is told why.
    """
    if cohort.due_on is None:
        return {}
    keys = dict(enumerate(map(UUID, cohort.course_keys)))
    resting = Enrolment.objects.filter(learner=OuterRef("learner"), paused_at__isnull=False)
    rests = {f"rests_{place}": Exists(resting.filter(course_key=key)) for place, key in keys.items()}
    rows = Membership.objects.filter(cohort=cohort, learner__in=list(learner_ids)).annotate(**rests)
    found: dict[tuple[int, UUID], Due] = {}
    for row in rows.select_related("cohort"):
        stopped = {(row.learner_id, key) for place, key in keys.items() if getattr(row, f"rests_{place}")}
        found |= {(row.learner_id, key): due for key, due in _dues(row, today, stopped)}
    return found


def progress_and_dues(learner_id: int, today: date) -> tuple[list[Progress], dict[UUID, Due]]:
    """Return every enrolment of a learner, the latest worked on first, and what is due of them by course.

    The earliest day where several cohorts set one; also of courses that are finished, or rest: whoever
    shows it knows which these are. One query: two tables, one below the other, for My learning has six.
    """
    enrolled: list[Progress] = []
    found: dict[UUID, Due] = {}
    for course_key, done, total, started_at, *later, asked, rested, due_on, _touched in rows_told(
        _BEGUN, [learner_id, learner_id]
    ):
        began = moment_told(started_at)
        if course_key:
            moments = [None if told is None else moment_told(told) for told in later]
            enrolled.append(Progress(key_told(course_key), done, total, began, *moments))
            continue
        for key in map(UUID, json_told(asked)):
            due = Due(_own_day(day_told(due_on), began, json_told(rested).get(str(key), 0)), today)
            found[key] = min(found.get(key, due), due, key=lambda each: each.day)
    return enrolled, found


def untold_dues(now: datetime, *, learner_id: int | None = None) -> list[UntoldDue]:
    """Return what members are to be told now of courses they have not finished; each step is told once.

    Of a learner, or of everybody. Three queries.
    """
    today = timezone.localdate(now)
    rows = Membership.objects.filter(cohort__due_on__gte=today - TOLD_UNTIL).select_related("cohort")
    if learner_id is not None:
        rows = rows.filter(learner=learner_id)
    found = list(rows.order_by("cohort__due_on", "pk"))
    stopped = _stopped({row.learner_id for row in found})
    told = DueNotice.objects.filter(membership__in=found)
    known = {(row, key): step for row, key, step in told.values_list("membership_id", "course_key", "step")}
    return [
        UntoldDue(row.pk, row.learner_id, key, due)
        for row in found
        for key, due in _dues(row, today, stopped)
        if known.get((row.pk, key), 0) < due.step
    ]


def note_due_told(*, membership_id: int, course_key: UUID, step: int, now: datetime) -> None:
    """Note that a member was told of a step; a membership that is over needs no note."""
    row = Membership.objects.filter(pk=membership_id).first()
    if row is not None:
        DueNotice.objects.update_or_create(
            membership=row,
            course_key=course_key,
            defaults={"learner_id": row.learner_id, "step": step, "told_at": now},
        )


def note_rest(learner, course_key: UUID, paused_at: datetime) -> None:
    """Add a rest that ends now to the days by which a course is due later in each of a learner's cohorts."""
    today = timezone.localdate()
    for row in Membership.objects.select_for_update().filter(learner=learner):
        days = rested_days(timezone.localdate(paused_at), timezone.localdate(row.joined_at), today)
        row.rested[str(course_key)] = row.rested.get(str(course_key), 0) + days
        row.save(update_fields=["rested"])


def _dues(row: Membership, today: date, stopped: Collection[tuple[int, UUID]]) -> Iterator[tuple[UUID, Due]]:
    for key in map(UUID, row.cohort.course_keys):
        if (row.learner_id, key) not in stopped:
            day = _own_day(row.cohort.due_on, row.joined_at, row.rested.get(str(key), 0))
            yield key, Due(day, today)


def _own_day(due_on: date, joined_at: datetime, rested: int) -> date:
    return own_due_day(due_on, timezone.localdate(joined_at), rested)


def _stopped(learner_ids: Collection[int]) -> set[tuple[int, UUID]]:
    """Return who lets which course rest or has finished it. One query."""
    rows = Enrolment.objects.filter(learner__in=learner_ids).exclude(paused_at=None, completed_at=None)
    return set(rows.values_list("learner_id", "course_key"))
