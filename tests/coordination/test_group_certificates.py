"""What the table of a group says of a certificate in each part of its life, on every page that shows it."""

import csv
import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.api import accept_invitation, create_cohort, invite
from courses.models import LessonPage
from lms.certificates.api import HeldAward, RevocationReason, revoke_award
from lms.certificates.renewing import renew_award
from lms.coordination.cohorts import CourseState, State
from tests.coordination.holders import TODAY, ends, on
from tests.coordination.test_overview import coordinator

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
STATES = {
    "in force": (TODAY + 91 * DAY, "certified", " ", "until 14 June 2029"),
    "window opens": (TODAY + 90 * DAY, "certified", " · ", "renew until 13 June 2029"),
    "last day": (TODAY, "certified", " · ", "renew until 15 March 2029"),
    "ended": (TODAY - DAY, "completed", " · ", "certificate ended on 14 March 2029"),
    "lapsed": (TODAY - 366 * DAY, "completed", " · ", "certificate ended on 14 March 2028"),
}


def group_of(*awards):
    """Make a group about the course of these certificates, of those who hold them."""
    group = create_cohort(name="Termez, spring", region="UZ-SU", course_keys=(awards[0].course_key,))
    join(group, *awards)
    return group


def join(group, *awards) -> None:
    for award in awards:
        made = invite(cohort=group, language="en", last_day=TODAY + 999 * DAY, by=award.learner)
        accept_invitation(learner=award.learner, invitation=made.invitation)


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def told(award, group) -> tuple[str, str, list[str], list[str]]:
    """Return what the table, "Who sees me", the CSV and the XLSX say of a member today."""
    desk, own = coordinator(), Client()
    own.force_login(award.learner, backend="lms.accounts.backends.ScopedBackend")
    address = f"/coordination/cohorts/{group.key}/"
    text = desk.get(address + "table.csv").content.decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(desk.get(address + "table.csv", {"format": "xlsx"}).content))
    sheet = [[cell.value or "" for cell in row] for row in book.worksheets[0].iter_rows()]
    pages = (words(each.content.decode()) for each in (desk.get(address), own.get("/learn/seen/")))
    return *pages, list(csv.reader(io.StringIO(text)))[2], sheet[2]


@pytest.mark.parametrize("stage", STATES)
def test_page_files_and_who_sees_me_say_the_same_of_each_part_of_its_life(course, stage):
    last_day, state, dot, certificate = STATES[stage]
    award = ends(course, last_day)
    with on(TODAY):
        table, seen, line, cells = told(award, group_of(award))
    assert f"{state}{dot}{certificate}" in table and f"{state}{dot}{certificate}" in seen
    assert line[4] == cells[4] == state
    assert line[7] == cells[7] == certificate and line[8] == last_day.isoformat()


def test_of_a_withdrawn_one_it_says_that_and_neither_a_day_nor_the_reason(course):
    award = ends(course, TODAY + 400 * DAY)
    with on(TODAY):
        revoke_award(award, reason=RevocationReason.NOT_OWN_WORK)
        table, seen, line, cells = told(award, group_of(award))
    for page in (table, seen):
        assert "completed · certificate withdrawn" in page and "2030" not in page and "certified" not in page
        assert "not the holder" not in page
    assert line[4:] == ["completed", "1", "1", "certificate withdrawn", "", ""]
    assert cells[7] == "certificate withdrawn"


def test_one_without_an_end_says_certified_and_no_day():
    state = CourseState(None, State.CERTIFIED, award=HeldAward(is_pilot=False, valid_until=None))
    shown = render_to_string("coordination/state.html", {"state": state})
    assert words(shown).strip() == "certified" and state.certificate == ""


@pytest.mark.parametrize(
    ("last_day", "shown"),
    [
        (TODAY + 400 * DAY, "pilot edition completed until 19 April 2030"),
        (TODAY + DAY, "pilot edition completed · renew until 16 March 2029"),
        (TODAY - DAY, "pilot edition completed · certificate ended on 14 March 2029"),
    ],
)
def test_a_pilot_edition_stays_one_and_is_never_called_certified(course, last_day, shown):
    lesson = LessonPage.objects.get(pk=course.lessons[0].pk)
    lesson.expert_review = ["clinical"]
    lesson.save_revision().publish()
    award = ends(course, last_day)
    with on(TODAY):
        table, seen, line, _cells = told(award, group_of(award))
    assert shown in table and shown in seen and line[4] == "pilot edition completed"


def test_once_renewed_the_new_term_is_told_and_what_was_before_no_more(course):
    award = ends(course, TODAY + 10 * DAY)
    with on(TODAY):
        renewed = renew_award(award, language="en")
        table, _seen, line, _cells = told(award, group := group_of(award))
        assert line[7] == "until 25 March 2031" and "renew until" not in table

        revoke_award(renewed, reason=RevocationReason.MISTAKE)
        assert told(award, group)[2][7] == "renew until 25 March 2029"
    with on(TODAY + 11 * DAY):
        assert told(award, group)[2][7] == "certificate withdrawn"


def test_the_table_asks_as_much_for_any_life_of_a_certificate(course):
    first = ends(course, TODAY + 400 * DAY)
    with on(TODAY):
        group = group_of(first)
        desk, address = coordinator(), f"/coordination/cohorts/{group.key}/"
        desk.get(address)
        with CaptureQueriesContext(connection) as one:
            desk.get(address)
    others = [ends(course, TODAY + days * DAY) for days in (30, -1, -400)]
    with on(TODAY):
        join(group, *others)
        with CaptureQueriesContext(connection) as four:
            assert desk.get(address).content.count(b'scope="row"') == 4
    assert len(four) == len(one) <= 10
