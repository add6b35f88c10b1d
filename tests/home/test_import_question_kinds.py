"""Questions of a package that are arranged or written: read, written, translated under the same ids."""

import pytest
from wagtail.models import Locale

from assessments.api import translate_question, write_pool, write_questions
from assessments.models import Question, QuestionVersion
from courses.api import TranslationMismatch
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.reading import Package
from tests.factories import make_home

pytestmark = pytest.mark.django_db

COURSE = "id: sample\nlanguages: [en, ru]\n"
FILING = "use: pool, objective: sample-o1, difficulty: easy, facts: []"
QUESTIONS = f"""
- {{id: q-order, type: order, {FILING}, stem: "What comes first?", choices: [
    {{id: a, text: "Ask", place: 1, why: "First."}}, {{id: b, text: "Listen", place: 2, why: "Then."}},
    {{id: c, text: "Wait", place: 2, why: "Or this."}}]}}
- {{id: q-match, type: match, {FILING}, stem: "What belongs where?", others: ["2022"], choices: [
    {{id: a, text: "One", match: "2019", why: "Early."}}, {{id: b, text: "Two", match: "2020", why: "Late."}},
    {{id: c, text: "Three", match: "2019", why: "Early too."}}]}}
- {{id: q-short, type: short, {FILING}, stem: "How many?", choices: [
    {{id: a, text: 2427, right: true, why: "Yes."}},
    {{id: b, text: "2472", right: false, why: "Turned round."}}]}}
- {{id: q-groups, type: groups, {FILING}, stem: "Which group?", others: ["guess"], choices: [
    {{id: a, text: "One", group: "fact", why: "So."}}, {{id: b, text: "Two", group: "claim", why: "So."}}]}}
- {{id: q-number, type: numeric, {FILING}, stem: "How many?", unit: "people", choices: [
    {{id: a, text: 47.5, right: true, tolerance: 0.5, why: "Yes."}},
    {{id: b, text: 475, right: false, why: "Ten times."}}]}}
- {{id: q-hunt, type: error_hunt, {FILING}, stem: "Where?", choices: [
    {{id: a, text: "In 2019"}}, {{id: b, text: "47", better: "14", why: "Added up."}},
    {{id: c, text: "came home."}}]}}
- {{id: q-why, type: justify, {FILING}, stem: "Which?", choices: [
    {{id: a, text: "This", right: true, why: "Yes."}}, {{id: b, text: "That", right: false, why: "No."}}],
    reasons: [{{id: r1, text: "Since", right: false, why: "No."}},
    {{id: r2, text: "For", right: true, why: "Yes."}}]}}
- {{id: q-spots, type: hotspot, {FILING}, stem: "Where?", scene: {{width: 8, height: 6, words: "A room.",
    things: [{{symbol: door, area: [0, 3, 1, 1]}}, {{symbol: desk, area: [3, 0, 2, 1], label: "Desk"}}]}},
    choices: [{{id: a, text: "Low", area: [5, 4, 2, 2], right: true, why: "Yes."}},
    {{id: b, text: "High", area: [1, 1, 2, 2], right: false, why: "No."}}]}}
- {{id: q-scale, type: rating, use: practice, objective: sample-o1, difficulty: easy, stem: "How sure?",
    choices: [{{id: a, text: "Very", why: "One text."}}, {{id: b, text: "Little", why: "No text."}}]}}
"""
RUSSIAN = """
- {id: q-order, stem: "Что сначала?", choices: [{id: a, text: "Спросить", why: "Первое."},
    {id: b, text: "Слушать", why: "Потом."}, {id: c, text: "Ждать", why: "Или так."}]}
- {id: q-match, stem: "Что куда?", others: ["в 2022"], choices: [
    {id: a, text: "Раз", match: "в 2019", why: "Рано."},
    {id: b, text: "Два", match: "в 2020", why: "Поздно."},
    {id: c, text: "Три", match: "в 2019", why: "Рано."}]}
- {id: q-short, stem: "Сколько?", choices: [
    {id: a, text: "2427", why: "Да."}, {id: b, text: "2472", why: "Нет."}]}
- {id: q-groups, stem: "Куда?", others: ["догадка"], choices: [
    {id: a, text: "Раз", group: "факт", why: "Да."}, {id: b, text: "Два", group: "мнение", why: "Да."}]}
- {id: q-number, stem: "Сколько?", unit: "человек", choices: [
    {id: a, text: "47,5", why: "Да."}, {id: b, text: "475", why: "Нет."}]}
- {id: q-hunt, stem: "Где?", choices: [{id: a, text: "В 2019"},
    {id: b, text: "сорок семь", better: "четырнадцать", why: "Сумма."}, {id: c, text: "вернулись."}]}
- {id: q-why, stem: "Что?", choices: [{id: a, text: "Это", why: "Да."}, {id: b, text: "То", why: "Нет."}],
    reasons: [{id: r1, text: "Ведь", why: "Нет."}, {id: r2, text: "Потому", why: "Да."}]}
- {id: q-spots, stem: "Где?", scene: {words: "Комната.", labels: ["Стол"]}, choices: [
    {id: a, text: "Внизу", why: "Да."}, {id: b, text: "Вверху", why: "Нет."}]}
- {id: q-scale, stem: "Верно?", choices: [
    {id: a, text: "Да", why: "Текст."}, {id: b, text: "Нет", why: "Нет."}]}
"""


