"""A course that goes deep into a competency, somebody who has finished it, and observers."""

from uuid import NAMESPACE_URL, uuid4, uuid5

from django.utils import timezone
from wagtail.models import Locale

from courses.api import Outcome, load_regions, record_outcome, write_competency
from courses.models import Competency, CourseCompetency, Region
from lms.accounts.api import grant
from lms.certificates.observation.actions import ask_for_observation, confirm_observation
from lms.certificates.observation.checklists import checklists, kinds_of
from tests.certificates.conftest import person
from tests.factories import MadeCourse, make_course, publish

CODE = "trauma-informed-practice"
PLACE = "UZ-SU"


def deep_course(*, code: str = CODE, level: int = 2, title: str = "Deep", **fields) -> MadeCourse:
    """Publish a course of one lesson and an end test that serves a competency at a level."""
    course = make_course(lessons=1, practice=0, questions=1, title=title, **fields)
    if not Competency.objects.filter(code=code).exists():
        write_competency(
            key=uuid5(NAMESPACE_URL, code),
            code=code,
            cluster="support",
            name=f"Inside name of {code}",
            outward_name="Trauma-informed practice" if code == CODE else f"Outward {code}",
            professions=[],
        )
    competency = Competency.objects.get(code=code, locale=Locale.get_default())
    course.page.course_competencies = [CourseCompetency(competency=competency, level=level)]
    course.page = publish(course.page)
    return course


def finish(learner, course: MadeCourse, *, score: float = 0.9) -> None:
    """Read the lesson and finish the end test with a score."""
    record_outcome(
        learner=learner,
        course_key=course.key,
        outcome=Outcome(activity_key=course.lessons[0].translation_key, completed=True),
        idempotency_key=uuid4(),
    )
    take_test(learner, course, score=score)


def take_test(learner, course: MadeCourse, *, score: float) -> None:
    """Finish the end test once more."""
    record_outcome(
        learner=learner,
        course_key=course.key,
        outcome=Outcome(activity_key=course.test.translation_key, completed=score >= 0.75, score=score),
        idempotency_key=uuid4(),
    )


def placed(somebody, region: str = PLACE):
    """Let somebody work in a region."""
    if not Region.objects.filter(code=region).exists():
        load_regions()
    somebody.profile.region = Region.objects.get(code=region)
    somebody.profile.save()
    return somebody


def observer(scope: str = "region", value: str = PLACE):
    """Make somebody who observes in a place."""
    somebody = person()
    somebody.profile.display_name = "Watcher"
    somebody.profile.save()
    grant(somebody, "observer", scope, value)
    return somebody


def good_marks(code: str = CODE, **changed: str) -> dict[str, str]:
    """Tick everything asked for, and nothing that harms, but for what is ``changed``."""
    kinds = kinds_of(checklists()[code].content)
    marks = {each: "no" if kind == "harmful" else "yes" for each, kind in kinds.items()}
    return marks | {name.replace("_", "-"): mark for name, mark in changed.items()}


def see(learner, watcher, *, wish=None, raters: int = 1, **changed: str):
    """Let somebody be observed; returns the wish."""
    wish = wish or ask_for_observation(learner=learner, competency_code=CODE, raters=raters)
    confirm_observation(
        wish,
        observer=watcher,
        marks=good_marks(**changed),
        setting="role-play",
        seen_on=timezone.localdate(),
    )
    wish.refresh_from_db()
    return wish
