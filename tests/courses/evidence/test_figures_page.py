"""The public register of claims: found, paged, confirmed, honest about what speaks against each."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from courses.api import count_publication, load_regions
from courses.models import Fact, LessonPage
from courses.views.figures import PER_PAGE
from tests.courses.evidence.facts import (
    body_of,
    conflict_block,
    facts_block,
    make_conflict,
    make_fact,
    make_source,
    place,
)
from tests.factories import make_course, make_learner
from tests.ground import anew

pytestmark = pytest.mark.django_db
_NO_WORK = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@pytest.fixture(scope="module")
def _lesson(shared_ground):
    load_regions()
    return make_course(lessons=1, practice=0, questions=0).lessons[0]


@pytest.fixture
def lesson(_lesson, db):
    return anew(_lesson)


def shown(client, address: str = "/figures/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def codes(page: str) -> list[str]:
    """Return the anchors of the claims on a page."""
    return re.findall(r'<article class="claim" id="([^"]+)"', page)


def counted(client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len([query for query in captured if not query["sql"].startswith(_NO_WORK)])


def add_many(count: int) -> None:
    """Put facts and a few disagreements among them into the evidence, in bulk."""
    locale, source = Locale.get_default(), make_source()
    Fact.objects.bulk_create(
        Fact(
            code=f"many-{number:05}", kind="fact", statement=f"Invented claim number {number}.", country="KG",
            value_low=number, value_high=number, value_text=str(number), unit="people", source=source,
            section="Table 1", confidence="high", locale=locale,
        )
        for number in range(count)
    )  # fmt: skip
    for number, fact in enumerate(Fact.objects.filter(code__startswith="many")[:PER_PAGE]):
        make_conflict(fact, make_fact(f"rival-{number}"), code=f"conflict-{number}")


# --- one claim ----------------------------------------------------------------------------------


def test_a_claim_stands_with_who_says_it_when_where_and_how_sure(client, lesson):
    make_fact(
        "one", speaker="An invented speaker", date_text="by June 2021", period="2019 to 2021",
        confidence="low", confidence_note="Added up by us.",
    )  # fmt: skip

    for address in ("/figures/", "/figures/one/"):
        page = shown(client, address)
        for text in ("722", "people", "A table gives 722", "An invented speaker", "Invented report, 2021",
                     "Table 1", "by June 2021", "2019 to 2021", "uncertain", "Kazakhstan"):  # fmt: skip
            assert text in page, (address, text)
        assert "invented-report" not in page
    assert "Added up by us." in shown(client, "/figures/one/")


def test_what_speaks_against_a_claim_stands_beside_it_with_its_date(client, lesson):
    one = make_fact("one", value_high=722, date_text="by June 2021")
    two = make_fact("two", value_text="about 700", value_low=700, value_high=700, date_text="in 2022")
    make_conflict(one, two, counted="people", show="722 or about 700.")

    listed = shown(client).split('id="one"')[1].split("</article>")[0]
    assert "Others say:" in listed and "about 700 people" in listed and "in 2022" in listed
    assert 'href="/figures/two/"' in listed
    page = shown(client, "/figures/one/")
    assert "<svg" in page and page.count("<circle") == 2 and "722 or about 700." in page


def test_a_side_that_is_no_number_speaks_in_its_own_words(client, lesson):
    phases = make_fact("phases", value_text="5", unit="phases")
    people = make_fact("people", value_text="", value_low=None, date_text="in 2022")
    conflict = make_conflict(phases, people)
    side = conflict.positions.get(facts=people)
    side.says = "a sixth one since"
    side.save()

    assert "a sixth one since" in shown(client).split('id="phases"')[1].split("</article>")[0]


def test_a_claim_that_nothing_speaks_against_says_what_that_means(client, lesson):
    make_fact("one")

    assert "Nothing in our sources." in shown(client, "/figures/one/")


def test_lessons_that_show_a_claim_come_from_what_is_published(client, lesson):
    fact, drafted, rival = make_fact("one"), make_fact("drafted"), make_fact("rival")
    place(lesson, facts_block(fact), conflict_block(make_conflict(fact, rival)))
    page = LessonPage.objects.get(pk=lesson.pk)
    page.body = body_of(page, facts_block(drafted))
    page.save_revision()

    course = lesson.get_parent().get_parent()
    link = f'href="/courses/{course.slug}/{lesson.slug}/"'
    for code in ("one", "rival"):
        assert link in shown(client, f"/figures/{code}/")
        assert link in shown(client).split(f'id="{code}"')[1].split("</article>")[0]
    assert "No published lesson shows it yet." in shown(client, "/figures/drafted/")


def test_a_withdrawn_lesson_leaves_the_claim_at_once(client, lesson):
    place(lesson, facts_block(make_fact("one")))
    assert lesson.slug in shown(client, "/figures/one/")

    LessonPage.objects.get(pk=lesson.pk).unpublish()

    assert lesson.slug not in shown(client, "/figures/one/")


@pytest.mark.parametrize("code", ["never", "nobody-wrote-this"])
def test_a_claim_that_was_never_published_has_no_page(client, lesson, code):
    make_fact("never", live=False, statement="Nobody has signed this.")

    assert client.get(f"/figures/{code}/").status_code == 404
    assert "Nobody has signed this" not in shown(client)


def test_a_draft_of_a_claim_changes_nothing_until_it_is_published(client, lesson):
    fact = make_fact("one")
    shown(client)
    fact.statement = "A new wording."
    revision = fact.save_revision()
    assert "A new wording" not in shown(client) + shown(client, "/figures/one/")

    revision.publish()
    assert "A new wording" in shown(client) and "A new wording" in shown(client, "/figures/one/")
    Fact.objects.get(code="one").unpublish()
    assert codes(shown(client)) == []


def test_a_deleted_claim_leaves_the_register(client, lesson):
    fact = make_fact("one")
    assert codes(shown(client)) == ["one"]

    fact.delete()

    assert codes(shown(client)) == []


# --- languages ----------------------------------------------------------------------------------


def test_readers_get_a_translation_where_there_is_one_and_are_told_where_not(client, lesson):
    translated, alone = make_fact("translated"), make_fact("alone", statement="Only in English.")
    copy = translated.copy_for_translation(Locale.objects.get(language_code="ru"))
    copy.statement, copy.live = "Таблица называет 722 человека.", True
    copy.save()
    place(lesson, facts_block(translated, alone))

    page = shown(client, "/ru/figures/")
    assert codes(page) == ["alone", "translated"]
    assert "Таблица называет" in page and "A table gives" not in page
    assert '<h3 lang="en">' in page and 'href="/ru/figures/alone/"' in page
    assert "/ru/courses/" in page
    assert codes(shown(client, "/ru/figures/?q=ТАБЛИЦА")) == ["translated"]


def test_the_links_of_an_untranslated_lesson_lead_into_the_readers_language(client, lesson):
    place(lesson, facts_block(make_fact("one")))
    course = lesson.get_parent().get_parent()

    assert 'href="/ru/figures/one/"' in shown(client, f"/ru/courses/{course.slug}/{lesson.slug}/")
    assert 'href="/figures/one/"' in shown(client, f"/courses/{course.slug}/{lesson.slug}/")


# --- looking for one ----------------------------------------------------------------------------


@pytest.fixture
def several(lesson):
    one, two = make_fact("one"), make_fact("two", country="UZ", statement="A headline has 165 people.")
    make_fact("three", country="UZ", statement="Children went to school.", speaker="A teacher in Termez")
    make_fact("four", country="region", statement="Nobody counted them.", value_text="")
    make_conflict(one, two)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["one", "three", "two", "four"]),
        ("country=UZ", ["three", "two"]),
        ("country=region", ["four"]),
        ("disagree=yes", ["one", "two"]),
        ("disagree=yes&country=UZ", ["two"]),
        ("q=SCHOOL", ["three"]),
        ("q=termez+school", ["three"]),
        ("q=invented+report&country=KZ", ["one"]),
        ("q=%00", []),
        ("country=nowhere", []),
    ],
)
def test_claims_are_found_by_words_country_and_disagreement(client, several, asked, found):
    assert codes(shown(client, f"/figures/?{asked}")) == found


def test_what_was_asked_stays_in_the_form(client, several):
    page = shown(client, "/figures/?q=School+%22bus%22&country=UZ&disagree=yes")

    assert 'value="School &quot;bus&quot;"' in page
    assert '<option value="UZ" selected>' in page and "checked" in page


def test_nothing_found_says_what_to_do(client, several):
    page = shown(client, "/figures/?q=zzz")

    assert "Nothing found. Try one word" in page
    assert 'href="/figures/"' in page.split("Nothing found")[1]


def test_an_empty_register_does_not_blame_the_reader(client, lesson):
    assert "No claim is published yet." in shown(client)


def test_pages_follow_one_another_and_keep_what_was_asked(client, lesson):
    add_many(PER_PAGE + 5)
    first = shown(client, "/figures/?q=invented&country=KG")
    onward = re.search(r'rel="next" href="([^"]+)"', first).group(1).replace("&amp;", "&")
    second = shown(client, f"/figures/{onward}")

    assert len(codes(first)) == PER_PAGE and len(codes(second)) == 5
    assert not set(codes(first)) & set(codes(second))
    assert "country=KG" in onward and "q=invented" in onward
    assert codes(shown(client, "/figures/?page=nonsense&country=KG")) == codes(first)
    assert codes(shown(client, "/figures/?page=999&country=KG")) == codes(second)


# --- what it costs ------------------------------------------------------------------------------


@pytest.mark.parametrize("claims", [50, 5000])
def test_a_page_costs_six_queries_for_50_or_5000_claims(client, lesson, claims):
    add_many(claims)
    place(lesson, facts_block(*Fact.objects.filter(code__startswith="many")[:30]))
    client.force_login(make_learner())
    for path in ("/figures/", "/figures/?q=claim&disagree=yes&country=KG", "/figures/many-00001/"):
        client.get(path)
        assert counted(client, path) <= 6, path


def test_a_page_kept_by_the_browser_is_confirmed_until_something_is_published(client, lesson):
    fact = make_fact("one")
    for path in ("/figures/", "/figures/?q=table", "/figures/one/"):
        etag = client.get(path)["ETag"]
        assert client.get(path, headers={"if-none-match": etag}).status_code == 304
        count_publication()
        assert client.get(path, headers={"if-none-match": etag}).status_code == 200
    etag = client.get("/figures/one/")["ETag"]
    fact.section = "Table 2"
    fact.save_revision().publish()
    assert client.get("/figures/one/", headers={"if-none-match": etag}).status_code == 200


def test_a_kept_page_of_one_question_is_not_confirmed_for_another(client, several):
    etag = client.get("/figures/?country=UZ")["ETag"]

    assert client.get("/figures/?country=KZ", headers={"if-none-match": etag}).status_code == 200


def test_the_footer_leads_to_the_register_from_every_page(client, lesson):
    for path in ("/", "/about/", "/ru/"):
        prefix = "/ru" if path.startswith("/ru") else ""
        assert f'href="{prefix}/figures/"' in shown(client, path)
