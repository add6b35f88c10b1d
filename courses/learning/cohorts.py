"""Cohorts as pages ask for them: which there are, who belongs to them, and how far these are."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from courses.learning.models import ActivityState, Cohort, Enrolment, Invitation, Membership
from courses.learning.queries import demands_of
from courses.learning.rules import missing_items, token_hash


@dataclass(frozen=True)
class Reach:
    """Whose cohorts are asked for: all, those in countries or regions (ISO codes), or single ones by key."""

    everywhere: bool = False
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    cohorts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """How far one learner is in one course. A pause is the learner's own affair and is not told."""

    course_key: UUID
    done: int
    total: int
    is_complete: bool


@dataclass(frozen=True)
class Halt:
    """A learner who began a course and has finished nothing for some days.

    ``next_key`` is the lesson or test there. Who lets a course rest halts nowhere: a pause is
    the learner's own affair.
    """

    learner_id: int
    course_key: UUID
    next_key: UUID | None


@dataclass(frozen=True)
class Pace:
    """Who of some people has begun, and who halts. A person who has finished anything has begun."""

    begun: frozenset[int]
    halts: tuple[Halt, ...]


def cohorts_within(reach: Reach) -> QuerySet[Cohort]:
    """Return the cohorts somebody coordinates, the newest first, each with ``members``, how many it has."""
    placed = Q(region__code__in=reach.regions) | Q(country__code__in=reach.countries)
    placed |= Q(region__country__code__in=reach.countries) | Q(key__in=reach.cohorts)
    found = Cohort.objects.all() if reach.everywhere else Cohort.objects.filter(placed)
    return (
        found.select_related("region__country", "country")
        .annotate(members=Count("memberships"))
        .order_by("-created_at", "-pk")
    )


def cohort_by_key(key: UUID) -> Cohort | None:
    """Return a cohort with its place, or None. One query."""
    return Cohort.objects.select_related("region__country", "country").filter(key=key).first()


def member_ids(cohort: Cohort) -> QuerySet:
    """Return the ids of a cohort's members, to be asked for inside another query."""
    return Membership.objects.filter(cohort=cohort).values("learner_id")


def steps_of(learner_ids: Iterable[int], course_keys: Collection[UUID]) -> dict[int, list[Step]]:
    """Return how far learners are, by learner; in every course where no key is given. One query."""
    rows = Enrolment.objects.filter(learner_id__in=list(learner_ids))
    if course_keys:
        rows = rows.filter(course_key__in=course_keys)
    found: dict[int, list[Step]] = {}
    for learner_id, key, done, total, completed_at in rows.values_list(
        "learner_id", "course_key", "done", "total", "completed_at"
    ):
        step = Step(course_key=key, done=done, total=total, is_complete=completed_at is not None)
        found.setdefault(learner_id, []).append(step)
    return found


def pace_of(learners: QuerySet, course_keys: Collection[UUID], *, now: datetime, days: int) -> Pace:
    """Return who of some people (a query of ids) has begun, and who finished nothing for ``days``.

    In every course where no key is given. Whoever finished something in one of them lately, or lets one
    of them rest, halts in none. Two queries for one or a thousand people.
    """
    rows = Enrolment.objects.filter(learner_id__in=learners).select_related("edition").order_by("pk")
    if course_keys:
        rows = rows.filter(course_key__in=course_keys)
    found = list(rows)
    since = now - timedelta(days=days)
    moving = {
        row.learner_id for row in found if row.paused_at or (row.last_outcome_at or row.started_at) >= since
    }
    begun = [row for row in found if row.done]
    quiet = [row for row in begun if row.completed_at is None and row.learner_id not in moving]
    done = _done_in(quiet) if quiet else {}
    halts = [_halt(row, done.get((row.learner_id, row.course_key), set())) for row in quiet]
    return Pace(begun=frozenset(row.learner_id for row in begun), halts=tuple(halts))


def _done_in(rows: Collection[Enrolment]) -> dict[tuple[int, UUID], set[UUID]]:
    """Return the keys of what is completed, by learner and course. One query."""
    states = ActivityState.objects.filter(
        learner_id__in={row.learner_id for row in rows},
        course_key__in={row.course_key for row in rows},
        completed_at__isnull=False,
    )
    done: dict[tuple[int, UUID], set[UUID]] = {}
    for learner_id, course_key, key in states.values_list("learner_id", "course_key", "activity_key"):
        done.setdefault((learner_id, course_key), set()).add(key)
    return done


def _halt(row: Enrolment, done: set[UUID]) -> Halt:
    missing = missing_items(demands_of(row.edition), done)
    return Halt(row.learner_id, row.course_key, missing[0] if missing else None)


def cohorts_of(learner) -> list[Cohort]:
    """Return the cohorts a learner belongs to with their places, by name. One query."""
    found = Cohort.objects.filter(memberships__learner=learner).select_related("region__country", "country")
    return list(found.order_by("name", "pk"))


def is_member(learner, cohort: Cohort) -> bool:
    """Return whether a learner belongs to a cohort. One query."""
    return Membership.objects.filter(learner=learner, cohort=cohort).exists()


def invitation_by_token(token: str) -> Invitation | None:
    """Return the invitation of a link, open or not, with its cohort and who made it. One query."""
    return _invitations().filter(token_hash=token_hash(token)).first()


def invitation_by_id(public_id: UUID) -> Invitation | None:
    """Return an invitation whose link somebody has opened before. One query."""
    return _invitations().filter(public_id=public_id).first()


def _invitations() -> QuerySet[Invitation]:
    return Invitation.objects.select_related(
        "cohort__region__country", "cohort__country", "created_by__profile"
    )


def invitations_by(person) -> QuerySet[Invitation]:
    """Return the invitations somebody has made, the newest first, each with its cohort."""
    return Invitation.objects.filter(created_by=person).select_related("cohort").order_by("-pk")
