"""Groups: named to their own coordinator only, by the members' own wish, and as a file that harms nobody."""

import csv
import io
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.api import (
    Outcome,
    accept_invitation,
    create_cohort,
    enrol,
    invite,
    leave_cohort,
    load_regions,
    pause,
    record_outcome,
    write_profession,
)
from courses.models import Cohort, Enrolment, ExpertSignature, Invitation, LessonPage, Profession, Region
from lms.accounts.api import Profile, grant
from lms.certificates.api import claim_award
from tests.factories import make_course, make_learner
from tests.ground import anew

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _course(shared_ground):
    load_regions()
    write_profession(code="teacher", names={"en": "teacher", "ru": "учитель"}, position=0)
    return make_course(lessons=3, practice=0, questions=0, title="Listening first")


@pytest.fixture
def course(_course, db):
    return anew(_course)


@pytest.fixture
def cohort(course):
    return create_cohort(name="Termez, autumn", region="UZ-SU", course_keys=(course.key,))


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    return client


def coordinator(*places: tuple[str, str]) -> Client:
    person = make_learner()
    for scope, value in places or [("everywhere", "")]:
        grant(person, "coordinator", scope, value)
    return signed_in(person)


def learner(name: str, *, region: str = "UZ-SU"):
    person = make_learner()
    Profile.objects.create(
        user=person,
        display_name=name,
        profession=Profession.objects.get(),
        region=Region.objects.get(code=region),
    )
    return person


def member(name: str, cohort, **about):
    person = learner(name, **about)
    last_day = timezone.localdate() + timedelta(days=1)
    made = invite(cohort=cohort, language="en", last_day=last_day, by=make_learner())
    accept_invitation(learner=person, invitation=made.invitation)
    return person


def read(person, course, *, lessons: int) -> None:
    for lesson in course.lessons[:lessons]:
        done = Outcome(activity_key=lesson.translation_key, completed=True)
        record_outcome(learner=person, course_key=course.key, outcome=done, idempotency_key=uuid4())


def address(cohort) -> str:
    return f"/coordination/cohorts/{cohort.key}/"


def standing(client, cohort) -> dict[str, str]:
    """Return what the table says of each member's first course."""
    members = client.get(address(cohort)).context["members"]
    return {one.name: f"{one.states[0].state.name} {one.states[0].done}" for one in members}


def table(answer) -> list[list[str]]:
    text = answer.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


# --- Who sees whom ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "places",
    [
        [("region", "UZ-SU")],
        [("country", "UZ")],
        [("everywhere", "")],
        [("region", "UZ-TK"), ("region", "UZ-SU")],
    ],
)
def test_whose_scope_covers_the_group_sees_its_members_by_name(course, cohort, places):
    member("Aigul", cohort)
    assert "Aigul" in coordinator(*places).get(address(cohort)).content.decode()


def test_one_group_may_be_given_to_somebody_who_coordinates_nothing_else(course, cohort):
    member("Aigul", cohort)
    other = create_cohort(name="Another", region="UZ-SU")
    client = coordinator(("cohort", str(cohort.key)))

    assert "Aigul" in client.get(address(cohort)).content.decode()
    assert client.get(address(other)).status_code == 404
    assert client.get("/coordination/")["Location"] == "/coordination/cohorts/"
    page = client.get("/coordination/cohorts/").content.decode()
    assert "Termez, autumn" in page and "Another" not in page and "Make a group" not in page
    assert client.post("/coordination/cohorts/", {"name": "Mine", "place": "region:UZ-SU"}).status_code == 403


@pytest.mark.parametrize("places", [[("region", "UZ-TK")], [("country", "KZ")], [("cohort", str(uuid4()))]])
@pytest.mark.parametrize("more", ["", "table.csv"])
def test_to_everybody_else_the_group_does_not_exist(course, cohort, places, more):
    member("Aigul", cohort)
    client = coordinator(*places)
    answer, nothing = (
        client.get(address(cohort) + more),
        client.get(f"/coordination/cohorts/{uuid4()}/{more}"),
    )

    assert answer.status_code == nothing.status_code == 404
    assert b"Aigul" not in answer.content
    assert b"Termez" not in client.get("/coordination/cohorts/").content


def test_a_group_of_a_whole_country_is_not_shown_to_one_of_its_regions(course):
    whole = create_cohort(name="All of it", country="UZ")

    assert coordinator(("region", "UZ-SU")).get(address(whole)).status_code == 404
    assert coordinator(("country", "UZ")).get(address(whole)).status_code == 200


