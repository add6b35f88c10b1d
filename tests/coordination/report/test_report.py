"""A report for others: own places only, nobody twice, frozen once saved, few queries."""

import io
from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.api import enrol, load_regions, write_profession
from courses.models import CourseEdition, Enrolment, Profession, Region
from lms.accounts.api import Profile, SelfDescription, User
from lms.certificates.api import claim_award, revoke_award
from lms.coordination.models import ReportKept, SavedReport
from lms.coordination.places import Scope
from lms.coordination.report.actions import NotToBeGiven, forget_reports, save_report
from lms.coordination.report.queries import Asked, figures_for, is_within
from tests.coordination.test_overview import coordinator
from tests.factories import make_course
from tests.ground import anew

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2029, 1, 1), date(2029, 3, 31)
TODAY = date(2029, 4, 10)
QUARTER = {"first": "2029-01", "last": "2029-03"}


def on(day: date):
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(settings.TIME_ZONE))
    return time_machine.travel(moment, tick=False)


@pytest.fixture(scope="module")
def _course(shared_ground):
    load_regions()
    for position, code in enumerate(("teacher", "journalist")):
        write_profession(code=code, names={"en": code}, position=position)
    return make_course(lessons=1, practice=0, questions=0)


@pytest.fixture
def course(_course, db):
    return anew(_course)


def people(
    number: int,
    course,
    *,
    region="UZ-SU",
    profession="teacher",
    day=date(2029, 2, 14),
    step="began",
    sex="",
) -> list:
    """Make people who come to one step on a day."""
    about = {
        "profession": Profession.objects.get(code=profession),
        "region": Region.objects.get(code=region),
    }
    made = User.objects.bulk_create([User(email=f"{uuid4()}@example.org") for _ in range(number)])
    profiles = [Profile(user=person, display_name="Canary Name", language="uz", **about) for person in made]
    for profile in profiles if step == "certified" else ():
        profile.full_name = profile.latin_name = "Invented Person"
    Profile.objects.bulk_create(profiles)
    if sex:
        SelfDescription.objects.bulk_create([SelfDescription(user=person, sex=sex) for person in made])
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(settings.TIME_ZONE))
    finished = {"completed_at": moment} if step != "began" else {}
    edition = CourseEdition.objects.filter(course_key=course.key).latest("number")
    base = {"course_key": course.key, "edition": edition, "started_at": moment, **about, **finished}
    Enrolment.objects.bulk_create([Enrolment(learner=person, **base) for person in made])
    with on(day):
        for person in made if step == "certified" else ():
            claim_award(learner=person, course_key=course.key, language="en")
    return made


def asked(*scopes: Scope, first=FIRST, last=LAST) -> Asked:
    return Asked(scopes or (Scope(),), first, last)


def rows(figures: dict, table: str) -> dict:
    return {code: (together, cells) for code, _parent, together, cells in figures["tables"][table]}


def test_everybody_stands_at_their_furthest_step_and_nobody_twice(course):
    second = make_course(lessons=1, practice=0, questions=0)
    for person in people(6, course, step="certified"):
        with on(date(2029, 3, 1)):
            enrol(learner=person, course_key=second.key)
    people(5, course, step="completed")
    people(7, course)
    people(5, course, day=date(2029, 4, 1))

    figures = figures_for(asked())

    assert figures["people"] == 18
    assert figures["columns"] == [["began"], ["pilot"], ["completed"], ["certified"]]
    assert figures["sums"] == [7, 0, 5, 6]
    assert rows(figures, "place")["UZ"] == rows(figures, "place")["UZ-SU"] == (18, [7, 0, 5, 6])
    assert rows(figures, "language") == {"uz": (18, [7, 0, 5, 6])}
    assert figures["time"]["people"] == 11


def test_a_withdrawn_certificate_certifies_nobody(course):
    for person in people(5, course, step="certified"):
        revoke_award(person.awards.get(), reason="mistake")
    assert figures_for(asked())["sums"] == [0, 0, 5, 0]


