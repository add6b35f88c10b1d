"""When certificates end: by month and profession, of one's own places only, and nobody twice."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.models import Region
from lms.accounts.api import Profile, grant
from lms.certificates.api import revoke_award
from lms.certificates.renewing import renew_award
from lms.coordination.endings import calendar
from lms.coordination.models import EndingsNotice
from lms.coordination.places import Scope
from lms.jobs.api import run_due_jobs
from lms.notices import rules as digest_rules
from lms.notices.actions import send_digests
from tests.coordination.holders import TODAY, ends, on
from tests.coordination.test_overview import coordinator
from tests.factories import make_learner

pytestmark = pytest.mark.django_db


def rows(found) -> dict:
    return {
        month.first: dict(zip(found.professions, (cell.people for cell in month.cells), strict=True))
        for month in found.months
        if month.people
    }


def of(*scopes: Scope):
    return calendar(list(scopes) or [Scope()], "en", today=TODAY)


def test_each_certificate_stands_in_the_month_of_its_last_day(course):
    for day in (TODAY, date(2029, 3, 31), date(2029, 6, 1), date(2030, 3, 31)):
        ends(course, day)
    ends(course, date(2029, 6, 30), profession="journalist")
    for beyond in (date(2030, 4, 1), TODAY - timedelta(days=400)):
        ends(course, beyond)
    ends(course, TODAY - timedelta(days=1))

    found = of()

    assert rows(found) == {
        None: {"journalist": 0, "teacher": 1},
        date(2029, 3, 1): {"journalist": 0, "teacher": 2},
        date(2029, 6, 1): {"journalist": 1, "teacher": 1},
        date(2030, 3, 1): {"journalist": 0, "teacher": 1},
    }
    assert (found.soon, found.over) == (3, 1)


def test_who_has_renewed_and_what_was_withdrawn_ends_no_more(course):
    renewed, withdrawn = ends(course, TODAY), ends(course, TODAY)
    with on(TODAY):
        renew_award(renewed, language="en")
        revoke_award(withdrawn, reason="mistake")

    assert rows(of()) == {}


def test_a_scope_sees_its_own_places_only(course):
    ends(course, TODAY, region="UZ-SU")
    ends(course, TODAY, region="KG-GB")

    assert of(Scope(region="UZ-SU")).people == of(Scope(country="KG")).people == 1
    assert of(Scope(country="TJ")).people == 0


def test_the_page_and_its_file_show_the_same_and_only_ones_own(course):
    ends(course, TODAY, region="UZ-SU")
    ends(course, TODAY, region="KG-GB")
    with on(TODAY):
        own, other = coordinator(("region", "UZ-SU")), coordinator(("region", "TJ-SU"))
        page = own.get("/coordination/endings/", {"course": course.slug}).content.decode()
        assert "the certificate of 1 person ends" in page and "March 2029" in page
        assert "No certificate in your area ends" in other.get("/coordination/endings/").content.decode()
        file = own.get("/coordination/endings/table.csv").content.decode()
    assert '"March 2029","1","1"' in file


def test_the_calendar_costs_as_much_for_many_as_for_one(course):
    ends(course, TODAY)
    # The first look reads what is kept in memory afterwards.
    of()
    with CaptureQueriesContext(connection) as one:
        of()
    for _ in range(3):
        ends(course, TODAY)
    with CaptureQueriesContext(connection) as more:
        of()
    assert len(more) == len(one)


def coordinator_by_mail(place: tuple[str, str]):
    person = make_learner()
    Profile.objects.create(user=person, display_name="Dilnoza", region=Region.objects.get(code="UZ-SU"))
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    grant(person, "coordinator", *place)
    return person


def digests_on(person, day: date, callbacks) -> None:
    hour = digest_rules.hour_of(person.pk)
    moment = datetime(day.year, day.month, day.day, hour, 20, tzinfo=ZoneInfo("Asia/Tashkent"))
    with time_machine.travel(moment, tick=False):
        with callbacks(execute=True):
            send_digests()
        run_due_jobs()


def test_a_coordinator_is_told_once_a_month_and_of_their_own_places_only(
    course, django_capture_on_commit_callbacks
):
    ends(course, TODAY + timedelta(days=80), region="UZ-SU")
    ends(course, TODAY + timedelta(days=80), region="KG-GB")
    own, other = coordinator_by_mail(("region", "UZ-SU")), coordinator_by_mail(("country", "TJ"))
    for day in (TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=5), date(2029, 4, 3)):
        for person in (own, other):
            digests_on(person, day, django_capture_on_commit_callbacks)

    assert [letter.to for letter in mail.outbox] == [[own.email], [own.email]]
    assert "In your area 1 certificate ends within 90 days." in mail.outbox[0].body
    assert "/coordination/endings/" in mail.outbox[0].body
    assert EndingsNotice.objects.get().month == date(2029, 4, 1)
