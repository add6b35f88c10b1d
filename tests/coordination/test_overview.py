"""What a coordinator sees: totals of her own places, each person in exactly one column."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from courses.api import (
    Outcome,
    backdate_learning,
    enrol,
    load_regions,
    pause,
    record_outcome,
    write_profession,
)
from courses.models import ExpertSignature, LessonPage, Profession, Region
from lms.accounts.api import Profile, grant
from lms.certificates.api import claim_award
from tests.factories import make_course, make_learner
from tests.ground import anew

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _course(shared_ground):
    load_regions()
    write_profession(code="teacher", names={"en": "teacher"}, position=0)
    return make_course(lessons=1, practice=0, questions=0)


@pytest.fixture
def course(_course, db):
    return anew(_course)


def learner_in(region: str, course):
    """Return somebody who works in a region and has begun the course."""
    person = make_learner()
    profile = Profile(user=person, display_name="Invented")
    profile.profession, profile.region = Profession.objects.get(), Region.objects.get(code=region)
    profile.full_name = profile.latin_name = "Invented Person"
    profile.save()
    enrol(learner=person, course_key=course.key)
    return person


def finish(person, course) -> None:
    read = Outcome(activity_key=course.lessons[0].translation_key, completed=True)
    record_outcome(learner=person, course_key=course.key, outcome=read, idempotency_key=uuid4())


def certify(person, course) -> None:
    finish(person, course)
    claim_award(learner=person, course_key=course.key, language="en")


def coordinator(*places: tuple[str, str]):
    person = make_learner()
    for scope, value in places or [("everywhere", "")]:
        grant(person, "coordinator", scope, value)
    client = Client()
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    return client


def totals(client, **filters) -> dict[str, int]:
    overview = client.get("/coordination/courses/", filters).context["overview"]
    return {name: number for name, number in overview.totals.items() if number}


def test_each_person_stands_in_exactly_one_column(course):
    certify(learner_in("UZ-SU", course), course)
    finish(learner_in("UZ-SU", course), course)
    learner_in("UZ-SU", course)
    backdate_learning(learner=learner_in("UZ-SU", course), by=timedelta(days=22))
    pause(learner=learner_in("UZ-SU", course), course_key=course.key, paused=True)

    assert totals(coordinator()) == {
        "certified": 1,
        "uncertified": 1,
        "in_progress": 1,
        "stuck": 1,
        "paused": 1,
    }


def test_a_pilot_edition_certifies_nobody(course):
    lesson = LessonPage.objects.get(pk=course.lessons[0].pk)
    lesson.expert_review = ["clinical"]
    lesson.save_revision().publish()
    certify(learner_in("UZ-SU", course), course)
    assert totals(coordinator()) == {"pilot": 1}
    page = coordinator().get("/coordination/courses/").content.decode()
    assert "It certifies nobody yet." in page

    ExpertSignature.objects.create(
        lesson_key=lesson.translation_key, field="clinical", signer_name="Invented Expert"
    )
    certify(learner_in("UZ-SU", course), course)
    assert totals(coordinator()) == {"pilot": 1, "certified": 1}


@pytest.mark.parametrize(
    ("places", "seen"),
    [
        ([("country", "UZ")], 3),
        ([("region", "UZ-SU")], 2),
        ([("region", "UZ-SU"), ("country", "UZ")], 3),
        ([("region", "UZ-SU"), ("country", "KZ")], 3),
        ([("country", "TJ")], 0),
        ([("everywhere", "")], 4),
    ],
)
def test_a_coordinator_counts_her_own_places_and_each_once(course, places, seen):
    for region in ("UZ-SU", "UZ-SU", "UZ-TK", "KZ-75"):
        learner_in(region, course)
    assert totals(coordinator(*places)).get("in_progress", 0) == seen


@pytest.mark.parametrize("filters", [{"region": "KZ-75"}, {"region": "KZ"}, {"region": "' OR 1=1"}])
def test_no_filter_opens_a_neighbours_region(course, filters):
    learner_in("KZ-75", course)
    client = coordinator(("country", "UZ"))
    assert totals(client, **filters) == {}
    assert "Almaty" not in client.get("/coordination/courses/", filters).content.decode()


def test_a_filter_narrows_to_one_course_profession_and_region(course):
    learner_in("UZ-SU", course)
    learner_in("UZ-TK", course)
    client = coordinator(("country", "UZ"))
    assert totals(client, region="UZ-TK", profession="teacher", course=course.slug) == {"in_progress": 1}
    assert totals(client, profession="journalist") == {}


def test_nobody_is_named(course):
    person = learner_in("UZ-SU", course)
    page = coordinator().get("/coordination/courses/").content.decode()
    assert "Invented Person" not in page and person.email not in page


def test_a_long_table_comes_in_pages_and_its_sums_are_of_all(course, monkeypatch):
    monkeypatch.setattr("lms.coordination.views.overview.ROWS_ON_A_PAGE", 2)
    for region in ("UZ-SU", "UZ-TK", "UZ-SA"):
        learner_in(region, course)
    client = coordinator()

    first = client.get("/coordination/courses/", {"profession": "teacher"})
    assert len(first.context["page"]) == 2 and totals(client) == {"in_progress": 3}
    assert "Rows 1 to 2 of 3" in first.content.decode()
    assert "?profession=teacher&amp;page=2" in first.content.decode()
    assert len(client.get("/coordination/courses/", {"page": "2"}).context["page"]) == 1
    for odd in ("0", "-1", "999", "x", "1'"):
        assert client.get("/coordination/courses/", {"page": odd}).status_code == 200


def test_a_profession_that_is_renamed_is_renamed_at_once(course):
    learner_in("UZ-SU", course)
    client = coordinator()
    assert "teacher" in client.get("/coordination/courses/").content.decode()
    profession = Profession.objects.get()
    profession.names = {"en": "class teacher"}
    profession.save()
    assert "class teacher" in client.get("/coordination/courses/").content.decode()
