"""Lessons explain terms where they first stand: in their own language, mended everywhere, counted nowhere."""

import re

import pytest
from wagtail.models import Locale

from courses.api import mark_terms, published_version
from courses.content import terms as terms_of_lessons
from courses.content.search import search
from courses.models import CompiledLesson, GlossaryTerm, LessonPage
from lms.jobs.actions import run_due_jobs
from tests.courses.glossary.terms import artifact_of, make_term, write
from tests.factories import make_course, make_question, publish

pytestmark = pytest.mark.django_db
PROSE = "<p>She lives in kinship care with an aunt.</p>"


@pytest.fixture
def course(db):
    return make_course(lessons=2, practice=0, questions=0)


@pytest.fixture
def lesson(course):
    return course.lessons[0]


def shown(lesson, language: str = "en") -> str:
    return "".join(piece.get("html", "") for piece in artifact_of(lesson, language)["pieces"])


def test_a_term_leads_to_its_explanation_and_back_without_any_script(client, course, lesson):
    make_term(definition="With relatives, not in an institution.")
    write(lesson, PROSE)

    page = client.get(lesson.get_url()).content.decode()
    assert '<a class="term" id="word-kinship-care" href="#term-kinship-care"' in page
    assert '<li id="term-kinship-care">' in page and "With relatives, not in an institution." in page
    assert 'href="#word-kinship-care"' in page and 'href="/glossary/#kinship-care"' in page
    assert page.count('id="terms"') == 1 and 'aria-describedby="terms"' in page


def test_a_reader_of_another_language_is_led_to_the_glossary_in_it(client, course, lesson):
    make_term()
    write(lesson, PROSE)
    page = client.get(f"/kk{lesson.get_url()}").content.decode()
    assert 'href="/kk/glossary/#kinship-care"' in page


def test_the_script_comes_only_with_a_lesson_that_explains_words(client, course, lesson):
    make_term()
    write(lesson, "<p>Nothing to explain.</p>")
    assert "js/terms.js" not in client.get(lesson.get_url()).content.decode()
    write(lesson, PROSE)
    assert "js/terms.js" in client.get(lesson.get_url()).content.decode()


def test_only_prose_is_searched_and_never_a_box_or_a_question(lesson):
    make_term()
    question = make_question(stem="Is kinship care meant?")
    box = ("keypoint", "<p>kinship care</p>")
    write(lesson, box, ("lend", "<p>kinship care</p>"), ("activity", {"activity": question.activity_id}))
    assert artifact_of(lesson)["terms"] == []


def test_the_words_of_definitions_count_to_nobodys_minutes(lesson):
    write(lesson, PROSE)
    before = artifact_of(lesson)
    make_term(definition="Many words " * 20).save_revision().publish()
    after = artifact_of(lesson)
    assert after["terms"] == ["kinship-care"]
    assert (after["words"], after["minutes"]) == (before["words"], before["minutes"])
    assert after["bytes"] > before["bytes"]


def test_a_lesson_is_not_found_by_the_words_of_a_definition(course, lesson):
    make_term(definition="Xylophone.")
    write(lesson, PROSE)
    assert search(published_version(), "en", "aunt")
    assert not search(published_version(), "en", "xylophone")


def test_a_draft_of_a_term_is_explained_nowhere(lesson):
    make_term(live=False)
    write(lesson, PROSE)
    assert artifact_of(lesson)["terms"] == []


def test_a_term_published_later_is_explained_in_the_lessons_that_hold_it(course, lesson):
    write(lesson, PROSE)
    write(course.lessons[1], "<p>Nothing.</p>")
    term = make_term(live=False)
    version = published_version()

    term.save_revision().publish()
    assert artifact_of(lesson)["terms"] == ["kinship-care"]
    assert artifact_of(course.lessons[1])["terms"] == []
    assert published_version() > version


def test_a_mended_definition_is_mended_in_every_lesson(course, lesson):
    term = make_term()
    for one in course.lessons:
        write(one, PROSE)
    term.definition = "A new wording."
    draft = term.save_revision()
    assert "A new wording." not in shown(lesson)

    draft.publish()
    assert all("A new wording." in shown(one) for one in course.lessons)