def test_a_practitioner_is_refused_and_a_visitor_sent_to_the_door(client, course, cohort):
    assert client.get(address(cohort))["Location"].startswith("/accounts/login/")
    assert signed_in(member("Aigul", cohort)).get(address(cohort)).status_code == 403


def test_who_is_in_no_group_is_named_nowhere(course, cohort):
    enrol(learner=learner("Zulfiya Alone"), course_key=course.key)
    member("Aigul", cohort)
    client = coordinator()
    pages = ["/coordination/", "/coordination/courses/", "/coordination/table.csv", address(cohort)]
    pages += ["/coordination/cohorts/", "/coordination/invitations/", address(cohort) + "table.csv"]

    assert all("Zulfiya" not in client.get(page).content.decode() for page in pages)


def test_whoever_leaves_is_gone_from_page_and_file_at_once(course, cohort):
    person, client = member("Aigul", cohort), coordinator()
    assert "Aigul" in client.get(address(cohort)).content.decode()
    leave_cohort(learner=person, key=cohort.key)

    assert "Aigul" not in client.get(address(cohort)).content.decode()
    assert "Aigul" not in client.get(address(cohort) + "table.csv").content.decode()


def test_a_full_name_an_address_and_an_employer_are_never_shown(course, cohort):
    person = member("Aigul", cohort)
    profile = Profile.objects.get(user=person)
    profile.full_name, profile.organisation = "Aigul Namunaeva", "Family centre"
    profile.save()
    read(person, course, lessons=1)
    client = coordinator()

    for page in (address(cohort), address(cohort) + "table.csv"):
        text = client.get(page).content.decode()
        for hidden in (person.email, "Namunaeva", "Family centre", str(person.public_id), "@example"):
            assert hidden not in text


# --- How far ------------------------------------------------------------------------------------


def test_each_member_stands_where_they_are(course, cohort):
    member("Not begun", cohort)
    enrol(learner=member("Enrolled only", cohort), course_key=course.key)
    read(member("On the way", cohort), course, lessons=2)
    read(member("All read", cohort), course, lessons=3)
    certified = member("Certified", cohort)
    read(certified, course, lessons=3)
    name(certified)
    claim_award(learner=certified, course_key=course.key, language="en")

    assert standing(coordinator(), cohort) == {
        "All read": "COMPLETED 3",
        "Certified": "CERTIFIED 3",
        "Enrolled only": "NOT_BEGUN 0",
        "Not begun": "NOT_BEGUN 0",
        "On the way": "IN_PROGRESS 2",
    }
    page = coordinator().get(address(cohort)).content.decode()
    assert "in progress, 2 of 3 done" in page and "certified" in page and "not begun" in page


def name(person) -> None:
    profile = Profile.objects.get(user=person)
    profile.full_name = profile.latin_name = "Invented Person"
    profile.save()
    person.refresh_from_db()


def test_a_pilot_edition_is_called_one_until_the_experts_have_signed(course, cohort):
    lesson = LessonPage.objects.get(pk=course.lessons[0].pk)
    lesson.expert_review = ["clinical"]
    lesson.save_revision().publish()
    person = member("Aigul", cohort)
    name(person)
    read(person, course, lessons=3)
    claim_award(learner=person, course_key=course.key, language="en")
    assert "pilot edition completed" in coordinator().get(address(cohort)).content.decode()

    ExpertSignature.objects.create(
        lesson_key=lesson.translation_key, field="clinical", signer_name="Invented Expert"
    )
    second = member("Bakyt", cohort)
    name(second)
    read(second, course, lessons=3)
    claim_award(learner=second, course_key=course.key, language="en")
    assert standing(coordinator(), cohort) == {"Aigul": "PILOT 3", "Bakyt": "CERTIFIED 3"}


def test_a_rest_is_the_learners_own_affair(course, cohort):
    person = member("Aigul", cohort)
    read(person, course, lessons=1)
    pause(learner=person, course_key=course.key, paused=True)

    assert standing(coordinator(), cohort) == {"Aigul": "IN_PROGRESS 1"}
    assert "Resting" not in coordinator().get(address(cohort)).content.decode()


def test_a_group_about_one_course_tells_nothing_of_the_others(course, cohort):
    other = make_course(lessons=1, practice=0, questions=0, title="Something private")
    person = member("Aigul", cohort)
    read(person, other, lessons=1)

    page = coordinator().get(address(cohort)).content.decode()
    assert "Something private" not in page
    assert standing(coordinator(), cohort) == {"Aigul": "NOT_BEGUN 0"}


