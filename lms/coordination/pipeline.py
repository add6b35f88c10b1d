"""The way to a certificate: how many people came how far, and how long each step took them.

Counted anew at each look, of the newest ``MOST`` people: so a page costs the same for ten thousand as for a
million, and what took months some years ago does not hide what takes weeks today. Medians cannot be added up
from totals by region, so these are not what is kept (ADR 44).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from functools import cached_property
from statistics import median
from uuid import UUID

from courses.api import Joined, Reach, Way, joined_within, ways_within
from lms.certificates.api import first_certified
from lms.coordination.queries import counted_within
from lms.coordination.report.rules.suppression import FEWEST

MOST = 5_000
_SECONDS_A_DAY = 24 * 60 * 60


class Stage(IntEnum):
    """What people pass on their way, one after another."""

    JOINED = 0
    TAKEN = 1
    BEGAN = 2
    LESSONS = 3
    COMPLETED = 4
    CERTIFIED = 5


@dataclass(frozen=True)
class Journey:
    """How far one person has come, and when each stage was reached as far as that is known."""

    furthest: Stage
    moments: dict[Stage, datetime]

    def days_between(self, first: Stage, second: Stage) -> float | None:
        """Return the days from one stage to another; None where one of them has no moment."""
        if first not in self.moments or second not in self.moments:
            return None
        return max(0.0, (self.moments[second] - self.moments[first]).total_seconds() / _SECONDS_A_DAY)


@dataclass(frozen=True)
class Step:
    """One stage of all: how many came at least here, and how many of these have not come further yet.

    ``days`` is the median since the stage before, of those who have gone the step; None of fewer than five.
    """

    stage: Stage
    people: int
    staying: int
    days: float | None


@dataclass(frozen=True)
class Pipeline:
    """The stages in their order. ``days`` is the median from taking a course to the certificate.

    ``pilot`` are those who completed pilot editions alone, ``is_cut`` tells that only the newest are counted.
    """

    steps: tuple[Step, ...]
    days: float | None
    pilot: int
    is_cut: bool

    @cached_property
    def people(self) -> int:
        """Everybody on the way."""
        return self.steps[0].people if self.steps else 0

    @cached_property
    def certified(self) -> int:
        """Who came to its end."""
        return self.steps[-1].people if self.steps else 0

    @cached_property
    def narrowest(self) -> Step | None:
        """The step before the end at which most people stay; None where nobody stays."""
        return max((step for step in self.steps[:-1] if step.staying), key=lambda s: s.staying, default=None)

    def percent(self, step: Step) -> int:
        """Return a step's people in whole percent of all, rounded down."""
        return step.people * 100 // self.people if self.people else 0


def pipeline(
    reach: Reach,
    course_keys: Collection[UUID],
    *,
    groups: Reach,
    since: datetime | None,
    has_test: bool,
    most: int = MOST,
) -> Pipeline:
    """Return how people in reach came through some courses. Five queries, however many people.

    Each person counts once, with the course in which they came furthest. ``since`` leaves out who took a
    course before. Without a test (``has_test``) its stage is left out. ``groups`` is where groups may lie
    whose members have joined for it; members count where they work.
    """
    among = counted_within(reach)
    ways = ways_within(reach, course_keys, among=among, since=since, most=most)
    is_cut = len(ways) == most
    # Of those who joined no more than lie in the same time.
    joined = joined_within(
        groups, course_keys, among=among, since=ways[-1].taken_at if is_cut else since, most=most
    )
    certified = first_certified(course_keys, {way.learner_id for way in ways if way.completed_at})
    journeys = _journeys(ways, joined, certified)
    taken = [each for each in journeys if each.furthest > Stage.JOINED]
    stages = [stage for stage in Stage if stage != Stage.COMPLETED or has_test]
    return Pipeline(
        steps=_without_idle_start(_steps(journeys, stages)),
        days=_median(each.days_between(Stage.TAKEN, Stage.CERTIFIED) for each in taken),
        pilot=_pilot(ways, certified),
        is_cut=is_cut,
    )


def _journeys(ways: Sequence[Way], joined: Sequence[Joined], certified: dict) -> list[Journey]:
    """Return one journey for each person: the furthest of those who took a course, and who took none yet."""
    joined_at = {each.learner_id: each.joined_at for each in joined}
    found: dict[int, Journey] = {}
    for way in ways:
        journey = _journey(
            way, certified.get((way.learner_id, way.course_key)), joined_at.get(way.learner_id)
        )
        known = found.get(way.learner_id)
        if known is None or journey.furthest > known.furthest:
            found[way.learner_id] = journey
    waiting = [each for each in joined if not each.has_taken]
    return [*found.values(), *(Journey(Stage.JOINED, {}) for _each in waiting)]


def _journey(way: Way, certified_at: datetime | None, joined_at: datetime | None) -> Journey:
    reached = {
        # Who took the course first came without the group.
        Stage.JOINED: joined_at if joined_at and joined_at <= way.taken_at else None,
        Stage.TAKEN: way.taken_at,
        Stage.BEGAN: way.began_at,
        Stage.LESSONS: way.lessons_at,
        Stage.COMPLETED: way.completed_at,
        Stage.CERTIFIED: certified_at,
    }
    furthest = Stage.TAKEN
    for stage, is_reached in (
        (Stage.BEGAN, way.has_begun),
        (Stage.LESSONS, way.has_all_lessons),
        (Stage.COMPLETED, way.completed_at is not None),
        (Stage.CERTIFIED, certified_at is not None),
    ):
        furthest = stage if is_reached else furthest
    return Journey(furthest, {stage: moment for stage, moment in reached.items() if moment is not None})


def _steps(journeys: Sequence[Journey], stages: Sequence[Stage]) -> tuple[Step, ...]:
    people = [sum(1 for each in journeys if each.furthest >= stage) for stage in stages]
    if not any(people):
        return ()
    return tuple(
        Step(
            stage=stage,
            people=here,
            staying=here - after,
            days=_median(each.days_between(before, stage) for each in journeys if each.furthest >= stage)
            if before is not None
            else None,
        )
        for before, stage, here, after in zip(
            [None, *stages[:-1]], stages, people, [*people[1:], people[-1]], strict=True
        )
    )


def _without_idle_start(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Leave out joining a group where it tells nothing: nobody waits there, and too few joined first."""
    return steps if not steps or steps[0].staying or steps[1].days is not None else steps[1:]


def _median(days: Iterable[float | None]) -> float | None:
    known = [each for each in days if each is not None]
    return median(known) if len(known) >= FEWEST else None


def _pilot(ways: Iterable[Way], certified: dict[tuple[int, UUID], datetime | None]) -> int:
    held = {way.learner_id for way in ways if certified.get((way.learner_id, way.course_key))}
    pilot = {learner_id for (learner_id, _course), first in certified.items() if first is None}
    return len(pilot - held)