def test_a_form_taken_away_takes_the_link_away(lesson):
    term = make_term()
    write(lesson, PROSE)
    term.forms = "something else"
    term.save_revision().publish()
    assert "term" not in shown(lesson)


@pytest.mark.parametrize("end", [GlossaryTerm.unpublish, GlossaryTerm.delete])
def test_a_term_taken_back_is_explained_no_more(lesson, end):
    term = make_term()
    write(lesson, PROSE)
    end(term)
    assert artifact_of(lesson)["terms"] == [] and "term" not in shown(lesson)


def test_of_very_many_lessons_the_rest_are_compiled_by_jobs(
    course, monkeypatch, django_capture_on_commit_callbacks
):
    for one in course.lessons:
        write(one, PROSE)
    monkeypatch.setattr(terms_of_lessons, "LESSONS_AT_ONCE", 1)
    with django_capture_on_commit_callbacks(execute=True):
        make_term(live=False).save_revision().publish()
    run_due_jobs()
    assert all(artifact_of(one)["terms"] == ["kinship-care"] for one in course.lessons)


def in_russian(lesson, prose: str) -> LessonPage:
    locale = Locale.objects.get(language_code="ru")
    page = LessonPage.objects.get(pk=lesson.pk)
    for above in (page.get_parent().get_parent(), page.get_parent()):
        if not above.has_translation(locale):
            publish(above.specific.copy_for_translation(locale))
    translated = page.copy_for_translation(locale)
    raw = translated.body.get_prep_value()
    raw[0]["value"] = prose
    translated.body = translated.body.stream_block.to_python(raw)
    return publish(translated)


def test_a_russian_lesson_explains_russian_terms_and_no_english_ones(lesson):
    english = make_term()
    make_term(
        translation_key=english.translation_key,
        language="ru",
        term="опека",
        forms="опека\nопеки",
        definition="Что это здесь значит.",
    )
    write(lesson, PROSE)
    in_russian(lesson, "<p>Решение опеки и kinship care.</p>")

    russian = shown(lesson, "ru")
    assert ">опеки</a>" in russian and "Что это здесь значит." in russian
    assert ">kinship care</a>" not in russian and "What kinship-care means here." not in russian
    assert "Что это здесь значит." not in shown(lesson)


def test_a_term_not_translated_is_not_explained_in_a_translation(lesson):
    make_term()
    write(lesson, PROSE)
    in_russian(lesson, PROSE)
    assert (
        CompiledLesson.objects.get(lesson_key=lesson.translation_key, language="ru").artifact["terms"] == []
    )


def test_a_hostile_term_is_shown_as_it_was_typed(lesson):
    make_term(term="<script>alert(1)</script>", definition='"><img src=x onerror=alert(1)>')
    write(lesson, PROSE)
    assert "<script>alert" not in shown(lesson) and "<img" not in shown(lesson)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown(lesson)


def test_the_saved_lesson_holds_the_explanations_as_notes(client, course, lesson):
    make_term(definition="With relatives.")
    write(lesson, PROSE)
    text = client.get(f"{lesson.get_url()}save/").content.decode()
    assert "With relatives." in text and 'id="term-kinship-care"' in text
    assert "<script" not in text
    assert not re.findall(r'href="/', text)


def test_other_floors_mark_terms_through_the_door(db):
    make_course(lessons=1, practice=0, questions=0)
    make_term()
    marked = mark_terms(["<p>Kinship care.</p>", "<p>kinship care</p>"], "en")
    assert marked.codes == ["kinship-care"]
    assert marked.parts[0].startswith('<p><a class="term"') and marked.parts[1] == "<p>kinship care</p>"
    assert 'id="term-kinship-care"' in marked.explained
    nothing = mark_terms(["<p>Nothing.</p>"], "en")
    assert (nothing.parts, nothing.codes, nothing.explained) == (["<p>Nothing.</p>"], [], "")


def test_all_a_lesson_with_terms_loads_keeps_to_the_requests_of_a_lesson(client, course, lesson):
    make_term()
    write(lesson, PROSE)
    page = client.get(lesson.get_url()).content.decode()
    files = set(re.findall(r'(?:src|href)="/static/([^"]+\.(?:js|css))"', page)) - {"css/demo.css"}
    # The page itself, and three pictures. Only the demo has a bar of its own.
    assert len(files) + 1 + 3 <= 8, files