def test_few_people_are_hidden_and_so_is_what_gives_them_away(course):
    people(3, course, region="UZ-SU")
    people(9, course, region="UZ-TO")
    people(12, course, region="UZ-FA")

    place = rows(figures_for(asked()), "place")

    assert place["UZ"][0] == 24
    assert place["UZ-SU"][0] is None and place["UZ-TO"][0] is None
    assert place["UZ-FA"][0] == 12


def test_of_four_people_there_is_no_report(course):
    people(4, course, step="completed")
    figures = figures_for(asked())
    assert (figures["people"], figures["tables"]) == (None, {})
    assert figures["time"] == {"people": None, "hours": None}


def test_sex_is_counted_where_it_was_said_in_totals_only(course):
    people(6, course, sex="woman")
    people(2, course, sex="man")
    people(9, course)
    sex = rows(figures_for(asked()), "sex")
    assert sex["man"] == (None, [None, None, None, None])
    assert sex["woman"][0] is None
    assert sex[""][0] == 9


def test_who_does_not_wish_to_be_counted_is_not(course):
    left_out = people(2, course, step="completed")
    people(6, course, step="completed")
    Profile.objects.filter(user__in=left_out).update(is_counted=False)
    figures = figures_for(asked())
    assert (figures["people"], figures["time"]["people"]) == (6, 6)


def test_a_neighbours_places_never_enter(course):
    people(6, course, region="UZ-SU")
    people(8, course, region="KG-GB")
    people(8, course, region="UZ-TO")
    figures = figures_for(asked(Scope(region="UZ-SU")))
    assert figures["people"] == 6
    assert set(rows(figures, "place")) == {"UZ", "UZ-SU"}
    assert figures_for(asked(Scope(region="UZ-SU"), Scope(country="KG")))["people"] == 14


def test_a_saved_report_opens_within_its_places_only(course):
    people(6, course)
    saved = save_report(asked(Scope(region="UZ-SU")), made_as="coordinator")
    whole = save_report(asked(Scope(country="UZ")), made_as="coordinator")
    own, country, other = (
        coordinator(("region", "UZ-SU")),
        coordinator(("country", "UZ")),
        coordinator(("region", "UZ-TO"), ("country", "KG")),
    )
    for kind in ("", "pdf/", "xlsx/", "csv/"):
        mine, wider = (f"/coordination/report/{each.public_id}/{kind}" for each in (saved, whole))
        assert [client.get(mine).status_code for client in (own, country, other)] == [200, 200, 404]
        assert [client.get(wider).status_code for client in (own, country, other)] == [404, 200, 404]
    assert own.get(f"/coordination/report/{saved.public_id}/exe/").status_code == 404
    assert other.get("/coordination/report/").context["saved"] == []
    assert is_within("UZ-SU,UZ-TO", [Scope(region="UZ-SU")]) is False


def test_the_saved_figures_stay_and_counting_again_tells_what_differs(course):
    gone = people(12, course)
    with on(TODAY):
        client = coordinator()
        answer = client.post("/coordination/report/", QUARTER)
        address = answer["Location"]
        before = client.get(address).context["report"]
        assert client.get(address, {"again": "1"}).context["is_same"]
        gone[0].delete()
        page = client.get(address, {"again": "1"})
    assert page.context["report"] == before
    assert {name: page.context["differing"][0][name] for name in ("before", "now")} == {
        "before": 12,
        "now": 11,
    }


def test_the_same_answer_is_kept_once(course):
    people(6, course)
    first = save_report(asked(), made_as="coordinator")
    assert save_report(asked(), made_as="operator") == first
    assert SavedReport.objects.count() == 1


def test_a_report_that_subtracted_from_another_tells_of_few_is_not_saved(course):
    people(10, course, day=date(2029, 2, 14))
    people(2, course, day=date(2029, 3, 14))
    save_report(asked(last=date(2029, 2, 28)), made_as="coordinator")
    with pytest.raises(NotToBeGiven):
        save_report(asked(), made_as="coordinator")
    with on(TODAY):
        client = coordinator()
        page = client.get("/coordination/report/", QUARTER)
        assert page.context["against"] and "Save this report" not in page.content.decode()
        client.post("/coordination/report/", QUARTER)
    assert SavedReport.objects.count() == 1


