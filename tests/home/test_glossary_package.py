"""The glossary of a package: read, checked, written once, translated; and what the library's says."""

import re

import pytest
import yaml

from courses.api import LANGUAGES, translate_term, wording_marks, write_terms
from courses.models import GlossaryTerm, TermInLanguage
from lms.home.packages.importing import LIBRARY
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.terms import LONGEST_DEFINITION, read_terms, read_translated_terms
from tests.factories import make_home

FOLDER = LIBRARY / "common-core" / "glossary"
TERM = {
    "id": "kinship-care",
    "term": "kinship care",
    "forms": ["kinship care"],
    "definition": "With relatives.",
    "names": {"en": {"text": "kinship care", "read": True}, "ru": {"text": "у родных"}},
}


def folder_with(tmp_path, terms: list[dict], **translated: list[dict]):
    (tmp_path / "terms.yaml").write_text(yaml.safe_dump(terms, allow_unicode=True), "utf-8")
    for language, rows in translated.items():
        (tmp_path / f"terms.{language}.yaml").write_text(yaml.safe_dump(rows, allow_unicode=True), "utf-8")
    return tmp_path


def test_the_library_has_twenty_to_twenty_five_terms_each_in_six_languages():
    terms = read_terms(FOLDER)
    assert 20 <= len(terms) <= 25
    assert {tuple(name.language for name in term.names) for term in terms} == {LANGUAGES}


def test_only_english_counts_as_read():
    read = {name.language for term in read_terms(FOLDER) for name in term.names if name.is_read}
    assert read == {"en"}


def test_every_definition_is_short_and_every_form_belongs_to_one_term():
    for plans in (read_terms(FOLDER), *read_translated_terms(FOLDER).values()):
        assert all(20 <= len(plan.definition) <= LONGEST_DEFINITION for plan in plans)
        forms = [form.casefold() for plan in plans for form in plan.forms]
        assert len(forms) == len(set(forms))
        assert all(plan.term.casefold() in [form.casefold() for form in plan.forms] for plan in plans)


def test_what_is_contested_is_said():
    terms = {term.code: term.definition for term in read_terms(FOLDER)}
    assert "Contested" in terms["deradicalisation"]
    assert "avoid" in terms["returnee"]


@pytest.mark.django_db
def test_no_definition_hurts_in_its_own_words():
    terms = [*read_terms(FOLDER), *read_translated_terms(FOLDER)["ru"]]
    marks = [
        (term.code, mark.words)
        for term in terms
        for mark in wording_marks(
            term.definition, language="en" if term in terms[:25] else "ru", position="body"
        )
        if mark.severity in ("high", "medium")
    ]
    assert marks == []


@pytest.mark.django_db
def test_writing_twice_changes_nothing_and_a_name_left_out_goes():
    make_home()
    plans = read_terms(FOLDER)
    write_terms(plans)
    before = (
        list(GlossaryTerm.objects.order_by("code").values()),
        list(TermInLanguage.objects.order_by("pk").values_list("pk")),
    )
    write_terms(plans)
    after = (
        list(GlossaryTerm.objects.order_by("code").values()),
        list(TermInLanguage.objects.order_by("pk").values_list("pk")),
    )
    assert before == after and all(row["live"] for row in after[0])

    write_terms([type(plans[0])(**{**vars(plans[0]), "names": plans[0].names[:2]})])
    assert TermInLanguage.objects.filter(term__code=plans[0].code).count() == 2


@pytest.mark.django_db
def test_a_translation_is_published_through_the_tables_of_the_translators():
    from wagtail_localize.models import StringTranslation

    make_home()
    write_terms(read_terms(FOLDER))
    plan = read_translated_terms(FOLDER)["ru"][0]
    for _time in range(2):
        translate_term(plan, "ru")
    translated = GlossaryTerm.objects.get(translation_key=plan.key, locale__language_code="ru")
    assert (translated.live, translated.term, translated.written_forms) == (True, plan.term, plan.forms)
    assert StringTranslation.objects.filter(locale__language_code="ru").count() == 3


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"id": "Two Words"}, "small Latin letters"),
        ({"definition": "x" * 241}, "241 letters, 240 fit"),
        ({"forms": []}, "lacks forms"),
        ({"names": {"xx": {"text": "x"}}}, "no language of this site"),
        ({"names": {"ru": "текст"}}, "term 1 lacks"),
    ],
)
def test_a_term_the_site_could_not_show_is_refused_by_name(tmp_path, change, told):
    with pytest.raises(PackageError, match=told):
        read_terms(folder_with(tmp_path, [TERM | change]))


@pytest.mark.parametrize("missing", ["id", "term", "forms", "definition"])
def test_a_term_that_lacks_something_is_refused(tmp_path, missing):
    broken = {name: value for name, value in TERM.items() if name != missing}
    with pytest.raises(PackageError, match=f"lacks '{missing}'"):
        read_terms(folder_with(tmp_path, [broken]))


def test_a_term_that_stands_there_twice_is_refused(tmp_path):
    with pytest.raises(PackageError, match="twice"):
        read_terms(folder_with(tmp_path, [TERM, TERM]))


def test_a_translation_of_no_term_or_into_no_language_is_refused(tmp_path):
    with pytest.raises(PackageError, match="has no term"):
        read_translated_terms(folder_with(tmp_path, [TERM], ru=[TERM | {"id": "other"}]))
    (tmp_path / "terms.ru.yaml").unlink()
    with pytest.raises(PackageError, match="no language"):
        read_translated_terms(folder_with(tmp_path, [TERM], xx=[TERM]))


def test_no_definition_names_a_person_by_her_past():
    banned = re.compile(r"\b(terrorist|extremist|bride|ISIS wife|fighter)\b", re.IGNORECASE)
    assert not [term.code for term in read_terms(FOLDER) if banned.search(term.definition)]
