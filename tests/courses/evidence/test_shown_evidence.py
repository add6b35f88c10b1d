"""What lessons show of the evidence: published facts only, in the reader's language, mended everywhere."""

from uuid import uuid4

import pytest
from wagtail.models import Locale

from courses.models import CompiledLesson, ConflictSet, Fact, LessonPage
from tests.courses.evidence.facts import make_conflict, make_fact
from tests.factories import make_course, publish

pytestmark = pytest.mark.django_db


def place(lesson, *blocks: tuple[str, dict]) -> LessonPage:
    """Publish a lesson whose body is the blocks given."""
    page = LessonPage.objects.get(pk=lesson.pk)
    raw = [{"type": kind, "id": str(uuid4()), "value": value} for kind, value in blocks]
    page.body = page.body.stream_block.to_python(raw)
    return publish(page)


def facts_block(*facts: Fact) -> tuple[str, dict]:
    return "facts", {"facts": [{"type": "item", "id": str(uuid4()), "value": fact.pk} for fact in facts]}


def compiled(lesson, language: str = "en") -> str:
    artifact = CompiledLesson.objects.get(lesson_key=lesson.translation_key, language=language).artifact
    return "".join(piece.get("html", "") for piece in artifact["pieces"])


@pytest.fixture
def lesson(db):
    return make_course(lessons=1, practice=0, questions=0).lessons[0]


def test_a_fact_stands_with_its_value_its_source_and_how_sure_it_is(lesson):
    place(lesson, facts_block(make_fact(speaker="An invented speaker", confidence_note="Added up.")))

    shown = compiled(lesson)
    for text in (
        "722",
        "people",
        "An invented speaker",
        "Invented report, 2021",
        "Table 1",
        "well supported",
    ):
        assert text in shown
    assert "invented-report" not in shown


def test_a_fact_never_published_stays_out_of_the_lesson(lesson):
    draft = make_fact("a-draft", statement="Nobody has signed this.", live=False)
    place(lesson, facts_block(make_fact(), draft), ("conflict", {"conflict": make_conflict(draft).pk}))

    assert "Nobody has signed this" not in compiled(lesson)


def test_a_mended_fact_is_mended_in_every_lesson_that_shows_it(lesson):
    fact = make_fact()
    conflict = make_conflict(fact)
    other = make_course(lessons=1, practice=0, questions=0).lessons[0]
    place(lesson, facts_block(fact))
    place(other, ("conflict", {"conflict": conflict.pk}))

    fact.section = "Table 2, mended"
    fact.save_revision().publish()

    assert "Table 2, mended" in compiled(lesson)
    assert "Table 2, mended" in compiled(other)


def test_a_source_renamed_is_renamed_under_every_figure(lesson):
    fact = make_fact()
    place(lesson, facts_block(fact))

    fact.source.short = "Invented report, second edition"
    fact.source.save()

    assert "second edition" in compiled(lesson)


def test_a_draft_of_a_fact_changes_no_lesson(lesson):
    fact = make_fact()
    place(lesson, facts_block(fact))
    fact.statement = "Not signed yet."
    fact.save_revision()
    publish(LessonPage.objects.get(pk=lesson.pk))

    assert "Not signed yet" not in compiled(lesson)


def test_every_position_of_a_disagreement_stands_with_its_source_and_date(lesson):
    facts = [
        make_fact("one", value_text="722", date_text="by June 2021"),
        make_fact("two", value_text="about 700"),
    ]
    place(lesson, ("conflict", {"conflict": make_conflict(*facts).pk}))

    shown = compiled(lesson)
    for text in ("How many?", "722", "about 700", "by June 2021", "Nobody says.", "Give both."):
        assert text in shown


def test_a_translated_fact_is_shown_in_the_readers_language_and_an_untranslated_one_says_its_own(lesson):
    russian = Locale.objects.get(language_code="ru")
    translated, alone = make_fact("translated"), make_fact("alone", statement="Only in English.")
    copy = translated.copy_for_translation(russian)
    copy.statement, copy.live = "Таблица называет 722 человека.", True
    copy.save()
    place(lesson, facts_block(translated, alone))
    page = LessonPage.objects.get(pk=lesson.pk)

    shown = "".join(str(child.render({"locale": russian})) for child in page.body)

    assert "Таблица называет" in shown
    assert '<figure class="fact fact-fact" lang="en">' in shown


@pytest.mark.parametrize("model", [Fact, ConflictSet])
def test_previews_of_evidence_show_it_as_lessons_do(lesson, model, rf):
    fact = make_fact()
    item = fact if model is Fact else make_conflict(fact)

    response = item.make_preview_request()

    assert response.status_code == 200
    assert "Invented report, 2021" in response.content.decode()
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