def test_cells_near_those_of_an_earlier_report_are_hidden(course):
    for region in ("UZ-SU", "UZ-TO", "UZ-FA"):
        people(10, course, region=region)
    people(2, course, region="UZ-SU", day=date(2029, 3, 14))
    people(9, course, region="UZ-TO", day=date(2029, 3, 14))
    before = save_report(asked(last=date(2029, 2, 28)), made_as="coordinator").figures
    now = save_report(asked(), made_as="coordinator").figures
    assert rows(before, "place")["UZ-SU"][0] == 10
    assert rows(now, "place")["UZ-SU"][0] is None
    told = rows(before, "place"), rows(now, "place")
    for row in told[0]:
        both = [each[row][0] for each in told]
        assert None in both or abs(both[0] - both[1]) not in range(1, 5), row


def test_what_was_given_out_is_never_changed_and_goes_after_seven_years(course):
    people(6, course)
    with on(TODAY):
        saved = save_report(asked(), made_as="coordinator")
    for change in (saved.save, saved.delete, lambda: SavedReport.objects.update(places="KG")):
        with pytest.raises(ReportKept):
            change()
    assert forget_reports(today="2036-04-10") == 0
    assert forget_reports(today="2036-04-12") == 1


def test_figures_changed_behind_its_back_are_told(course):
    people(6, course)
    saved = save_report(asked(), made_as="coordinator")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE coordination_savedreport SET places = 'UZ' WHERE id = %s", [saved.pk])
    page = coordinator().get(reverse("saved_report", args=[saved.public_id]))
    assert "their fingerprint does not fit" in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"first": "2029-03", "last": "2029-01"}, "The last month comes before the first."),
        ({"first": "2029-04", "last": "2029-04"}, "A month can be chosen once it is over."),
        ({"first": "'--", "last": ""}, "Choose a month."),
    ],
)
def test_a_wrong_period_is_told_and_nothing_is_saved(course, typed, says):
    with on(TODAY):
        client = coordinator()
        for ask in (client.get, client.post):
            answer = ask("/coordination/report/", typed)
            assert answer.status_code == 422 and says in answer.content.decode()
    assert not SavedReport.objects.exists()


def test_pdf_and_spreadsheet_say_the_same_and_nobodys_name(course, settings):
    settings.DEMO = True
    import openpyxl

    people(3, course, region="UZ-SU")
    people(9, course, region="UZ-TO")
    people(12, course, region="UZ-FA", profession="journalist")
    saved = save_report(asked(), made_as="coordinator")
    client = coordinator()
    address = f"/coordination/report/{saved.public_id}/"
    pdf = client.get(f"{address}pdf/")
    assert pdf.content.startswith(b"%PDF") and pdf.content == client.get(f"{address}pdf/").content
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{address}xlsx/").content))
    cells = [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]
    assert [sheet["A1"].value for sheet in book] == ["Invented data"] * len(book.sheetnames)
    assert ["People reached", 24] in [row[:2] for row in cells]
    assert any(row[0] == "Surkhandarya region" and row[-1] == "×" for row in cells if row)
    csv = client.get(f"{address}csv/").content.decode()
    assert "Invented data" in csv and '"Surkhandarya region","Together","×"' in csv
    assert "Canary" not in csv and "Canary" not in str(cells)


def test_a_report_costs_as_much_for_thirty_people_as_for_one(course):
    people(1, course)
    asked_for = asked(Scope(country="UZ"), Scope(country="KG"))
    with CaptureQueriesContext(connection) as one:
        figures_for(asked_for)
    people(30, course)
    with CaptureQueriesContext(connection) as many:
        figures_for(asked_for)
    assert len(many) == len(one) == 8


def test_the_page_is_of_few_queries(course):
    people(8, course)
    with on(TODAY):
        client = coordinator()
        client.get("/coordination/report/", QUARTER)
        with CaptureQueriesContext(connection) as asked_for:
            client.get("/coordination/report/", QUARTER)
    assert len(asked_for) <= 16, [query["sql"][:90] for query in asked_for]


def test_the_demo_totals_table_comes_as_a_spreadsheet_too(course):
    import openpyxl

    people(1, course)
    answer = coordinator().get("/coordination/table.csv", {"format": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.worksheets[0]["A2"].value == "Course"
