"""Events in the report: how many, how long, how many different people; hidden, frozen and compared."""

import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from courses.api import EventPlan, close_list, create_cohort, keep_list, make_event
from courses.models import Membership
from lms.accounts.api import Profile
from lms.coordination.models import SavedReport
from lms.coordination.places import Scope
from lms.coordination.report.actions import digest_of
from lms.coordination.report.queries import figures_for
from tests.coordination.report.test_report import (  # noqa: F401
    FIRST,
    LAST,
    QUARTER,
    TODAY,
    _course,
    asked,
    course,
    on,
    people,
)
from tests.coordination.test_overview import coordinator

pytestmark = pytest.mark.django_db
CLOCK = ZoneInfo("Asia/Tashkent")


def held(guests, *, day=date(2029, 2, 20), minutes=90, is_closed=True):
    """Hold an event that these people come to."""
    cohort = create_cohort(name="Spring")
    Membership.objects.bulk_create([Membership(cohort=cohort, learner=guest) for guest in guests])
    starts_at = datetime(day.year, day.month, day.day, 9, tzinfo=CLOCK)
    made = make_event(cohort, EventPlan("call", "Listening", starts_at, minutes, "Asia/Tashkent"))
    with on(day + timedelta(days=1)):
        keep_list(made, came=[guest.pk for guest in guests], gone=[])
        if is_closed:
            close_list(made)
    return made


def events(*scopes, **period):
    with on(TODAY):
        return figures_for(asked(*scopes, **period))["events"]


def test_events_count_once_and_so_do_people_within_period_and_places(course):  # noqa: F811
    here, there = people(6, course), people(5, course, region="UZ-TO")
    held(here + there, minutes=90)
    held(here, minutes=60)
    held(here, day=date(2029, 4, 2))
    held(here, is_closed=False)

    whole = {"first": "2029-01-01", "events": 2, "hours": 2, "people": 11}
    assert events() == events(Scope(region="UZ-SU"), Scope(region="UZ-TO")) == whole
    assert events(Scope(region="UZ-TO")) == {"first": "2029-01-01", "events": 1, "hours": 1, "people": 5}


def test_of_fewer_than_five_who_are_counted_nothing_is_told(course):  # noqa: F811
    guests = people(5, course)
    held(guests)
    Profile.objects.filter(user=guests[0]).update(is_counted=False)
    assert events() == {"first": "2029-01-01", "events": None, "hours": None, "people": None}


def test_what_lists_no_longer_tell_is_not_guessed(course):  # noqa: F811
    guests = people(6, course)
    held(guests, day=date(2028, 4, 5))
    held(guests)
    found = events(first=date(2028, 4, 1), last=date(2029, 3, 31))
    assert found == {"first": "2028-04-10", "events": 1, "hours": 1, "people": 6}
    assert events(first=date(2028, 1, 1), last=date(2028, 3, 31)) == {}


def test_page_paper_spreadsheet_and_csv_tell_the_same(course):  # noqa: F811
    held(people(6, course))
    with on(TODAY):
        client = coordinator()
        address = client.post("/coordination/report/", QUARTER)["Location"]
        page = client.get(address).content.decode()
        paper, sheet, rows = (client.get(f"{address}{kind}/") for kind in ("pdf", "xlsx", "csv"))
    text = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(paper.content)).pages)
    for words in ("Events held", "Hours held", "People who attended"):
        assert words in page and words in text
    first = openpyxl.load_workbook(io.BytesIO(sheet.content)).worksheets[0]
    assert ("People who attended", 6) in [row[:2] for row in first.values]
    assert '"Events","","People who attended","6"' in rows.content.decode()


def test_a_report_saved_before_events_were_told_stays_and_agrees_with_a_count_today(course):  # noqa: F811
    held(people(6, course))
    with on(TODAY):
        figures = {name: told for name, told in figures_for(asked()).items() if name != "events"}
        saved = SavedReport.objects.create(
            places="everywhere",
            first=FIRST,
            last=LAST,
            figures=figures,
            digest=digest_of(asked(), figures),
            software="Hamroh 0.1.0",
            made_as="coordinator",
            made_at=timezone.now(),
        )
        page = coordinator().get(reverse("saved_report", args=[saved.public_id]), {"again": "1"})
    assert page.context["is_whole"] and page.context["is_same"]
    assert "Events held" not in page.content.decode()
