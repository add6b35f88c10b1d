"""A population of invented learners, of any size and the same from the same seed. Nobody can sign in."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from courses.api import (
    Course,
    CourseSteps,
    InventedLearning,
    courses_on_shelf,
    profession_names,
    published_version,
    region_names,
    say_counts_changed,
    steps_in_course,
    write_invented_learning,
)
from courses.models import ActivityState, Enrolment, OutcomeRecord
from lms.accounts.api import NotADemo, Profile, User
from lms.certificates.api import InventedAward, write_invented_awards
from lms.certificates.models import Award, AwardedCompetency
from lms.home.multiplying import Multiplier

ADDRESS = "generated-{number:07}@invented.example"
# So many are drawn one by one; more are these again, under other addresses.
MOST_DRAWN = 5_000
# Copies of all of them in one transaction.
AT_ONCE = 10
# Whatever belongs to a learner, and by which key; each table after those it points to.
TABLES = {
    User: "pk",
    Profile: "user",
    Enrolment: "learner",
    OutcomeRecord: "learner",
    ActivityState: "learner",
    Award: "learner",
    AwardedCompetency: "award__learner",
}
NO_PASSWORD = "!"  # noqa: S105
_DAYS_BACK = 3 * 365
_MOST_COURSES = 3
_RESTING, _CLAIMED, _RENEWED, _PILOT = 0.05, 0.85, 0.5, 0.1


@dataclass(frozen=True)
class Ground:
    """What invented people are made of: courses with their steps, and where and as what they may work."""

    courses: tuple[tuple[Course, CourseSteps], ...]
    professions: tuple[int, ...]
    regions: tuple[int, ...]
    now: datetime


@dataclass
class Written:
    """How much was written."""

    learners: int = 0
    enrolments: int = 0
    outcomes: int = 0
    awards: int = 0


@dataclass(frozen=True)
class Wanted:
    """How the population shall be: ``steps_each`` is how much each learner has done, on average.

    Without outcomes only enrolments and awards are written, which is all that totals are made of.
    """

    learners: int
    steps_each: float = 10
    with_outcomes: bool = True
    seed: int = 7


def generate_population(wanted: Wanted, *, tell: Callable[[Written], None]) -> Written:
    """Add invented learners after those that are there, and tell after each portion. Raises NotADemo.

    Of more than ``MOST_DRAWN`` only whole multiples are made.
    """
    if not settings.DEMO:
        raise NotADemo("Invented learners are not generated outside demo mode.")
    ground, written = _ground(), Written()
    first = User.objects.filter(email__startswith="generated-").count() + 1
    drawn = min(wanted.learners, MOST_DRAWN)
    with transaction.atomic():
        chance = random.Random(wanted.seed)  # noqa: S311  (the same people from the same seed)
        profiles = _people(range(first, first + drawn), ground, chance)
        _learn(profiles, ground, chance, wanted, written)
    tell(written)
    _multiply(profiles, wanted.learners // drawn - 1, written, tell)
    say_counts_changed(*ground.regions)
    return written


def _multiply(profiles: list[Profile], times: int, written: Written, tell: Callable[[Written], None]) -> None:
    """Let each of the drawn be there ``times`` more, some at a time: what is there stays if one stops."""
    multiplier = Multiplier(TABLES, [profile.user_id for profile in profiles])
    once = replace(written)
    for start in range(0, times, AT_ONCE):
        turns = min(AT_ONCE, times - start)
        with transaction.atomic():
            multiplier.copy(turns)
        written.learners += turns * once.learners
        written.enrolments += turns * once.enrolments
        written.outcomes += turns * once.outcomes
        written.awards += turns * once.awards
        tell(written)


def _ground() -> Ground:
    version = published_version()
    shelf = courses_on_shelf(version, "en").values()
    steps = [(course, steps_in_course(course.key)) for course in shelf]
    return Ground(
        courses=tuple((course, found) for course, found in steps if found is not None),
        professions=tuple(profession_names(version, "en")),
        regions=tuple(region_names(version, "en")),
        now=timezone.now(),
    )


def _people(numbers: range, ground: Ground, chance: random.Random) -> list[Profile]:
    # No text hashes to it, so that there is no password.
    people = User.objects.bulk_create(
        [User(email=ADDRESS.format(number=number), password=NO_PASSWORD) for number in numbers]
    )
    return Profile.objects.bulk_create(
        [
            Profile(
                user=person,
                display_name=f"Invented Person {number}",
                profession_id=chance.choice(ground.professions),
                region_id=chance.choice(ground.regions),
            )
            for number, person in zip(numbers, people, strict=True)
        ]
    )


def _learn(
    profiles: list[Profile], ground: Ground, chance: random.Random, wanted: Wanted, so_far: Written
) -> None:
    learnt = [each for profile in profiles for each in _history(profile, ground, chance, wanted.steps_each)]
    awards = [award for course, one in learnt for award in _awards(course, one, ground, chance)]
    so_far.outcomes += write_invented_learning(
        (one for _c, one in learnt), with_outcomes=wanted.with_outcomes
    )
    so_far.awards += write_invented_awards(awards)
    so_far.learners += len(profiles)
    so_far.enrolments += len(learnt)


def _history(profile: Profile, ground: Ground, chance: random.Random, steps_each: float):
    """Yield what somebody has learnt: short courses first, each to its end before the next is begun."""
    left = round(chance.uniform(0, 2 * steps_each))
    taken = chance.sample(ground.courses, k=min(len(ground.courses), chance.randint(1, _MOST_COURSES)))
    began = ground.now - timedelta(days=chance.uniform(1, _DAYS_BACK))
    for course, steps in sorted(taken, key=lambda each: len(each[1].steps)):
        number = min(left, len(steps.steps))
        left -= number
        pace = timedelta(days=chance.uniform(0.2, 6))
        times = [moment for n in range(number) if (moment := began + pace * (n + 1)) <= ground.now]
        is_resting = len(times) < len(steps.steps) and chance.random() < _RESTING
        yield (
            course,
            InventedLearning(
                learner_id=profile.user_id,
                course=steps,
                profession_id=profile.profession_id,
                region_id=profile.region_id,
                started_at=began,
                times=times,
                paused_at=ground.now if is_resting else None,
            ),
        )
        began = min(ground.now, (times[-1] if times else began) + timedelta(days=chance.uniform(1, 60)))


def _awards(course: Course, one: InventedLearning, ground: Ground, chance: random.Random):
    """Yield the awards of somebody who has finished: most claim theirs, and half renew what ends."""
    if one.completed_at is None or chance.random() > _CLAIMED:
        return
    claimed, term, is_pilot = one.completed_at, 1, chance.random() < _PILOT
    valid_for = timedelta(days=30.4 * course.valid_months)
    while claimed <= ground.now:
        yield InventedAward(
            learner_id=one.learner_id,
            course=course,
            edition=one.course.edition.number,
            completed_at=one.completed_at,
            awarded_at=claimed,
            term=term,
            is_pilot=is_pilot,
        )
        if not course.valid_months or chance.random() > _RENEWED:
            return
        claimed, term = claimed + valid_for, term + 1
