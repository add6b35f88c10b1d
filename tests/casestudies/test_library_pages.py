"""The case library as a reader meets it: found, read, compared, printed and cited, without an account."""

import gzip
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from casestudies.models import CaseStudyPage, CompiledStudy
from casestudies.studies.codes import COUNTRIES
from courses.api import load_regions
from courses.models import Fact, Profession
from tests.factories import make_learner
from tests.study_parts import publish_studies_of, sample_study

pytestmark = pytest.mark.django_db
STUDY = "/cases/studies/the-gate/"
_NO_WORK = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@pytest.fixture(scope="module")
def _studies(shared_ground):
    load_regions()
    publish_studies_of(
        sample_study(compare_with=("the-school",)),
        sample_study(
            "the-school",
            countries=("UZ", "KZ"),
            topics=("school", "family"),
            practices=("schooling",),
            professions=("teacher",),
            content_note="",
        ),
    )


@pytest.fixture
def studies(_studies, db):
    """Two studies of the case library."""


def text_of(client, path: str) -> str:
    """Return what stands in the main part of a page, in one line."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().partition("<main")[2].split())


def queries_of(client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in captured if not query["sql"].startswith(_NO_WORK)]


# --- finding ---------------------------------------------------------------------------------------


def test_the_front_of_the_library_shows_all_studies_and_a_tile_for_every_country(client, studies):
    page = text_of(client, "/cases/")

    assert "Study of the-gate" in page and "Study of the-school" in page
    assert page.count('class="tile"') == len(COUNTRIES)
    assert "2 cases" in page and "0 cases" in page
    assert "/cases/play/" in page and "/cases/compare/" in page and "/cases/timeline/" in page


def test_choices_narrow_the_list_and_can_be_let_go_one_by_one(client, studies):
    page = text_of(client, "/cases/?country=KZ&topic=school")

    assert "Study of the-school" in page and "Study of the-gate" not in page
    assert "1 of 2 case studies has all of this:" in page
    assert 'href="?country=KZ#studies"' in page and 'href="?topic=school#studies"' in page


def test_words_are_looked_for_in_titles_texts_and_steps(client, studies):
    assert "Study of the-gate" in text_of(client, "/cases/?q=flig+lands")
    assert "No case study has all of this" in text_of(client, "/cases/?q=zzz")


@pytest.mark.parametrize(
    "query",
    [
        "country=XX",
        "country=%00",
        "topic=" + "a" * 5000,
        "profession=<script>",
        "q=%F0%9F%98%80%00",
        "practice=%27%22--",
        "country=KZ&country=UZ",
    ],
)
def test_what_nobody_offers_finds_nothing_and_harms_nothing(client, studies, query):
    answer = client.get(f"/cases/?{query}")

    assert answer.status_code == 200
    assert b"<script>" not in answer.content


def test_ten_thousand_parameters_are_refused_and_break_nothing(client, studies):
    query = "&".join(f"topic={number}" for number in range(10_000))

    assert client.get(f"/cases/?{query}").status_code in (200, 400)
    assert client.get(f"/cases/compare/?{query}").status_code in (200, 400)


# --- reading ---------------------------------------------------------------------------------------


def test_a_study_reads_from_its_note_to_how_to_cite_it(client, studies):
    page = text_of(client, STUDY)

    wanted = [
        "Study of the-gate</h1>", "January 2019 to 2021", "Mentions war.", "A colleague opens a gate.",
        "You stand at the gate.", "Where the sources disagree", "Step by step", "5-6 January 2019",
        "Who was there", "The ministry", "What helped", "Limits", "Dilemmas", "No single right answer.",
        "Who opens the gate?", "What your profession can take from it", "Facts and sources", "How to cite",
        "Compare with",
    ]  # fmt: skip
    places = [page.find(text) for text in wanted]
    assert -1 not in places and places == sorted(places), dict(zip(wanted, places, strict=True))


def test_facts_stand_as_numbered_notes_once_and_sentences_lead_to_them(client, studies):
    page = text_of(client, STUDY)

    assert re.findall(r'id="note-(\d+)"', page) == ["1", "2"]
    assert page.count('href="#note-1"') == 2 and page.count('href="#note-2"') == 1
    assert 'href="/figures/count-table/"' in page and "722 people" in page


def test_a_disagreement_stands_in_a_sentence_and_opens_to_every_side_and_the_reason(client, studies):
    page = text_of(client, STUDY)

    summary, _end, sides = page.partition('<details class="fold sides"')[2].partition("</summary>")
    assert "How many came" in summary and "Give both with their dates." in summary
    sides = sides.partition("</details>")[0]
    assert all(said in sides for said in ("722", "700", "Report 2021", "Counted at two dates."))
    # What stands in front of it is not said again inside.
    assert "How many came" not in sides and "Give both" not in sides


def test_minutes_are_those_of_what_stands_open_and_what_is_folded_is_told_apart(client, studies):
    artifact = CompiledStudy.objects.get(slug="the-gate").artifact
    assert artifact["minutes_folded"] > 0
    page = text_of(client, STUDY)
    assert "1 min, 1 more with every disagreement" in page
    assert "reading them all takes about 1 minute more." in page

    publish_studies_of(sample_study("without-any", conflicts=()))
    assert CompiledStudy.objects.get(slug="without-any").artifact["minutes_folded"] == 0
    assert "every disagreement" not in text_of(client, "/cases/studies/without-any/")


def test_on_paper_every_side_of_a_disagreement_stands_open(client, studies):
    page = text_of(client, STUDY + "print/")
    assert "<details" not in page.partition("How many came")[0]
    assert "How many came" in page and "Counted at two dates." in page


def test_the_line_to_cite_a_study_by_has_title_edition_and_address(client, studies):
    page = text_of(client, STUDY)

    assert "“Study of the-gate”. Hamroh, case library, edition of" in page
    assert "http://testserver/cases/studies/the-gate/" in page
    paper = text_of(client, STUDY + "print/")
    assert "722 people (June 2021): The whole report, Table 1." in paper
    assert "700 people (June 2021): The whole report, Table 1." in paper


def test_what_it_says_to_the_readers_own_profession_stands_first_and_open(client, studies):
    assert "<details open" not in text_of(client, STUDY) and 'class="fold take" open' not in text_of(
        client, STUDY
    )
    learner = make_learner()
    type(learner).profile.related.related_model.objects.update_or_create(
        user=learner, defaults={"profession": Profession.objects.get(code="journalist")}
    )
    client.force_login(learner)

    page = text_of(client, STUDY)
    assert page.count('class="fold take" open') == 1
    assert page.find("Journalist") < page.find("Psychologist")


def test_a_study_without_translation_is_read_in_english_and_says_so(client, studies):
    page = text_of(client, "/ru" + STUDY)

    assert 'lang="en">Study of the-gate</h1>' in page
    note = "Case studies that are not translated yet"
    assert note not in text_of(client, "/cases/")


def test_a_translated_study_is_read_in_its_language_under_the_same_address(client, studies):
    from casestudies.api import translate_studies

    plan = sample_study(title="Ворота", summary="Коллега открывает ворота.")
    translate_studies([plan], "ru", "Библиотека")
    page = text_of(client, "/ru" + STUDY)
    assert 'lang="ru">Ворота</h1>' in page
    assert "Study of the-gate" in text_of(client, STUDY)


def test_what_is_not_published_is_not_there(client, studies):
    page = CaseStudyPage.objects.get(slug="the-gate")
    page.unpublish()

    assert client.get(STUDY).status_code == 404
    assert client.get(STUDY + "print/").status_code == 404
    assert "Study of the-gate" not in text_of(client, "/cases/")
    assert client.get("/cases/studies/no-such-study/").status_code == 404


def test_a_mended_fact_is_mended_in_the_studies_that_show_it(client, studies):
    assert "What is stated of count-table." in text_of(client, STUDY)
    fact = Fact.objects.get(code="count-table", locale=Locale.get_default())
    fact.statement = "Counted anew."
    fact.save_revision().publish()

    page = text_of(client, STUDY)
    assert "Counted anew." in page and "What is stated of count-table." not in page


def test_markup_that_an_author_typed_is_shown_as_text(client, studies):
    publish_studies_of(sample_study(summary="<script>alert(1)</script>", dilemmas=("<b>Who?</b>",)))

    page = text_of(client, STUDY)
    assert "<script>alert" not in page and "&lt;b&gt;Who?" in page


# --- comparing, in time, on paper --------------------------------------------------------------------


def test_two_studies_stand_side_by_side_aspect_by_aspect_each_labelled(client, studies):
    page = text_of(client, "/cases/compare/?a=the-gate&b=the-school")

    assert page.count('class="aspect"') >= 9 + 6
    assert page.count("Study of the-gate</span></h3>") == page.count('class="aspect"')
    assert 'href="/figures/count-table/">Report 2021</a>' in page


def test_whoever_has_not_chosen_two_is_offered_pairs(client, studies):
    assert "?a=the-gate&amp;b=the-school" in text_of(client, "/cases/compare/")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?a=the-gate&b=the-gate", "That is the same case study twice."),
        ("?a=the-gate&b=gone", "One of the two is not there"),
        ("?a=%00&b=<i>", "One of the two is not there"),
        ("?a=the-gate", "Worth laying side by side"),
    ],
)
def test_a_pair_that_is_none_is_told_kindly(client, studies, query, said):
    assert said in text_of(client, f"/cases/compare/{query}")


def test_the_line_of_years_has_its_twin_in_words(client, studies):
    page = text_of(client, "/cases/timeline/")

    assert page.count('class="span"') == 2
    assert '<h2 id="year-2019">2019</h2>' in page and "5-6 January 2019" in page
    assert "The first flight lands." in page


def test_a_study_that_no_source_dates_is_listed_without_a_date(client, studies):
    publish_studies_of(sample_study(first_year=None, last_year=None, steps=()))

    assert "Without a date" in text_of(client, "/cases/timeline/")


def test_the_handout_holds_what_teachers_need_and_a_sheet_for_a_group(client, studies):
    page = text_of(client, STUDY + "print/")

    assert "Show no faces." in page and "For a group" in page
    assert "Show no faces." not in text_of(client, STUDY)
    assert "For the theologian." in page and "How to cite" in page


# --- what it costs --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/cases/", "/cases/compare/?a=the-gate&b=the-school", "/cases/timeline/", STUDY]
)
def test_a_page_of_the_library_costs_five_queries_at_most_signed_in_or_not(client, studies, path):
    client.get(path)
    assert len(queries_of(client, path)) <= 5
    client.force_login(make_learner())
    client.get(path)
    assert len(queries_of(client, path)) <= 5


def test_a_page_kept_by_the_browser_is_confirmed_until_something_is_published(client, studies):
    etag = client.get(STUDY)["ETag"]
    assert client.get(STUDY, headers={"if-none-match": etag}).status_code == 304
    CaseStudyPage.objects.get(slug="the-school").save_revision().publish()
    assert client.get(STUDY, headers={"if-none-match": etag}).status_code == 200


def test_a_kept_list_of_one_choice_is_not_confirmed_for_another(client, studies):
    etag = client.get("/cases/?country=KZ")["ETag"]
    assert client.get("/cases/?country=UZ", headers={"if-none-match": etag}).status_code == 200


def test_the_sheet_of_the_library_is_small():
    from django.conf import settings

    sheet = settings.BASE_DIR / "lms" / "static" / "css" / "library.css"
    assert len(gzip.compress(sheet.read_bytes(), 6)) <= 3 * 1024


def test_reading_the_library_writes_nothing(client, studies):
    for path in ("/cases/", STUDY, STUDY + "print/", "/cases/compare/", "/cases/timeline/", "/cases/play/"):
        writes = [sql for sql in queries_of(client, path) if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
        assert writes == [], path


def test_one_compiled_study_stands_for_each_language(studies):
    assert CompiledStudy.objects.count() == 2
    CaseStudyPage.objects.get(slug="the-gate").save_revision().publish()
    assert CompiledStudy.objects.count() == 2


def test_a_figures_own_page_names_the_case_studies_that_show_it(client, studies):
    page = text_of(client, "/figures/count-table/")

    assert "Case studies that show it" in page and STUDY in page
