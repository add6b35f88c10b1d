"""A published course, a learner who has completed it, and a door to claim through."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

import pytest
from django.utils import timezone, translation

from courses.api import (
    CoursePlan,
    LessonPlan,
    ModulePlan,
    Outcome,
    record_outcome,
    write_competency,
    write_course,
)
from courses.models import CourseEdition
from lms.accounts.models import Profile, User
from lms.certificates import actions
from lms.home.setup import lay_ground
from tests.ground import anew


@dataclass(frozen=True)
class PublishedCourse:
    """A course on the shelf, with its one lesson."""

    key: UUID
    lesson_key: UUID


def publish(*, outward_name="Working with evidence", expert_review=(), minutes=372.5, valid_months=24):
    """Publish a course of one lesson, without a test, which takes so many minutes."""
    for code, name in {"reading": "Evidence literacy", "harm": "Safeguarding"}.items():
        write_competency(
            key=uuid5(NAMESPACE_URL, code),
            code=code,
            cluster="protect",
            name=f"Inside name of {code}",
            outward_name=name,
            professions=[],
        )
    course = PublishedCourse(key=uuid4(), lesson_key=uuid4())
    write_course(plan_of(course, outward_name, tuple(expert_review), valid_months), lay_ground())
    CourseEdition.objects.filter(course_key=course.key).update(minutes=minutes)
    return course


def plan_of(course, outward_name, expert_review, valid_months):
    lesson = LessonPlan(
        key=course.lesson_key,
        code=f"lesson-{course.key}",
        title="The only lesson",
        load=1,
        content_note="",
        expert_review=expert_review,
        is_sensitive=False,
        objectives=(),
        body=[{"type": "prose", "value": "<p>One idea.</p>", "id": str(uuid4())}],
    )
    module_key = uuid5(NAMESPACE_URL, f"the module of {course.key}")
    module = ModulePlan(key=module_key, code=f"module-{course.key}", title="All of it", lessons=(lesson,))
    return CoursePlan(
        key=course.key,
        slug=f"course-{course.key}",
        title="A title that names the subject",
        outward_name=outward_name,
        summary="One plain sentence.",
        able_to=(),
        professions=(),
        competencies={"reading": 2, "harm": 1},
        valid_months=valid_months,
        is_invented=False,
        modules=(module,),
        test_key=None,
    )


def person(address=None, full_name="Айгүл Мисалова", latin_name="Aigul Misalova"):
    """Make an invented learner with a name in two scripts."""
    learner = User.objects.create_user(address or f"{uuid4()}@example.org")
    profile = Profile(user=learner, language="en", consent_version="1", consented_at=timezone.now())
    profile.full_name, profile.latin_name = full_name, latin_name
    profile.save()
    return learner


def complete(learner, course):
    """Read the course's only lesson."""
    outcome = Outcome(activity_key=course.lesson_key, completed=True)
    record_outcome(learner=learner, course_key=course.key, outcome=outcome, idempotency_key=uuid4())


@pytest.fixture(autouse=True)
def _english():
    """A test that visits /ru/ leaves its thread speaking Russian; the next one starts in English."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def _shelf(shared_ground):
    """Publish the course and let somebody complete it once for all tests of a module."""
    published, somebody = publish(), person()
    complete(somebody, published)
    return published, somebody


@pytest.fixture
def course(_shelf, db):
    return _shelf[0]


@pytest.fixture
def learner(_shelf, db):
    """Somebody who has completed the course and claimed nothing."""
    return anew(_shelf[1])


@pytest.fixture
def award(learner, course):
    return actions.claim_award(learner=learner, course_key=course.key, language="en")
