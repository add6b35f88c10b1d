"""What anybody may read of coverage: closed until opened, whole countries, numbers in fives, nobody apart."""

import re

import pytest
from django.test import Client

from lms.coordination.public_coverage import Word, in_fives, public_page
from tests.coordination.able import make_ground
from tests.coordination.holders import TODAY, on
from tests.coordination.test_shortages import certify, needed
from tests.ground import anew

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _courses(shared_ground):
    return make_ground()


@pytest.fixture
def courses(_courses, db):
    return anew(_courses)


@pytest.fixture(autouse=True)
def today():
    with on(TODAY):
        yield


def told(country: str, *, competency: str = "listening") -> tuple:
    page = public_page("en", on=TODAY, competency=competency)
    cells = dict(page.rows)[country]
    return next(cell for name, cell in zip(page.professions, cells, strict=True) if name == "teacher")


def test_it_is_closed_until_the_operator_opens_it(courses, settings):
    assert Client().get("/coverage/").status_code == 404
    settings.PUBLIC_COVERAGE = True
    assert Client().get("/coverage/").status_code == 200


def test_countries_stand_by_name_in_words_and_numbers_in_fives(courses):
    needed("UZ", 3)
    needed("KG", 9)
    needed("TJ", 2)
    certify(6, "UZ-SU", course=courses[0])
    certify(4, "KG-GB", course=courses[0])

    assert (told("Uzbekistan").word, told("Uzbekistan").at_least) == (Word.ENOUGH, 5)
    assert (told("Kyrgyzstan").word, told("Kyrgyzstan").at_least) == (Word.TOO_FEW, None)
    # Nobody and somebody too few look the same.
    assert told("Tajikistan") == told("Kyrgyzstan")
    assert told("Kazakhstan").word is Word.NO_TARGET
    names = [name for name, _cells in public_page("en", on=TODAY).rows]
    assert names == sorted(names)


def test_a_page_tells_of_no_region_and_stays_for_the_day(courses, settings):
    settings.PUBLIC_COVERAGE = True
    needed("UZ-SU", 3)
    certify(4, "UZ-SU", course=courses[0])
    before = Client().get("/coverage/", {"competency": "listening"}).content.decode()
    assert "Surkhandarya" not in before and "at least" not in before
    certify(1, "UZ-SU", course=courses[0])
    after = Client().get("/coverage/", {"competency": "listening"}).content.decode()
    assert table_of(after) == table_of(before)


def test_an_unknown_ability_is_all_of_them(courses, settings):
    settings.PUBLIC_COVERAGE = True
    page = Client().get("/coverage/", {"competency": "<script>"})
    assert page.status_code == 200 and page.context["chosen"] == ""


@pytest.mark.parametrize(("people", "said"), [(0, None), (4, None), (5, 5), (9, 5), (23, 20)])
def test_numbers_are_rounded_down_to_fives(people, said):
    assert in_fives(people) == said


def table_of(page: str) -> str:
    return re.search(r"<table.*</table>", page, re.DOTALL)[0]
