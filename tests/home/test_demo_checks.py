"""The demo shows what people learn: its invented colleagues took the checks before and after a course."""

import pytest
from django.conf import settings
from django.urls import reverse

from assessments.checks.taking import POST, PRE
from assessments.models import Attempt
from courses.api import load_regions
from courses.models import Enrolment, OutcomeRecord
from lms.accounts.api import load_demo_people
from lms.home.demo_coverage import load_demo_able
from lms.home.packages.importing import import_competencies
from tests.coordination.able import serve
from tests.coordination.test_overview import coordinator
from tests.factories import make_course, make_forms
from tests.ground import anew

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _course(shared_ground):
    load_regions()
    import_competencies(settings.BASE_DIR / "lms" / "library" / "competencies.yaml")
    made = make_course(slug="common-core", lessons=3, practice=0, questions=1)
    make_course(slug="trauma-informed-care", lessons=1, practice=0, questions=1)
    make_forms(made)
    serve(made, "evidence-literacy")
    load_demo_people()
    load_demo_able()
    return made


@pytest.fixture
def course(_course, db):
    return anew(_course)


def test_the_page_shows_slopes_and_over_three_years_the_interval_of_thirty_people(course):
    client = coordinator(("country", "UZ"))
    [lately] = client.get(reverse("learned")).context["slopes"]
    assert lately.line.people >= 5 and lately.low is None
    months = client.get(reverse("learned")).context["form"].fields["first"].choices
    asked = {"first": months[35][0], "last": months[0][0]}
    page = client.get(reverse("learned"), asked)
    [slope] = page.context["slopes"]
    assert slope.line.people >= 30 and slope.low > slope.after > slope.high
    assert "Invented data" in page.content.decode()


def test_most_knew_more_afterwards_some_less_and_only_who_finished_took_the_second(course):
    scores = {(each.learner_id, each.purpose): each.score for each in Attempt.objects.all()}
    both = {learner for learner, purpose in scores if purpose == POST}
    assert both <= {learner for learner, purpose in scores if purpose == PRE}
    changes = [scores[learner, POST] - scores[learner, PRE] for learner in both]
    assert 0 < sum(change < 0 for change in changes) < sum(change > 0 for change in changes)
    finished = Enrolment.objects.filter(course_key=course.key, completed_at__isnull=False)
    assert both < set(finished.values_list("learner_id", flat=True))


def test_a_check_lies_before_the_first_step_or_after_the_last_and_is_an_outcome_of_its_own(course):
    for check in Attempt.objects.select_related("learner"):
        enrolment = check.learner.enrolments.get(course_key=course.key)
        outcomes = OutcomeRecord.objects.filter(learner=check.learner, course_key=course.key)
        others = outcomes.exclude(score=None)
        if check.purpose == PRE:
            assert enrolment.started_at <= check.submitted_at
            assert not others.filter(recorded_at__lte=check.submitted_at).exists()
        else:
            assert check.submitted_at > enrolment.completed_at
        assert outcomes.get(activity_key=check.activity_key).recorded_at == check.submitted_at
        assert enrolment.changes == outcomes.count()
        assert enrolment.last_outcome_at == outcomes.latest("recorded_at").recorded_at


def test_a_course_without_two_forms_has_no_checks_on_the_demo_either(course):
    assert set(Attempt.objects.values_list("course_key", flat=True)) == {course.key}
