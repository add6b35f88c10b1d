"""The front page of coordination is kept in memory: never a moment too long, and never for somebody else."""

import pytest

from courses.models import Country, Region
from lms.coordination.views.shortage_table import ShortageTable
from tests.coordination.test_overview import coordinator
from tests.coordination.test_shortages import _courses, certify, courses, needed, today  # noqa: F401

pytestmark = pytest.mark.django_db


def page_of(client, **asked: str) -> str:
    return client.get("/coordination/", asked).content.decode()


def table_of(page: str) -> str:
    return page.split("<table")[1].split("</table>")[0]


def test_what_changes_is_on_the_page_that_is_looked_at_next(courses):  # noqa: F811
    client = coordinator()
    assert "No target is set yet" in page_of(client)

    needed("UZ-SU", 3)
    assert "nobody for 1 competency" in page_of(client).lower()
    certify(2, "UZ-SU", course=courses[0])
    assert "short in 1 competency" in page_of(client).lower()
    assert "short by 1" in page_of(client, competency="listening").lower()
    certify(1, "UZ-SU", course=courses[0])
    assert "enough" in table_of(page_of(client)).lower()


def test_an_unchanged_page_is_put_into_words_once(courses, monkeypatch):  # noqa: F811
    client = coordinator()
    needed("UZ-SU", 3)
    first = page_of(client)
    monkeypatch.setattr(ShortageTable, "lines", property(lambda _table: pytest.fail("told again")))

    assert table_of(page_of(client)) == table_of(first)


def test_a_page_without_any_number_is_still_of_ones_own_place(courses):  # noqa: F811
    regions = {code: Region.objects.get(code=code).name_in("en") for code in ("UZ-SU", "TJ-SU")}
    pages = {code: page_of(coordinator(("region", code))) for code in regions}

    for code, other in (("UZ-SU", "TJ-SU"), ("TJ-SU", "UZ-SU")):
        assert regions[code] in pages[code]
        assert regions[other] not in pages[code]
        assert "place=UZ" not in pages[code]


def test_each_language_and_each_choice_is_kept_apart(courses):  # noqa: F811
    client = coordinator()
    needed("UZ-SU", 3)
    uzbekistan = Country.objects.get(code="UZ")
    english, russian = page_of(client), client.get("/ru/coordination/").content.decode()

    assert uzbekistan.name_in("en") in english
    assert uzbekistan.name_in("ru") in russian
    assert "0 of 3" in page_of(client, competency="listening")
    assert "0 of 3" not in page_of(client)
