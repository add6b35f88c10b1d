"""Choosing in the catalogue: what fits stays, each choice can be let go, and they narrow a search too."""

import re

import pytest

from courses.api import count_publication
from courses.models import CompiledCourse, Profession
from tests.courses.content.test_catalogue import in_language, make_course_of_apricots, page, titles
from tests.factories import make_course
from tests.ground import anew

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _course(shared_ground):
    return make_course_of_apricots()


@pytest.fixture
def course(_course, db):
    return anew(_course)


@pytest.fixture(scope="module")
def _shelf(_course):
    teacher, _new = Profession.objects.get_or_create(code="teacher", defaults={"names": {"en": "teacher"}})
    for title in ("For teachers", "Long one"):
        made = make_course(title=title, lessons=1, questions=0)
        made.page.professions = [teacher] if title == "For teachers" else []
        made.page.save_revision().publish()
        if title == "Long one":
            row = CompiledCourse.objects.get(course_key=made.page.translation_key)
            row.artifact["minutes"] = 95
            row.save()
            in_language(made, "ru", "Текст")
    count_publication()


@pytest.fixture
def shelf(_shelf, course):
    """Three courses: for teachers, for everybody, and a long one in Russian too."""


def cards(text: str) -> list[str]:
    return re.findall(r'<h3 lang="\w+"><a href="[^"]+">([^<]+)</a>', text)


def test_only_what_fits_is_listed_and_counted(client, shelf):
    assert cards(page(client)) == ["For teachers", "Long one", "Shared ground"]
    text = page(client, "?profession=teacher")
    assert cards(text) == ["For teachers"] and "1 course fits" in text
    assert cards(page(client, "?language=ru")) == ["Long one"]
    text = page(client, "?minutes=30")
    assert cards(text) == ["For teachers", "Shared ground"] and "2 courses fit" in text


def test_the_form_keeps_what_was_chosen_and_each_choice_can_be_let_go(client, shelf):
    text = page(client, "?profession=teacher&minutes=30")
    assert '<option value="teacher" selected>' in text and '<option value="30" selected>' in text
    assert "<details open>" in text
    assert 'href="?minutes=30"' in text and 'href="?profession=teacher"' in text


def test_choices_that_nothing_has_say_how_to_go_on(client, shelf):
    text = page(client, "?profession=teacher&language=ru")
    assert cards(text) == [] and "Let one of your choices go" in text


@pytest.mark.parametrize(
    "query", ["?minutes=many", "?minutes=-1", "?profession=%00", "?language=xx", "?minutes=²"]
)
def test_a_choice_that_is_none_finds_nothing_and_breaks_nothing(client, shelf, query):
    assert cards(page(client, query)) == []


def test_choices_narrow_a_search_too(client, shelf, course):
    assert titles(page(client, "?q=apricots&profession=teacher")) == []


def test_a_page_that_has_not_changed_is_not_sent_again(client, shelf):
    first = client.get("/courses/?q=apricots")
    again = client.get("/courses/?q=apricots", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    other = client.get("/courses/?q=apri", headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200