def test_a_group_about_all_courses_tells_of_those_begun(course):
    everything = create_cohort(name="Everything", region="UZ-SU")
    member("Nothing yet", everything)
    read(member("Aigul", everything), course, lessons=1)

    members = coordinator().get(address(everything)).context["members"]
    assert [(one.name, len(one.states), one.states[0].course is None) for one in members] == [
        ("Aigul", 1, False),
        ("Nothing yet", 1, True),
    ]


def test_the_table_costs_the_same_for_two_members_and_for_fifty(course, cohort):
    client = coordinator()
    for number in range(2):
        read(member(f"Member {number}", cohort), course, lessons=1)
    client.get(address(cohort))
    with CaptureQueriesContext(connection) as few:
        client.get(address(cohort))
    for number in range(48):
        member(f"More {number}", cohort)
    with CaptureQueriesContext(connection) as many:
        assert client.get(address(cohort)).content.count(b'scope="row"') == 50

    assert len(many) == len(few) <= 10, [query["sql"] for query in many]


def test_a_long_table_comes_in_pages_in_the_order_of_names(course, cohort, monkeypatch):
    monkeypatch.setattr("lms.coordination.views.cohorts.PEOPLE_ON_A_PAGE", 2)
    for given in ("bakyt", "Aigul", "Saule"):
        member(given, cohort)
    client = coordinator()

    assert list(standing(client, cohort)) == ["Aigul", "bakyt"]
    second = client.get(address(cohort), {"page": 2})
    assert [one.name for one in second.context["members"]] == ["Saule"]
    assert "Rows 3 to 3 of 3" in second.content.decode()


# --- Making a group -----------------------------------------------------------------------------


def test_a_coordinator_makes_a_group_in_a_place_of_their_own(course):
    client = coordinator(("country", "UZ"))
    sent = {"name": "  Termez   spring ", "place": "region:UZ-SU", "courses": [str(course.key)]}
    answer = client.post(
        "/coordination/cohorts/", sent | {"starts_on": "2027-03-01", "ends_on": "31.05.2027"}
    )

    made = Cohort.objects.get()
    assert answer["Location"] == address(made)
    assert (made.name, made.region.code, made.course_keys) == ("Termez spring", "UZ-SU", [str(course.key)])
    assert "Nobody has joined yet." in client.get(address(made)).content.decode()


@pytest.mark.parametrize("place", ["region:KZ-75", "country:KZ", "country:UZ", "everywhere", "", "region:"])
def test_nobody_makes_a_group_outside_their_scope(course, place):
    answer = coordinator(("region", "UZ-SU")).post("/coordination/cohorts/", {"name": "x", "place": place})

    assert answer.status_code == 422
    assert not Cohort.objects.exists()


def test_a_group_that_ends_before_it_begins_is_sent_back_with_all_that_was_typed(course):
    sent = {"name": "Termez", "place": "country:UZ", "starts_on": "2027-05-01", "ends_on": "2027-03-01"}
    page = coordinator(("country", "UZ")).post("/coordination/cohorts/", sent).content.decode()

    assert "The last day comes before the first." in page
    assert 'value="Termez"' in page and 'value="2027-03-01"' in page


def test_a_coordinator_without_any_area_reads_what_to_do(course):
    client = coordinator(("cohort", str(uuid4())))
    for page in ("/coordination/", "/coordination/cohorts/", "/coordination/invitations/"):
        answer = client.get(page, follow=True)
        assert answer.status_code == 200
        assert "No area has been given to you yet" in answer.content.decode()


def test_a_deleted_group_names_nobody_and_takes_no_learning_with_it(course, cohort):
    person, client = member("Aigul", cohort), coordinator(("region", "UZ-SU"))
    read(person, course, lessons=1)
    assert coordinator(("region", "UZ-TK")).post(address(cohort) + "delete/").status_code == 404
    assert Cohort.objects.exists()

    deleted = client.post(address(cohort) + "delete/", follow=True)

    assert "is deleted. What its members learned stays theirs." in deleted.content.decode()
    assert not Cohort.objects.exists() and not Invitation.objects.exists()
    assert client.get(address(cohort)).status_code == 404
    assert Enrolment.objects.get(learner=person).done == 1


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (None, None, ""),
        ("2027-03-01", None, "from 01.03.2027"),
        (None, "2027-05-31", "until 31.05.2027"),
        ("2027-03-01", "2027-05-31", "01.03.2027 – 31.05.2027"),
    ],
)
def test_a_group_says_when_it_runs_as_far_as_that_is_known(course, first, last, shown):
    made = create_cohort(name="Days", region="UZ-SU", starts_on=first, ends_on=last)
    line = re.search(r'class="facts-line">(.*?)</p>', coordinator().get(address(made)).content.decode(), re.S)

    assert " ".join(line.group(1).split()) == " · ".join(filter(None, ["Surkhandarya region", shown]))


