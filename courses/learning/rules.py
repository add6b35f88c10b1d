"""Pure rules of progress: what counts as done, what is missing, who is stuck."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from enum import IntEnum
from uuid import UUID

# Who joins shortly before the day, or after it, has at least so many days.
LEAST_DAYS = 14
# So many days before it a course is due soon.
SOON_DAYS = 7

Demands = Mapping[UUID, Collection[UUID]]
"""What an edition asks for: item (lesson or test) -> activities; an item without any is done by itself."""


def is_item_done(item: UUID, activities: Collection[UUID], completed: Collection[UUID]) -> bool:
    """Return whether one lesson or test is done: all its activities, or itself when it has none."""
    if activities:
        return all(activity in completed for activity in activities)
    return item in completed


def items_done(demands: Demands, completed: Collection[UUID]) -> int:
    """Return how many items of an edition are done."""
    return sum(is_item_done(item, activities, completed) for item, activities in demands.items())


def missing_items(demands: Demands, completed: Collection[UUID]) -> list[UUID]:
    """Return the items still to do, in the order of the edition."""
    return [item for item, activities in demands.items() if not is_item_done(item, activities, completed)]


def is_complete(demands: Demands, completed: Collection[UUID]) -> bool:
    """Return whether nothing is missing; an edition that asks for nothing is never complete."""
    return bool(demands) and not missing_items(demands, completed)


def is_stuck(
    *,
    last_outcome_at: datetime | None,
    started_at: datetime,
    paused: bool,
    complete: bool,
    now: datetime,
    days: int,
) -> bool:
    """Return whether a learner is stuck: enrolled, neither paused nor complete, no outcome for ``days``."""
    if paused or complete:
        return False
    return (last_outcome_at or started_at) < now - timedelta(days=days)


def is_invitation_open(
    *,
    is_closed: bool,
    last_day: date,
    cohort_ends_on: date | None,
    joined: int,
    places: int | None,
    today: date,
) -> bool:
    """Return whether an invitation lets one more person in. Both last days are included."""
    is_over = today > last_day or (cohort_ends_on is not None and today > cohort_ends_on)
    is_full = places is not None and joined >= places
    return not (is_closed or is_over or is_full)


class DueStep(IntEnum):
    """How near the day is by which a course is to be finished."""

    ASSIGNED = 1
    SOON = 2
    OVERDUE = 3


def own_due_day(due_on: date, joined_on: date, rested: int) -> date:
    """Return a member's own day: the group's, later for whoever joined late or rested some days."""
    return max(due_on, joined_on + timedelta(days=LEAST_DAYS)) + timedelta(days=rested)


def due_step(due: date, today: date) -> DueStep:
    """Return how near a day is; the day itself is still in time."""
    if today > due:
        return DueStep.OVERDUE
    return DueStep.SOON if today >= due - timedelta(days=SOON_DAYS) else DueStep.ASSIGNED


def rested_days(paused_on: date, joined_on: date, today: date) -> int:
    """Return how many days of a rest that ends today fell into a membership."""
    return max((today - max(paused_on, joined_on)).days, 0)


def token_hash(token: str) -> str:
    """Return what is stored of a link. Its 128 random bits need neither salt nor stretching."""
    return hashlib.sha256(token.encode()).hexdigest()
