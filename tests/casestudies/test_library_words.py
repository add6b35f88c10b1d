"""Case studies explain words of the trade as lessons do, and say what no native reader has read yet."""

import re

import pytest

from casestudies.api import translate_studies
from casestudies.models import CaseStudyPage, CompiledStudy
from casestudies.studies import publishing
from courses.content.native_reading import note_reading
from courses.content.published import words_hash
from courses.models import GlossaryTerm
from lms.accounts.actions import grant
from lms.jobs.actions import run_due_jobs
from tests.courses.glossary.terms import make_term, mark_as_read
from tests.factories import make_learner
from tests.study_parts import publish_studies_of, sample_study

pytestmark = pytest.mark.django_db
STUDY = "/cases/studies/the-gate/"
UNREAD = "No native reader has read this translation yet."


def told(text: str, slug: str = "the-gate", **changes):
    """Return the plan of a study whose prose is ``text``, with the evidence behind it as it was."""
    plan = sample_study(slug, **changes)
    body = ({**plan.body[0], "value": f"<p>{text}</p>"}, plan.body[1])
    return sample_study(slug, body=body, **changes)


def artifact(slug: str = "the-gate", language: str = "en") -> dict:
    return CompiledStudy.objects.get(slug=slug, language=language).artifact


def in_russian(term: GlossaryTerm) -> GlossaryTerm:
    return make_term(
        translation_key=term.translation_key, language="ru", term="опека", forms="опека\nопеки",
        definition="Что это здесь значит.",
    )  # fmt: skip


def test_a_word_leads_to_its_explanation_once_and_back_and_brings_its_script(client):
    make_term(definition="With relatives, not in an institution.")
    publish_studies_of(told("She lives in kinship care. Kinship care holds."), sample_study("the-school"))

    page = client.get(STUDY).content.decode()
    assert re.findall(r'<a class="term" [^>]*href="#(term-[^"]+)"', page) == ["term-kinship-care"]
    assert page.count('<li id="term-kinship-care">') == 1 and 'href="#word-kinship-care"' in page
    assert "With relatives, not in an institution." in page and "js/terms.js" in page
    assert "With relatives" in client.get(STUDY + "print/").content.decode()
    assert 'href="/kk/glossary/#kinship-care"' in client.get("/kk" + STUDY).content.decode()
    plain = client.get("/cases/studies/the-school/").content.decode()
    assert "js/terms.js" not in plain and 'class="terms"' not in plain


def test_what_explains_a_word_counts_to_nobodys_minutes_and_is_found_by_nobody(client):
    publish_studies_of(told("She lives in kinship care."))
    before = artifact()
    make_term(definition="Xylophones " * 20, live=False).save_revision().publish()

    after = artifact()
    assert (before["terms"], after["terms"]) == ([], ["kinship-care"])
    assert (after["words"], after["minutes"]) == (before["words"], before["minutes"])
    assert STUDY not in client.get("/cases/?q=xylophones").content.decode()


def test_a_word_mended_or_taken_back_is_so_in_the_studies_that_hold_it_and_no_other_is_compiled():
    term = make_term()
    publish_studies_of(told("Kinship care."), sample_study("the-school"))
    untouched = CompiledStudy.objects.get(slug="the-school").compiled_at
    term.definition = "A new wording."
    term.save_revision().publish()
    assert "A new wording." in artifact()["terms_html"]

    term.unpublish()
    assert artifact()["terms"] == [] and 'class="term"' not in artifact()["html"]
    assert CompiledStudy.objects.get(slug="the-school").compiled_at == untouched


def test_of_very_many_studies_the_rest_are_compiled_by_jobs(monkeypatch, django_capture_on_commit_callbacks):
    publish_studies_of(told("Kinship care."), told("Kinship care.", "the-school"))
    monkeypatch.setattr(publishing, "STUDIES_AT_ONCE", 1)
    with django_capture_on_commit_callbacks(execute=True):
        make_term(live=False).save_revision().publish()
    run_due_jobs()
    assert artifact()["terms"] == artifact("the-school")["terms"] == ["kinship-care"]


def test_a_translation_explains_its_own_words_and_says_until_a_native_reader_has_read_them(client):
    term = make_term(names={"ru": "опека"})
    in_russian(term)
    publish_studies_of(told("Kinship care."))
    translate_studies([told("Решение опеки и kinship care.", title="Ворота")], "ru", "Библиотека")

    page = client.get("/ru" + STUDY).content.decode()
    assert ">опеки</a>" in page and ">kinship care</a>" not in page
    unread = re.search(r"Что это здесь значит\.\s*<small>", page)
    assert unread and "<small>" not in artifact()["terms_html"]

    mark_as_read(term, "ru")
    assert "Что это здесь значит. <small>" not in client.get("/ru" + STUDY).content.decode()


def test_a_translated_study_says_so_until_a_native_reader_has_read_it(client):
    publish_studies_of(sample_study())
    translate_studies([sample_study(title="Ворота")], "ru", "Библиотека")
    assert [artifact()["review_state"], artifact(language="ru")["review_state"]] == ["", "awaiting-native"]
    assert UNREAD not in client.get(STUDY).content.decode()
    note = "Этот перевод ещё не прочитал ни один носитель языка."
    assert note in client.get("/ru" + STUDY).content.decode()

    reviewer = make_learner()
    grant(reviewer, "reviewer")
    study = CaseStudyPage.objects.get(locale__language_code="ru")
    note_reading(study, reader_name="A colleague", seen=words_hash(study), by=reviewer)
    assert note not in client.get("/ru" + STUDY).content.decode()

    translate_studies([told("Другие слова.", title="Ворота")], "ru", "Библиотека")
    assert note in client.get("/ru" + STUDY).content.decode()
