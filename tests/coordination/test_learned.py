"""What people learn: the gain of the report as slopes, in one's own places, and of five people at least."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import Attempt
from lms.accounts.api import Profile
from lms.coordination.report.showing import GainLine
from lms.coordination.slope_drawing import HEIGHT, TOP, slopes, summary
from tests.assessments.test_gain import add_checks
from tests.assessments.test_gain_between import place
from tests.coordination.test_overview import coordinator
from tests.factories import make_course
from tests.ground import anew

pytestmark = pytest.mark.django_db
PAGE, FILE = "/coordination/learned/", "/coordination/learned/table.csv"


@pytest.fixture(scope="module")
def _course(shared_ground):
    return make_course(lessons=1, practice=0, questions=0, title="Listening first")


@pytest.fixture
def course(_course, db):
    return anew(_course)


def learn(course, people: int, before: float, after: float, region: str = "UZ-SU") -> None:
    """Let people take both checks two months ago."""
    add_checks(course, [(before, after)] * people)
    place(course, region)
    then = timezone.now() - timedelta(days=62)
    Attempt.objects.update(submitted_at=then)
    known = Profile.objects.values("user_id")
    learners = Attempt.objects.exclude(learner__in=known).values_list("learner_id", flat=True).distinct()
    Profile.objects.bulk_create(Profile(user_id=pk, display_name="Invented") for pk in learners)


def test_page_and_file_tell_the_mean_of_whole_groups_of_five(course):
    learn(course, 7, 0.25, 0.75)
    client = coordinator(("country", "UZ"))
    page = client.get(PAGE)
    [line] = page.context["lines"]
    assert (line.people, line.before, line.after, line.interval) == (5, 25.0, 75.0, None)
    told = page.content.decode()
    assert "most in “Listening first”: from 25 to 75 points of 100" in told and "<svg" in told
    assert '"Listening first","Uzbekistan","5","25.0","75.0","50.0","–"' in client.get(FILE).content.decode()


def test_of_four_people_and_of_neighbours_nothing_is_shown(course):
    learn(course, 4, 0.25, 0.75)
    learn(course, 5, 0.5, 0.5, region="KG-GB")
    page = coordinator(("country", "UZ")).get(PAGE)
    assert page.context["lines"] == ()
    assert "In no course was the check after it taken by 5 people" in page.content.decode()
    assert len(coordinator(("country", "KG")).get(PAGE).context["lines"]) == 1


def test_no_page_tells_a_coordinator_what_the_neighbours_of_their_places_learned(course):
    learn(course, 5, 0.25, 0.5, region="KG-GB")
    whole_course = f"/courses/{course.slug}/gain/"
    for own in (("country", "UZ"), ("region", "KG-C"), ("cohort", str(course.key))):
        client = coordinator(own)
        assert client.get(whole_course).status_code == 403
        assert not (client.get(PAGE).context or {}).get("lines")
        assert b"25.0" not in client.get(FILE).content
    for reached in (("country", "KG"), ("region", "KG-GB")):
        client = coordinator(reached)
        assert [line.people for line in client.get(PAGE).context["lines"]] == [5]
        assert client.get(whole_course).status_code == 403


def test_no_page_of_coordination_leads_to_a_page_that_is_refused(course):
    learn(course, 5, 0.25, 0.5)
    client = coordinator()
    for page in ("/coordination/courses/", f"/coordination/courses/?course={course.slug}", PAGE):
        told = client.get(page).content.decode()
        assert "Listening first" in told and "/gain/" not in told


def test_months_in_the_wrong_order_are_refused_with_a_reason(course):
    months = coordinator().get(PAGE).context["form"].fields["first"].choices
    page = coordinator().get(PAGE, {"first": months[0][0], "last": months[1][0]})
    assert page.status_code == 422
    assert "The last month comes before the first" in page.content.decode()


def test_the_interval_stands_around_the_end_of_its_slope():
    [slope] = slopes([GainLine("Course", "Place", 30, 40.0, 60.0, 20.0, (10.0, 30.0))])
    assert slope.low > slope.after > slope.high
    assert (slope.low - slope.after, slope.before > slope.after) == (slope.after - slope.high, True)
    [edge] = slopes([GainLine("Course", "Place", 30, 95.0, 100.0, 5.0, (1.0, 9.0))])
    assert edge.high == edge.after == TOP < HEIGHT


def test_the_sentence_owns_up_where_nobody_knew_more():
    assert summary([GainLine("Course", "Place", 5, 60.0, 60.0, 0.0, None)]).startswith("In no course did")
