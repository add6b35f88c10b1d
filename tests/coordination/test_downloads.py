"""Every table of coordination is fetched as CSV and as XLSX, with the same rows and the same choice."""

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.urls import reverse

from courses.api import accept_invitation, create_cohort, invite
from lms.coordination.exports import downloads
from lms.coordination.urls import urlpatterns
from tests.coordination.able import make_ground
from tests.coordination.holders import LATER, TODAY, ends, on
from tests.coordination.test_overview import coordinator
from tests.factories import make_learner
from tests.ground import anew

pytestmark = pytest.mark.django_db
EXPORTS = [pattern.name for pattern in urlpatterns if str(pattern.pattern).endswith(".csv")]

# The holders here took their course longer ago than is shown at first.
ASKED = {"way_export": {"months": "all"}}


@pytest.fixture(scope="module")
def _courses(shared_ground):
    return make_ground()


@pytest.fixture
def cohort(_courses, db):
    """A group of one member, who is certified."""
    courses = anew(_courses)
    with on(TODAY):
        award = ends(courses[0], LATER)
        made = create_cohort(name="Termez", region="UZ-SU", course_keys=(courses[0].key,))
        asked = invite(cohort=made, language="en", last_day=LATER, by=make_learner())
        accept_invitation(learner=award.learner, invitation=asked.invitation)
        yield made


def keys_of(route: str, cohort) -> list:
    return [cohort.key] if route.startswith("cohort_") else []


@pytest.mark.parametrize("route", EXPORTS)
def test_every_export_comes_as_spreadsheet_with_the_rows_of_its_csv(cohort, route):
    client, addresses = coordinator(), downloads(route, *keys_of(route, cohort), **ASKED.get(route, {}))
    text = client.get(addresses.csv).content.decode("utf-8-sig")
    book = client.get(addresses.xlsx)
    assert book["Content-Disposition"].endswith('.xlsx"')
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).worksheets[0]
    rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    (told, *_), *table = csv.reader(io.StringIO(text))
    assert (rows[0][0], rows[1:]) == (told, table)
    # Nobody here has taken a check, so that of knowledge there are the heads alone.
    assert len(table) > 1 or route == "learned_export"


def test_whoever_links_a_csv_links_its_spreadsheet_beside_it(cohort):
    templates = Path(settings.BASE_DIR, "lms/templates/coordination")
    linking = [each.name for each in templates.glob("*.html") if "Download the table (" in each.read_text()]
    assert linking == ["downloads.html"]


@pytest.mark.parametrize(
    ("page", "chosen"),
    [
        ("coordination", "competency=listening"),
        ("tiles", "place=UZ&profession=teacher&competency=listening"),
        ("gaps", "profession=teacher&competency=listening&month=2029-05"),
        ("course_totals", "region=UZ-SU"),
        ("endings", ""),
        ("cohort", ""),
    ],
)
def test_both_links_keep_what_was_chosen(cohort, page, chosen):
    address = reverse(page, args=[cohort.key] if page == "cohort" else [])
    told = coordinator().get(f"{address}?{chosen}").content.decode().replace("&amp;", "&")
    as_csv, as_xlsx = re.findall(r'href="([^"]*\.csv[^"]*)" download', told)
    assert as_csv.partition("?")[2] == chosen
    assert as_xlsx.partition("?")[2] == f"{chosen}&format=xlsx".lstrip("&")
