"""The way to a certificate: who came how far, how long each step took, and nobody from next door."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from courses.api import Outcome, Reach, accept_invitation, create_cohort, enrol, invite, record_outcome
from courses.models import Enrolment, Profession, Region
from lms.accounts.api import Profile
from lms.certificates.api import award_of, claim_award, revoke_award
from lms.certificates.models import Award
from lms.coordination.pipeline import Stage, pipeline
from tests.coordination.able import make_ground as _make_ground
from tests.coordination.able import serve
from tests.coordination.holders import TODAY, on
from tests.coordination.test_overview import coordinator
from tests.factories import make_course, make_learner
from tests.ground import anew

pytestmark = pytest.mark.django_db
EVERYWHERE = Reach(everywhere=True)


@pytest.fixture(scope="module")
def _courses(shared_ground):
    _make_ground()
    made = [make_course(lessons=2, practice=0), make_course(lessons=1, practice=0, questions=0)]
    for course in made:
        serve(course, "figures")
    return made


@pytest.fixture
def courses(_courses, db):
    return anew(_courses)


@pytest.fixture
def course(courses):
    return courses[0]


@pytest.fixture(autouse=True)
def today():
    with on(TODAY):
        yield


def day(number: int) -> date:
    return TODAY - timedelta(days=100 - number)


def somebody(region: str = "UZ-SU"):
    person = make_learner()
    profile = Profile(user=person, display_name="Invented")
    profile.profession, profile.region = Profession.objects.first(), Region.objects.get(code=region)
    profile.full_name = profile.latin_name = "Invented Person"
    profile.save()
    return person


def do(person, course, key, number: int) -> None:
    with on(day(number)):
        outcome = Outcome(activity_key=key, completed=True, score=1.0)
        record_outcome(learner=person, course_key=course.key, outcome=outcome, idempotency_key=uuid4())


def walk(course, *days: int, region: str = "UZ-SU"):
    """Let somebody take a course on the first day, and then do a step a day: lessons, test, claim."""
    person = somebody(region)
    with on(day(days[0])):
        enrol(learner=person, course_key=course.key)
    keys = [*(lesson.translation_key for lesson in course.lessons), course.test.translation_key]
    for key, number in zip(keys, days[1:], strict=False):
        do(person, course, key, number)
    if len(days) > len(keys) + 1:
        with on(day(days[-1])):
            claim_award(learner=person, course_key=course.key, language="en")
    return person


def join(person, group) -> None:
    link = invite(cohort=group, language="en", last_day=TODAY, by=person)
    accept_invitation(learner=person, invitation=link.invitation)


def seen(course, reach: Reach = EVERYWHERE, **changed):
    asked = {"groups": reach, "since": None, "has_test": True} | changed
    return pipeline(reach, [course.key], **asked)


def people(found) -> list[int]:
    return [step.people for step in found.steps]


def test_each_person_counts_at_every_stage_they_have_reached(course):
    walk(course, 0)
    walk(course, 0, 1)
    walk(course, 0, 1, 2)
    walk(course, 0, 1, 2, 3)
    walk(course, 0, 1, 2, 3, 4)
    found = seen(course)
    assert [step.stage for step in found.steps] == [*Stage][1:]
    assert people(found) == [5, 4, 3, 2, 1]
    assert [step.staying for step in found.steps] == [1, 1, 1, 1, 0]


def test_days_are_medians_of_those_who_have_gone_the_step_and_of_five_at_least(course):
    for slow in (1, 2, 3, 4, 40):
        walk(course, 0, slow, slow + 2, slow + 3, slow + 10)
    walk(course, 0)
    found = seen(course)
    assert [step.days for step in found.steps] == [None, 3, 2, 1, 7]
    assert found.days == 13
    assert [step.days for step in seen(course, since=None, most=4).steps] == [None] * 5


def test_a_step_has_its_days_before_the_course_is_finished(course):
    for _ in range(5):
        walk(course, 0, 4)
    assert seen(course).steps[1].days == 4


def test_a_passed_test_makes_up_for_no_lesson(course):
    person = walk(course, 0, 1)
    do(person, course, course.test.translation_key, 2)
    assert people(seen(course)) == [1, 1, 0, 0, 0]


def test_what_is_learnt_again_for_a_renewal_makes_no_way_longer(course):
    for _ in range(5):
        person = walk(course, 0, 1, 2, 3, 4)
        person.activity_states.filter(activity_key=course.lessons[0].translation_key).delete()
        do(person, course, course.lessons[0].translation_key, 90)
    assert [step.days for step in seen(course).steps] == [None, 2, 0, 1, 1]


def test_the_way_begins_with_joining_a_group_that_learns_the_course(course):
    group = create_cohort(name="Termez", country="UZ", course_keys=(course.key,))
    other = create_cohort(name="Nukus", country="UZ", course_keys=(uuid4(),))
    waiting, neighbour = somebody(), somebody("KG-GB")
    walkers = [walk(course, 10) for _ in range(5)]
    late = walk(course, 10)
    with on(day(4)):
        for person in (waiting, neighbour, *walkers):
            join(person, group)
        join(somebody(), other)
    join(late, group)
    found = seen(course, Reach(countries=("UZ",)))
    assert [(step.stage, step.people) for step in found.steps[:2]] == [(Stage.JOINED, 7), (Stage.TAKEN, 6)]
    assert found.steps[1].days == 6
    in_region = seen(course, Reach(regions=("UZ-SU",)), groups=Reach(countries=("UZ",)))
    assert people(in_region)[0] == 7


def test_neither_neighbours_nor_who_does_not_want_it_are_counted(course):
    walk(course, 0)
    walk(course, 0, region="KG-GB")
    shy = walk(course, 0)
    Profile.objects.filter(user=shy).update(is_counted=False)
    assert people(seen(course, Reach(countries=("UZ",))))[0] == 1
    assert people(seen(course, Reach(regions=("KG-GB",))))[0] == 1
    assert seen(course, Reach()).steps == ()


def test_pilot_and_withdrawn_certificates_end_no_way(course):
    walk(course, 0, 1, 2, 3, 4)
    pilot, withdrawn = walk(course, 0, 1, 2, 3, 4), walk(course, 0, 1, 2, 3, 4)
    QuerySet(Award).filter(learner=pilot).update(is_pilot=True)
    revoke_award(award_of(withdrawn, course.key), reason="mistake")
    found = seen(course)
    assert (found.certified, found.pilot) == (1, 1)


def test_only_the_newest_are_counted_and_who_took_it_before_is_left_out(course):
    walk(course, 0, 1)
    walk(course, 50)
    found = seen(course, most=1)
    assert (people(found)[:2], found.is_cut) == ([1, 0], True)
    assert people(seen(course, since=Enrolment.objects.latest("started_at").started_at))[0] == 1


def test_of_several_courses_the_furthest_counts_once(courses):
    both = walk(courses[0], 0)
    do(both, courses[1], courses[1].lessons[0].translation_key, 9)
    found = pipeline(
        EVERYWHERE, [course.key for course in courses], groups=EVERYWHERE, since=None, has_test=True
    )
    assert people(found) == [1, 1, 1, 1, 0]


def test_a_page_costs_as_many_queries_for_ten_people_as_for_two(course):
    client, counted = coordinator(("country", "UZ")), []
    group = create_cohort(name="Termez", country="UZ", course_keys=(course.key,))
    for number in (2, 8):
        for _ in range(number):
            person = walk(course, 0, 1, 2, 3, 4)
            join(person, group)
        client.get("/coordination/way/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/coordination/way/", {"aim": "competency.figures"})
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_the_page_says_it_in_a_sentence_and_a_table_and_the_file_says_the_same(course):
    for _ in range(5):
        walk(course, 0, 1, 2, 3, 5)
    walk(course, 0, 1)
    walk(course, 0, region="KG-GB")
    client = coordinator(("country", "UZ"))
    chosen = {"aim": f"course.{course.page.slug}", "months": "all"}
    page = client.get("/coordination/way/", chosen).content.decode()
    assert "Of 6 people, 5 are certified" in page and "“Finished a first step”: 1." in page
    assert "5 days (median)" in page
    rows = client.get("/coordination/way/table.csv", chosen).content.decode().splitlines()
    assert '"Certified","5","83","","2.0"' in rows


def test_a_region_of_somebody_else_changes_nothing(course):
    walk(course, 0)
    walk(course, 0, region="KG-GB")
    client = coordinator(("country", "UZ"))
    for region, number in (("UZ-SU", 1), ("KG-GB", 1), ("UZ-TK", 0)):
        found = client.get("/coordination/way/", {"aim": f"course.{course.page.slug}", "region": region})
        assert found.context["pipeline"].people == number
