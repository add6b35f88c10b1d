"""The glossary: every published term with its meaning and six languages, and nothing else."""

import re

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, override

from courses.api import count_publication
from courses.models import TermInLanguage
from tests.courses.glossary.terms import make_term
from tests.factories import make_home

pytestmark = pytest.mark.django_db
_NO_WORK = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
NAMES = {"en": "kinship care", "ru": "родственная опека", "uz": "qarindoshlar"}


@pytest.fixture(autouse=True)
def _home(db):
    make_home()


def shown(client, address: str = "/glossary/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def make_terms(count: int) -> None:
    for number in range(count):
        make_term(f"term-{number}", names=NAMES)
    count_publication()


def test_a_term_has_its_meaning_and_says_in_words_who_has_read_each_translation(client):
    make_term(definition="With relatives.", names=NAMES)
    page = shown(client)
    assert 'id="kinship-care"' in page and "With relatives." in page
    said = r'<td><div><span lang="\1">(.*?)</span> <small>(.*?)</small>'
    rows = re.findall(r'<th scope="row" lang="(\w\w)">(.*?)</th>\s*' + said, page)
    assert rows == [
        ("en", "English", "kinship care", "read by a native reader"),
        ("ru", "Русский", "родственная опека", "needs a native reader"),
        ("uz", "Oʻzbekcha", "qarindoshlar", "needs a native reader"),
    ]


def test_a_draft_is_never_shown(client):
    make_term(live=False, definition="Nobody has signed this.")
    assert "Nobody has signed this." not in shown(client)
    assert "No term is published yet." in shown(client)


def test_a_translated_term_stands_in_its_language_and_says_that_it_waits_for_a_native_reader(client):
    english = make_term(names=NAMES)
    key = english.translation_key
    make_term(translation_key=key, language="ru", term="опека родных", definition="У родных.")
    page = shown(client, "/ru/glossary/")
    assert "У родных." in page and "What kinship-care means here." not in page
    assert in_russian("No native reader has read this translation yet.") in page

    TermInLanguage.objects.filter(term=english, language="ru").update(is_read=True)
    count_publication()
    page = shown(client, "/ru/glossary/")
    assert in_russian("No native reader has read this translation yet.") not in page


def in_russian(text: str) -> str:
    with override("ru"):
        return gettext(text)


def test_a_term_that_is_not_translated_stands_in_the_language_it_was_written_in(client):
    make_term(definition="With relatives.", names=NAMES)
    page = shown(client, "/kk/glossary/")
    assert '<p lang="en">With relatives.</p>' in page


def test_a_translation_of_a_withdrawn_term_stays_without_names_that_nobody_answers_for(client):
    english = make_term(names=NAMES, live=False)
    make_term(translation_key=english.translation_key, language="ru", definition="У родных.")
    page = shown(client, "/ru/glossary/")
    assert "У родных." in page and "qarindoshlar" not in page


def test_terms_stand_in_the_order_of_the_readers_alphabet(client):
    for code in ("zeal", "amnesty", "mercy"):
        make_term(code)
    assert re.findall(r'class="term-entry" id="(\w+)"', shown(client)) == ["amnesty", "mercy", "zeal"]


def test_a_kept_copy_is_confirmed_until_a_term_changes(client):
    term = make_term()
    etag = client.get("/glossary/")["ETag"]
    assert client.get("/glossary/", headers={"if-none-match": etag}).status_code == 304
    term.definition = "Another meaning."
    term.save_revision().publish()
    answer = client.get("/glossary/", headers={"if-none-match": etag})
    assert answer.status_code == 200 and "Another meaning." in answer.content.decode()


@pytest.mark.parametrize("count", [1, 40])
def test_the_page_asks_as_little_for_forty_terms_as_for_one(client, count):
    make_terms(count)
    with CaptureQueriesContext(connection) as captured:
        shown(client)
    first = [query for query in captured if not query["sql"].startswith(_NO_WORK)]
    with CaptureQueriesContext(connection) as captured:
        shown(client)
    again = [query for query in captured if not query["sql"].startswith(_NO_WORK)]
    assert len(first) <= 4 and len(again) <= 1, (len(first), len(again))


def test_whoever_reads_finds_the_glossary_at_the_foot_of_every_page(client):
    assert 'href="/glossary/"' in shown(client, "/")


def test_the_glossary_is_only_looked_at(client):
    assert client.post("/glossary/").status_code == 405


@pytest.mark.parametrize(
    "fields",
    [{"language": "ru", "text": "a second name"}, {"language": "xx", "text": "no language of ours"}],
)
def test_the_database_keeps_one_name_in_each_language_of_the_site(fields):
    term = make_term(names=NAMES)
    with pytest.raises(IntegrityError), transaction.atomic():
        TermInLanguage.objects.create(term=term, **fields)


def test_the_database_keeps_one_term_a_code_and_language_and_short_definitions():
    make_term()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_term()
    # PostgreSQL has a type for it, SQLite the constraint.
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        make_term("long", definition="x" * 241)
