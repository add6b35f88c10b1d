"""Invented people who can do the work, so that a demo shows where enough are, too few, or nobody.

Everything else on the demo is a pilot edition, which certifies nobody. Their certificates are specimens.
"""

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from assessments.api import CheckPlan, InventedCheck, checks_around, write_invented_checks
from courses.api import (
    Course,
    CourseSteps,
    InventedLearning,
    courses_on_shelf,
    published_version,
    steps_in_course,
    write_invented_learning,
)
from courses.models import Profession, Region
from lms.accounts.api import NotADemo, Profile, User
from lms.certificates.api import award_invented
from lms.home.demo_checks import checks_taken

# Both checks are voluntary.
_DECLINED = 0.05
_ADDRESS = "able-{number:03}@demo.example"
# How many of which profession hold the certificate of which course where; the last number is on the way.
_PEOPLE = (
    ("UZ-TK", "psychologist", "common-core", 6, 2),
    ("UZ-TK", "psychologist", "trauma-informed-care", 5, 1),
    ("UZ-TO", "psychologist", "common-core", 3, 1),
    ("UZ-SA", "psychologist", "common-core", 4, 1),
    ("UZ-SA", "psychologist", "trauma-informed-care", 1, 2),
    ("UZ-FA", "psychologist", "common-core", 2, 2),
    ("UZ-AN", "psychologist", "common-core", 1, 1),
    ("UZ-QA", "psychologist", "common-core", 3, 0),
    ("UZ-SU", "psychologist", "common-core", 1, 3),
    ("UZ-TK", "teacher", "common-core", 4, 1),
    ("UZ-SU", "teacher", "common-core", 2, 2),
    ("UZ-FA", "teacher", "trauma-informed-care", 2, 1),
    ("UZ-TK", "social_worker", "common-core", 3, 1),
    ("UZ-SA", "social_worker", "common-core", 2, 1),
    ("UZ-TK", "theologian", "common-core", 2, 0),
    ("UZ-TK", "journalist", "stigma-sensitive-reporting", 3, 1),
    ("KZ-75", "psychologist", "common-core", 4, 1),
    ("KZ-71", "psychologist", "common-core", 2, 0),
    ("KZ-71", "teacher", "common-core", 2, 0),
    ("KG-GB", "psychologist", "common-core", 3, 1),
    ("KG-O", "teacher", "common-core", 1, 1),
    ("TJ-DU", "psychologist", "common-core", 2, 1),
)


@dataclass(frozen=True)
class _Ground:
    """What every invented person stands on."""

    courses: dict[str, Course]
    steps: dict[str, CourseSteps]
    # Only of courses that have them.
    checks: dict[str, tuple[CheckPlan, CheckPlan]]
    professions: dict[str, Profession]
    regions: dict[str, Region]
    now: datetime
    chance: random.Random


@transaction.atomic
def load_demo_able() -> int:
    """Create the invented people who can do the work, once; returns how many are new. Raises NotADemo."""
    if not settings.DEMO:
        raise NotADemo("Invented people are not loaded outside demo mode.")
    if User.objects.filter(email=_ADDRESS.format(number=1)).exists():
        return 0
    ground = _ground()
    placed = [row for row in _PEOPLE if row[2] in ground.steps]
    planned = [
        (region, profession, slug, number < certified)
        for region, profession, slug, certified, on_the_way in placed
        for number in range(certified + on_the_way)
    ]
    people = User.objects.bulk_create(_account(number) for number in range(1, len(planned) + 1))
    Profile.objects.bulk_create(
        _profile(person, plan, ground) for person, plan in zip(people, planned, strict=True)
    )
    learnt = [
        _learnt(number, person, plan, ground)
        for number, (person, plan) in enumerate(zip(people, planned, strict=True), 1)
    ]
    _write(learnt, [plan[2] for plan in planned], ground)
    for number, (person, plan, one) in enumerate(zip(people, planned, learnt, strict=True), 1):
        _certify(number, person, plan, one, ground)
    return len(people)


def _ground() -> _Ground:
    version = published_version()
    courses = courses_on_shelf(version, "en")
    checks = {slug: checks_around(each, version) for slug, each in courses.items()}
    steps = {slug: steps_in_course(each.key) for slug, each in courses.items()}
    return _Ground(
        courses=courses,
        steps={slug: found for slug, found in steps.items() if found is not None},
        checks={slug: found for slug, found in checks.items() if found is not None},
        professions={row.code: row for row in Profession.objects.all()},
        regions={row.code: row for row in Region.objects.all()},
        now=timezone.now(),
        chance=random.Random(11),  # noqa: S311  (the same invented people on every demo)
    )


def _account(number: int) -> User:
    person = User(email=_ADDRESS.format(number=number))
    person.set_unusable_password()
    return person


def _profile(person: User, plan: tuple, ground: _Ground) -> Profile:
    region, profession, *_course = plan
    return Profile(
        user=person,
        display_name="Invented Person",
        region=ground.regions[region],
        profession=ground.professions.get(profession),
    )


def _learnt(number: int, person: User, plan: tuple, ground: _Ground) -> InventedLearning:
    region, profession, slug, is_certified = plan
    steps = ground.steps[slug]
    # Spread over the two years that a certificate holds: some end within the next weeks and months.
    finished = ground.now - timedelta(days=20 + number * 211 % 700)
    begun = finished - timedelta(days=ground.chance.choice([20, 35, 50, 80, 120]))
    if not is_certified:
        begun, finished = ground.now - timedelta(days=ground.chance.choice([5, 30, 110, 130])), ground.now
    done = len(steps.steps) if is_certified else ground.chance.randint(1, max(1, len(steps.steps) // 2))
    pace = (finished - begun) / done
    return InventedLearning(
        learner_id=person.pk,
        course=steps,
        profession_id=ground.professions[profession].pk if profession in ground.professions else None,
        region_id=ground.regions[region].pk,
        started_at=begun,
        times=[begun + pace * (step + 1) for step in range(done)],
    )


def _write(learnt: list[InventedLearning], slugs: list[str], ground: _Ground) -> None:
    """Write what people learnt, and the checks that most of them took."""
    chance = random.Random(13)  # noqa: S311  (beside the other chance, so that this one changes nobody)
    taken = [_checks(one, slug, ground, chance) for one, slug in zip(learnt, slugs, strict=True)]
    write_invented_learning(
        (
            replace(one, beside=[(check.key, check.finished_at) for check in own])
            for one, own in zip(learnt, taken, strict=True)
        ),
        with_outcomes=True,
    )
    write_invented_checks(check for own in taken for check in own)


def _checks(one: InventedLearning, slug: str, ground: _Ground, chance: random.Random) -> list[InventedCheck]:
    if slug not in ground.checks or chance.random() < _DECLINED:
        return []
    return checks_taken(one, ground.checks[slug], now=ground.now, chance=chance)


def _certify(number: int, person: User, plan: tuple, one: InventedLearning, ground: _Ground) -> None:
    *_place, slug, is_certified = plan
    if is_certified:
        award_invented(
            person,
            ground.courses[slug],
            name=f"Invented Colleague {number}",
            awarded_at=one.completed_at,
            edition_number=one.course.edition.number,
        )