# --- Files --------------------------------------------------------------------------------------


def test_the_group_leaves_as_a_file_that_says_what_the_page_says(course, cohort):
    read(member("Aigul", cohort), course, lessons=2)
    answer = coordinator().get(address(cohort) + "table.csv")

    assert table(answer) == [
        ["Invented data"],
        ["Name", "Profession", "Region", "Course", "State", "Done", "In all"]
        + ["Certificate", "Valid until", "Due on"],
        ["Aigul", "teacher", "Surkhandarya region", "Listening first", "in progress", "2", "3", "", "", ""],
    ]


def test_the_totals_leave_as_a_file_with_the_same_filters(course):
    for region in ("UZ-SU", "UZ-SU", "UZ-TK", "KZ-75"):
        enrol(learner=learner("Somebody", region=region), course_key=course.key)
    client = coordinator(("country", "UZ"))

    rows = table(client.get("/coordination/table.csv", {"region": "UZ-SU"}))
    assert [row[2:] for row in rows[2:]] == [["Surkhandarya region", "0", "0", "0", "2", "0", "0"]]
    assert len(table(client.get("/coordination/table.csv"))) == 4
    assert "Almaty" not in client.get("/coordination/table.csv").content.decode()


def test_excel_opens_the_file_with_its_letters_in_their_columns(course, cohort):
    member("Айгүл", cohort)
    answer = coordinator().get("/ru" + address(cohort) + "table.csv")

    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert '"Айгүл";"учитель";' in answer.content.decode()


def test_a_name_that_is_a_formula_is_a_name_in_the_file(course, cohort):
    member('=HYPERLINK("http://evil.example","x")', cohort)
    member("Aigul;=1+1", cohort)
    names = {row[0] for row in table(coordinator().get(address(cohort) + "table.csv"))[2:]}

    assert names == {"Aigul;'=1+1", '\'=HYPERLINK("http://evil.example","x")'}


@pytest.mark.parametrize("page", ["/coordination/table.csv", "{cohort}table.csv"])
def test_a_file_is_downloaded_kept_by_nobody_and_named_after_nothing(course, cohort, page):
    answer = coordinator().get(page.format(cohort=address(cohort)))

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="table-{timezone.localdate()}.csv"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_outside_the_demo_a_file_does_not_say_that_it_is_invented(course, cohort, settings):
    settings.DEMO = False
    assert table(coordinator().get(address(cohort) + "table.csv"))[0][0] == "Name"


def test_a_file_has_an_end_and_says_so(course, cohort, monkeypatch):
    monkeypatch.setattr("lms.coordination.exports.MOST_ROWS", 2)
    for number in range(4):
        member(f"Member {number}", cohort)
    rows = table(coordinator().get(address(cohort) + "table.csv"))

    assert [row[0] for row in rows[2:4]] == ["Member 0", "Member 1"]
    assert rows[4] == ["There are more rows than one file holds. Choose a part of the table."]


def test_every_download_is_noted_without_its_content(course, cohort, caplog):
    person = make_learner()
    grant(person, "coordinator")
    member("Aigul", cohort)
    with caplog.at_level("INFO", logger="lms"):
        signed_in(person).get(address(cohort) + "table.csv")

    lines = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    noted = next(line for line in lines if line["event"] == "table_exported")
    assert (noted["person"], noted["what"], noted["cohort"]) == (
        str(person.public_id),
        "cohort",
        str(cohort.key),
    )
    assert "Aigul" not in str(noted) and person.email not in str(noted)


def test_a_staff_session_that_nobody_used_for_long_downloads_nothing(course, cohort):
    import time_machine

    client = coordinator()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert client.get(address(cohort) + "table.csv").status_code == 200
        clock.shift(timedelta(minutes=21))
        answer = client.get(address(cohort) + "table.csv")
    assert answer["Location"].startswith("/accounts/login/")