@pytest.fixture
def package(tmp_path) -> Package:
    make_home()
    (tmp_path / "questions").mkdir()
    (tmp_path / "course.yaml").write_text(COURSE, encoding="utf-8")
    (tmp_path / "questions" / "sample-01.yaml").write_text(QUESTIONS, encoding="utf-8")
    (tmp_path / "questions" / "sample-01.ru.yaml").write_text(RUSSIAN, encoding="utf-8")
    write_pool(code="sample", name="Sample")
    return Package(tmp_path)


def newest(code: str, language: str) -> dict:
    question = Question.objects.get(code=code, locale=Locale.get_default())
    versions = QuestionVersion.objects.filter(question_key=question.translation_key, language=language)
    return versions.order_by("-number").first().content


def test_questions_of_every_kind_are_published_and_translated(package):
    write_questions(package.questions())
    for plan in package.translated_questions("ru"):
        translate_question(plan, "ru")
    assert [choice["place"] for choice in newest("q-order", "ru")["choices"]] == [1, 2, 2]
    assert [choice["text"] for choice in newest("q-order", "ru")["choices"]] == [
        "Спросить",
        "Слушать",
        "Ждать",
    ]
    english, russian = newest("q-match", "en")["partners"], newest("q-match", "ru")["partners"]
    assert [partner["text"] for partner in english] == ["2019", "2020", "2022"]
    assert [partner["text"] for partner in russian] == ["в 2019", "в 2020", "в 2022"]
    assert [partner["id"] for partner in russian] == [partner["id"] for partner in english]
    assert [choice["text"] for choice in newest("q-short", "en")["choices"]] == ["2427", "2472"]
    assert [choice["right"] for choice in newest("q-short", "ru")["choices"]] == [True, False]


def test_what_counts_in_part_or_not_at_all_is_published_and_translated(package):
    write_questions(package.questions())
    for plan in package.translated_questions("ru"):
        translate_question(plan, "ru")
    assert [group["text"] for group in newest("q-groups", "ru")["partners"]] == ["факт", "мнение", "догадка"]
    number = newest("q-number", "ru")
    assert number["unit"] == "человек" and newest("q-number", "en")["unit"] == "people"
    assert [(each["text"], each["value"], each["within"]) for each in number["choices"]] == [
        ("47,5", "47.5", "0.5"),
        ("475", "475", "0"),
    ]
    hunt = [(each["right"], each["better"]) for each in newest("q-hunt", "ru")["choices"]]
    assert hunt == [(False, ""), (True, "четырнадцать"), (False, "")]
    reasons = [(each["text"], each["right"]) for each in newest("q-why", "ru")["reasons"]]
    assert reasons == [("Ведь", False), ("Потому", True)]
    assert [each["right"] for each in newest("q-scale", "ru")["choices"]] == [False, False]


def test_a_translation_with_another_number_is_not_shown(package):
    file = package.folder / "questions" / "sample-01.ru.yaml"
    file.write_text(RUSSIAN.replace('text: "47,5"', 'text: "48,5"'), encoding="utf-8")
    write_questions(package.questions())
    plans = {plan.code: plan for plan in package.translated_questions("ru")}
    translate_question(plans["q-number"], "ru")
    assert not QuestionVersion.objects.filter(language="ru").exists()


