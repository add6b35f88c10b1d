"""One search over the whole site: courses, lessons, case studies and cases to play in one list."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casestudies.api import translate_studies
from casestudies.models import CaseStudyPage
from tests.factories import make_case, make_course, make_lesson
from tests.study_parts import publish_studies_of, sample_study

pytestmark = pytest.mark.django_db
STUDY = "/cases/studies/the-gate/"


@pytest.fixture
def site(db):
    """A lesson, a study and a case to play that all speak of quinces."""
    publish_studies_of(sample_study(dilemmas=("Who eats the quince?",), professions=("psychologist",)))
    made = make_course(lessons=0, questions=0, title="Shared ground")
    make_lesson(made.page.get_children().get(), title="Four quinces", text="<p>Plums.</p>")
    make_case("orchard", title="In the orchard", opening="You bring quinces.")


def found(client, query: str, prefix: str = "") -> list[str]:
    """The addresses in the list of what was found, in its order."""
    page = client.get(f"{prefix}/courses/?{query}").content.decode()
    return re.findall(r'<h2 lang="\w+"><a href="([^"]+)"', page)


def test_what_is_found_stands_in_one_list_whatever_it_is(client, site):
    lesson, *others = found(client, "q=quince")
    assert lesson.startswith("/courses/") and others == [STUDY, "/cases/orchard/"]
    page = " ".join(client.get("/courses/?q=quince").content.decode().split())
    assert "Who eats the <mark>quince</mark>?" in page and "You bring <mark>quinces</mark>." in page
    assert "Case study · 1 min" in page and "Case to play" in page
    assert "3 places found" in page


def test_a_case_study_is_found_in_its_translation_folded_and_else_in_its_own_words(client, site):
    plan = sample_study(title="Ворота", dilemmas=("Кто съест её айву?",))
    translate_studies([plan], "ru", "Библиотека")
    assert found(client, "q=ее+айв", "/ru") == [f"/ru{STUDY}"]
    assert found(client, "q=ворот", "/ru") == [f"/ru{STUDY}"]
    assert f"/tg{STUDY}" in found(client, "q=quince", "/tg")


def test_choices_of_the_catalogue_narrow_case_studies_too(client, site):
    assert found(client, "q=quince&profession=psychologist") == [STUDY]
    assert STUDY in found(client, "q=quince&minutes=30") and STUDY in found(client, "q=quince&language=en")
    assert STUDY not in found(client, "q=quince&language=ru")
    # Nobody has counted the minutes of a case to play.
    assert "/cases/orchard/" not in found(client, "q=quince&minutes=30")


def test_what_is_withdrawn_is_found_no_more(client, site):
    assert STUDY in found(client, "q=quince")
    CaseStudyPage.objects.get(slug="the-gate").unpublish()
    assert STUDY not in found(client, "q=quince")


def test_a_search_over_all_of_it_asks_three_queries_at_most(client, site):
    found(client, "q=quince")
    with CaptureQueriesContext(connection) as captured:
        assert len(found(client, "q=quin")) == 3
    assert len([query for query in captured if query["sql"].startswith("SELECT")]) <= 3
