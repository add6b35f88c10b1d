"""What lessons show of the evidence: published facts only, in the reader's language, mended everywhere."""

import re

import pytest
from django.utils.translation import override
from wagtail.models import Locale

from courses.api import courses_on_shelf, published_version
from courses.content import citing
from courses.models import CompiledLesson, ConflictSet, Fact, LessonPage
from lms.jobs.actions import run_due_jobs
from tests.courses.evidence.facts import (
    compiled,
    conflict_block,
    facts_block,
    make_conflict,
    make_fact,
    place,
)
from tests.factories import make_course, publish
from tests.ground import anew

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _lesson(shared_ground):
    return make_course(lessons=1, practice=0, questions=0).lessons[0]


@pytest.fixture
def lesson(_lesson, db):
    return anew(_lesson)


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


def marks(html: str) -> list[str]:
    """Return what the dots of a drawing say of themselves."""
    return re.findall(r"<title>\s*(.*?)\s*</title>", html, re.DOTALL)


def rows(html: str) -> list[str]:
    """Return the words of the rows of the table under a drawing."""
    body = html.split("<tbody>")[1].split("</tbody>")[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in body.split("</tr>")[:-1]]


def test_every_numeric_rival_stands_as_a_dot_and_in_the_table(lesson):
    facts = [
        make_fact("one", value_text="722", value_low=722, value_high=722, date_text="by June 2021"),
        make_fact("two", value_text="about 700", value_low=700, value_high=700, date_text="2022"),
        make_fact("three", value_text="500 to 600", value_low=500, value_high=600, date_text="2020"),
        make_fact("four", value_text="more than 530", value_low=530, value_high=None, date_text="undated"),
    ]
    in_words = make_fact("five", value_text="", value_low=None, statement="Nobody counted.", date_text="2019")
    place(lesson, conflict_block(make_conflict(*facts, in_words, counted="people")))

    shown = compiled(lesson)
    assert len(marks(shown)) == 4 and len(rows(shown)) == 5
    for fact, mark, row in zip(facts, marks(shown), rows(shown), strict=False):
        for text in (fact.value_text, fact.date_text, "Invented report, 2021"):
            assert text in mark and text in row
    assert "Table 1" in rows(shown)[0] and "In words" in rows(shown)[4] and "2019" in rows(shown)[4]
    assert shown.count("<circle") == 5 and "lowest number is 500" in shown


def test_no_number_is_shown_that_no_source_names(lesson):
    low, high = (
        make_fact("low", value_text="400", value_low=400, value_high=400),
        make_fact("high", value_text="620", value_low=620, value_high=620),
    )
    place(lesson, conflict_block(make_conflict(low, high, counted="people")))

    shown = re.sub(r"<[^>]+>", " ", compiled(lesson))
    assert not {"510", "1020", "1,020"} & set(re.findall(r"[\d,]+", shown))


def test_parts_are_added_up_in_the_open_and_marked_as_our_addition(lesson):
    printed = make_fact("printed", value_text="435", value_low=435, value_high=435)
    parts = (
        make_fact("women", value_text="141", value_low=141, value_high=141, unit="women"),
        make_fact("children", value_text="334", value_low=334, value_high=334, unit="children"),
    )
    conflict = make_conflict(printed, parts, counted="people", adds_up="The rows give 475, not 435.")
    place(lesson, conflict_block(conflict))

    shown = compiled(lesson)
    assert len(marks(shown)) == 2
    assert "475 = " in rows(shown)[1] and "our addition" in rows(shown)[1]
    assert "141 women" in rows(shown)[1] and "334 children" in rows(shown)[1]
    assert 'fill="var(--sheet)"' in shown and "An open dot" in shown
    assert "The lowest number is 435" in shown
    assert "The rows give 475, not 435." in shown


def test_sides_that_do_not_count_the_same_are_told_and_not_drawn(lesson):
    facts = [
        make_fact("phases", value_text="5", value_low=5, value_high=5, unit="phases"),
        make_fact("people", value_text="700", value_low=700, value_high=700),
    ]
    place(lesson, conflict_block(make_conflict(*facts)))

    assert "<svg" not in compiled(lesson) and "positions" in compiled(lesson)


def test_facts_side_by_side_are_drawn_only_where_their_author_says_what_they_count(lesson):
    facts = [
        make_fact("one", value_high=722),
        make_fact("two", value_text="700", value_low=700, value_high=700),
    ]
    place(lesson, facts_block(*facts))
    assert "<svg" not in compiled(lesson)

    place(lesson, facts_block(*facts, counted="people"))
    assert len(marks(compiled(lesson))) == len(rows(compiled(lesson))) == 2


def test_every_fact_and_every_rival_leads_to_its_public_page(lesson):
    fact = make_fact("one", value_high=722)
    rival = make_fact("two", value_text="700", value_low=700, value_high=700, section="Table 2")
    drawn = make_conflict(fact, rival, counted="people")
    told = make_conflict(fact, rival, code="told")
    for block in (facts_block(fact, rival), conflict_block(drawn), conflict_block(told)):
        place(lesson, block)
        for code in ("one", "two"):
            assert f'href="/figures/{code}/"' in compiled(lesson)


def test_numbers_of_a_drawing_are_written_in_the_lessons_language(lesson):
    russian = Locale.objects.get(language_code="ru")
    facts = [
        make_fact("one", value_text="4,000", value_low=4000, value_high=4000),
        make_fact("two", value_text="7,000", value_low=7000, value_high=7000),
    ]
    page = place(lesson, conflict_block(make_conflict(*facts, counted="people")))

    with override("ru"):
        shown = "".join(str(child.render({"locale": russian})) for child in page.body)
    assert "4\xa0000" in shown
    assert re.findall(r'\s(?:x|y|cx|cy)="[^"]*[^\d"-][^"]*"', shown) == []


def test_a_lesson_knows_the_facts_it_shows(lesson):
    fact, rival, draft = make_fact("one"), make_fact("two"), make_fact("never", live=False)
    place(lesson, facts_block(fact, draft), conflict_block(make_conflict(fact, rival)))

    card = courses_on_shelf(published_version(), "en").popitem()[1].lessons[0]
    assert card.fact_codes == ("one", "two")


def test_only_the_lessons_that_show_a_mended_fact_are_compiled_anew(lesson):
    fact = make_fact()
    place(lesson, facts_block(fact))
    other = make_course(lessons=1, practice=0, questions=0).lessons[0]
    before = CompiledLesson.objects.get(lesson_key=other.translation_key).compiled_at

    fact.section = "Table 2, mended"
    fact.save_revision().publish()

    assert "Table 2, mended" in compiled(lesson)
    assert CompiledLesson.objects.get(lesson_key=other.translation_key).compiled_at == before


def test_where_very_many_lessons_show_a_fact_the_others_follow_by_a_job(monkeypatch):
    monkeypatch.setattr(citing, "LESSONS_AT_ONCE", 1)
    lessons = make_course(lessons=3, practice=0, questions=0).lessons
    fact = make_fact()
    for lesson in lessons:
        place(lesson, facts_block(fact))

    fact.section = "Table 2, mended"
    fact.save_revision().publish()
    mended = [lesson for lesson in lessons if "Table 2, mended" in compiled(lesson)]
    assert len(mended) == 1

    run_due_jobs()
    assert all("Table 2, mended" in compiled(lesson) for lesson in lessons)