def test_writing_the_same_plans_again_makes_no_new_version(package):
    for _ in range(2):
        write_questions(package.questions())
    assert QuestionVersion.objects.count() == 9


def test_a_translation_that_forgets_a_partner_is_refused(package):
    file = package.folder / "questions" / "sample-01.ru.yaml"
    file.write_text(RUSSIAN.replace(', others: ["в 2022"]', ""), encoding="utf-8")
    write_questions(package.questions())
    plans = {plan.code: plan for plan in package.translated_questions("ru")}
    with pytest.raises(TranslationMismatch):
        translate_question(plans["q-match"], "ru")


def test_questions_published_together_are_as_if_each_had_been_published_alone(package):
    write_questions(package.questions())
    question = Question.objects.get(code="q-short", locale=Locale.get_default())

    assert question.live and not question.has_unpublished_changes
    assert question.live_revision == question.latest_revision == question.get_latest_revision()
    assert question.live_revision.as_object().stem == question.stem
    question.stem += " Write the number."
    question.save_revision().publish()
    versions = QuestionVersion.objects.filter(question_key=question.translation_key)
    assert sorted(versions.values_list("number", flat=True)) == [1, 2]


def test_questions_that_cannot_be_graded_are_published_neither_together_nor_alone(package):
    from dataclasses import replace

    from assessments.publishing import QuestionNotReady

    plans = package.questions()
    short = next(plan for plan in plans if plan.code == "q-short")
    nothing_right = replace(short, choices=tuple(replace(c, is_right=False) for c in short.choices))
    with pytest.raises(QuestionNotReady):
        write_questions([*[plan for plan in plans if plan is not short], nothing_right])
    assert not Question.objects.exists()


def test_a_picture_is_published_and_translated_with_every_square_where_it_was(package):
    write_questions(package.questions())
    for plan in package.translated_questions("ru"):
        translate_question(plan, "ru")
    english, russian = newest("q-spots", "en"), newest("q-spots", "ru")
    assert [each["text"] for each in english["choices"]] == ["High", "Low"]
    assert [each["text"] for each in russian["choices"]] == ["Вверху", "Внизу"]
    assert [each["area"] for each in russian["choices"]] == [[1, 1, 2, 2], [5, 4, 2, 2]]
    assert (english["scene"]["words"], russian["scene"]["words"]) == ("A room.", "Комната.")
    assert [each["label"] for each in russian["scene"]["things"]] == ["", "Стол"]
    assert [each["area"] for each in russian["scene"]["things"]] == [[0, 3, 1, 1], [3, 0, 2, 1]]


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ("area: [5, 4, 2, 2]", "area: [2, 2, 2, 2]", "q-spots: choices a and b overlap."),
        ("area: [5, 4, 2, 2]", "area: [7, 4, 2, 2]", "q-spots: choice a reaches beyond the picture."),
        ("area: [5, 4, 2, 2]", "area: [5, 4, 1, 2]", "q-spots: choice a is too small for a finger"),
        ("area: [5, 4, 2, 2]", "area: [5, 4, -2, 2]", "q-spots: choice a has no area like"),
        ("area: [5, 4, 2, 2]", "area: far away", "q-spots: choice a has no area like"),
        ("area: [5, 4, 2, 2], ", "", "q-spots: choice a has no area like"),
        ("area: [0, 3, 1, 1]", "area: [0, 6, 1, 1]", "q-spots: thing 1 .door. is not on the picture."),
        ("width: 8", "width: wide", "q-spots: the picture cannot be read"),
        ("width: 8, ", "", "q-spots: the picture cannot be read"),
        ("scene:", "scenery:", "q-spots: the picture cannot be read"),
    ],
)
def test_a_picture_that_cannot_be_drawn_is_refused_by_the_name_of_what_is_wrong(
    package, written, instead, said
):
    file = package.folder / "questions" / "sample-01.yaml"
    assert written in QUESTIONS
    file.write_text(QUESTIONS.replace(written, instead), encoding="utf-8")
    with pytest.raises(PackageError, match=said):
        package.questions()


def test_a_translation_with_too_few_or_too_many_labels_is_refused(package):
    file = package.folder / "questions" / "sample-01.ru.yaml"
    for labels in ("[]", '["Стол", "Ещё"]'):
        file.write_text(RUSSIAN.replace('["Стол"]', labels), encoding="utf-8")
        with pytest.raises(PackageError, match="q-spots: give one of the labels"):
            package.translated_questions("ru")
