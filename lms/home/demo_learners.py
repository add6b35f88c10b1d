"""Invented learners of the demo, so that a coordinator's table is not empty. Nobody can sign in as them."""

import random
import uuid
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from courses.api import (
    Course,
    EventPlan,
    Outcome,
    Reach,
    accept_invitation,
    backdate_learning,
    close_invitation,
    close_list,
    cohorts_within,
    courses_on_shelf,
    create_cohort,
    enrol,
    invite,
    keep_list,
    make_event,
    pause,
    published_version,
    record_outcome,
)
from courses.models import Cohort
from lms.accounts.api import NotADemo, Profile, User
from lms.certificates.api import claim_award, let_print

# Most in Uzbekistan, where the demo's coordinator works; a few next door, whom she must not see.
_REGIONS = ["UZ-TK", "UZ-SU", "UZ-SU", "UZ-SA", "UZ-FA", "UZ-AN", "KG-GB", "KZ-75", "TJ-DU"]
_PROFESSIONS = ["psychologist", "teacher", "teacher", "social_worker", "theologian", "journalist"]
_HOW_MANY = 24
_GROUP = "Invented group, autumn"


def load_demo_learners() -> int:
    """Create the invented learners once; returns how many are new. Raises NotADemo."""
    if not settings.DEMO:
        raise NotADemo("Invented learners are not loaded outside demo mode.")
    if User.objects.filter(email__startswith="invented-").exists():
        return 0
    chance = random.Random(7)  # noqa: S311  (the same invented people on every demo)
    course = courses_on_shelf(published_version(), "en")["common-core"]
    with transaction.atomic():
        for number in range(1, _HOW_MANY + 1):
            _invent(number, course, chance)
    return _HOW_MANY


def _invent(number: int, course: Course, chance: random.Random) -> None:
    learner = User.objects.create_user(f"invented-{number:02}@demo.example")
    name = f"Invented Person {number}"
    profile = Profile(
        user=learner,
        display_name=name,
        profession=_row("Profession", chance.choice(_PROFESSIONS)),
        region=_row("Region", chance.choice(_REGIONS)),
    )
    profile.full_name = profile.latin_name = name
    profile.save()
    enrol(learner=learner, course_key=course.key)
    steps = _steps(course)
    done = chance.choice([0, 1, 2, 3, 4, len(steps), len(steps)])
    for activity in steps[:done]:
        outcome = Outcome(activity_key=activity, completed=True, score=1.0)
        record_outcome(learner=learner, course_key=course.key, outcome=outcome, idempotency_key=uuid.uuid4())
    if done == len(steps):
        claimed = timezone.now() - timedelta(days=_days_ago(number))
        award = claim_award(learner=learner, course_key=course.key, language="en", awarded_at=claimed)
        let_print(award, allowed=number % 3 > 0)
        return
    backdate_learning(learner=learner, by=timedelta(days=chance.choice([2, 9, 30, 40])))
    if number % 8 == 0:
        pause(learner=learner, course_key=course.key, paused=True)


@transaction.atomic
def load_demo_cohort() -> int:
    """Let some invented learners join one invented group, once; returns how many. Raises NotADemo."""
    if not settings.DEMO:
        raise NotADemo("An invented group is not loaded outside demo mode.")
    if cohorts_within(Reach(everywhere=True)).filter(name=_GROUP).exists():
        return 0
    coordinator = User.objects.get(email="coordinator@demo.example")
    course = courses_on_shelf(published_version(), "en")["common-core"]
    today = timezone.localdate()
    due_on = today + timedelta(days=14)
    cohort = create_cohort(name=_GROUP, country="UZ", course_keys=(course.key,), due_on=due_on)
    made = invite(cohort=cohort, language="en", last_day=today, by=coordinator)
    invented = User.objects.filter(email__startswith="invented-", profile__region__country__code="UZ")
    people = [*invented, User.objects.get(email="practitioner@demo.example")]
    for person in people:
        accept_invitation(learner=person, invitation=made.invitation)
    close_invitation(public_id=made.invitation.public_id, by=coordinator)
    _hold_event(cohort, course, people)
    return len(people)


def _hold_event(cohort: Cohort, course: Course, people: list[User]) -> None:
    """Let two in three of an invented group have met some weeks ago."""
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    plan = EventPlan(
        kind="workshop",
        title="Listening first (invented)",
        starts_at=noon - timedelta(days=20),
        minutes=180,
        zone="Asia/Tashkent",
        place="Invented street 1",
        led_by="Invented Person 3",
        counts_for=(course.key,),
    )
    event = make_event(cohort, plan)
    keep_list(event, came=[person.pk for number, person in enumerate(people) if number % 3], gone=[])
    close_list(event)


def _days_ago(number: int) -> int:
    """Spread the invented certificates over two years, so that some are near their end and some past it."""
    return number * 337 % 790


def _row(model: str, code: str):
    return apps.get_model("courses", model).objects.get(code=code)


def _steps(course: Course) -> list[uuid.UUID]:
    """Return what has to be done, in order: activities, lessons without any, the test."""
    steps = [key for lesson in course.lessons for key in (lesson.activity_keys or (lesson.key,))]
    return steps + ([course.test.key] if course.test else [])
