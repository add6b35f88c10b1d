"""What every course package must keep to before anybody reads it."""

import re

import pytest

from tests.library.packages import (
    REFERRING,
    SPEAKING,
    course,
    course_translations,
    evidence,
    lessons,
    package_names,
    questions,
)
from tests.library.wording import POINTING, STIGMA, asked, unquoted, words

PACKAGES = package_names()
LESSONS = [lesson for package in PACKAGES for lesson in lessons(package)]
# What is taught in words; the sittings of cases have rules of their own, in test_cases.py.
TAUGHT = [lesson for lesson in LESSONS if not lesson.is_case]
EXPERTS = {"clinical", "theological", "legal", "native-language"}
LEVELS = {"remember", "understand", "apply", "analyse", "evaluate", "create"}
FRONT = {"id", "title", "load", "objectives", "content_note", "expert_review", "review"}
COURSE = {
    "id", "title", "outward_name", "summary", "able_to", "audience", "competencies",
    "valid_months", "languages", "modules", "objectives", "test", "invented",
}  # fmt: skip
COMPETENCIES = {
    "do-no-harm", "confidentiality", "evidence-literacy", "ethical-reporting", "first-contact",
    "trauma-informed-practice", "inclusive-classroom", "faith-dialogue", "family-community",
    "guardianship-documents", "interagency", "sustaining",
}  # fmt: skip
WORDS_A_MINUTE = 165

per_package = pytest.mark.parametrize("package", PACKAGES)
per_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.path.name)
per_taught_lesson = pytest.mark.parametrize("lesson", TAUGHT, ids=lambda lesson: lesson.path.name)


def test_the_library_holds_the_three_first_packages():
    assert {"common-core", "stigma-sensitive-reporting", "trauma-informed-care"} <= set(PACKAGES)


@per_package
def test_a_course_says_everything_a_catalogue_and_a_certificate_need(package):
    data = course(package)
    assert set(data) == COURSE
    assert data["id"] == package
    assert all(data[key] for key in COURSE - {"invented"})
    assert set(data["competencies"]) <= COMPETENCIES
    assert {objective["level"] for objective in data["objectives"].values()} <= LEVELS
    assert 50 <= data["test"]["pass_mark"] <= 100


@per_package
def test_every_lesson_of_a_course_has_its_files_and_no_file_is_left_over(package):
    planned = [lesson for module in course(package)["modules"] for lesson in module["lessons"]]
    english = [lesson.front["id"] for lesson in lessons(package) if lesson.language == "en"]
    assert sorted(planned) == sorted(english)
    sittings = {lesson.front["id"] for lesson in lessons(package) if lesson.is_case}
    assert set(planned) - sittings == {question["lesson"] for question in questions(package)}
    assert {lesson.language for lesson in lessons(package)} == set(course(package)["languages"])


@per_package
def test_every_objective_is_taught_in_exactly_one_lesson(package):
    taught = [
        objective
        for lesson in lessons(package)
        if lesson.language == "en"
        for objective in lesson.front["objectives"]
    ]
    assert sorted(taught) == sorted(course(package)["objectives"])


@per_package
def test_names_that_leave_the_site_do_not_point_at_the_families(package):
    for data in [course(package), *course_translations(package)]:
        assert POINTING.search(data["outward_name"]) is None


@per_package
def test_a_translated_course_names_nothing_its_source_does_not_have(package):
    source = course(package)
    for data in course_translations(package):
        assert data["review"] == "awaiting-native"
        assert len(data["able_to"]) == len(source["able_to"])
        assert [m["id"] for m in data["modules"]] == [m["id"] for m in source["modules"]]
        assert set(data["objectives"]) <= set(source["objectives"])
        assert data["test"]["id"] == source["test"]["id"]


@per_lesson
def test_the_front_matter_of_a_lesson_is_complete(lesson):
    front = lesson.front
    assert set(front) == FRONT
    assert lesson.path.name == f"{front['id']}.{lesson.language}.md"
    assert front["title"] and front["objectives"] and front["load"] in (1, 2, 3)
    assert set(front["objectives"]) <= set(course(lesson.package)["objectives"])
    assert isinstance(front["content_note"], str) and set(front["expert_review"]) <= EXPERTS
    assert front["review"] == ("none" if lesson.language == "en" else "awaiting-native")


@per_lesson
def test_blocks_that_refer_name_ids_and_blocks_that_speak_have_words(lesson):
    for block in lesson.blocks:
        if block.kind in REFERRING:
            assert block.arguments and not block.text
        if block.kind in SPEAKING:
            assert block.text and not block.arguments


@per_taught_lesson
def test_a_lesson_has_between_five_hundred_and_a_thousand_words(lesson):
    assert 500 <= words(lesson.text) <= 1000


@per_taught_lesson
def test_a_lesson_lets_the_reader_try_before_it_tells_and_ends_with_something_small(lesson):
    kinds = [block.kind for block in lesson.blocks]
    assert kinds[0] == "prose"
    assert kinds.index("question") < kinds.index("keypoint")
    assert kinds[-1] == "try" or kinds[-2:] == ["try", "prose"]


@per_lesson
def test_a_lesson_with_its_evidence_and_questions_fits_into_nine_minutes(lesson):
    facts, conflicts = evidence("facts"), evidence("conflicts")
    practice = {question["id"]: question for question in questions(lesson.package)}
    shown = [lesson.text]
    shown += [facts[name]["statement"] for name in lesson.arguments(kind="facts")]
    for name in lesson.arguments(kind="conflict"):
        shown += [conflicts[name]["explanation"], *(p["says"] for p in conflicts[name]["positions"])]
    for name in lesson.arguments(kind="question"):
        shown += [asked(practice[name]), *(choice["text"] for choice in practice[name]["choices"])]
    assert sum(words(text) for text in shown) / WORDS_A_MINUTE <= 9


@per_lesson
def test_every_fact_and_disagreement_a_lesson_shows_exists(lesson):
    assert set(lesson.arguments(kind="facts")) <= set(evidence("facts"))
    assert set(lesson.arguments(kind="conflict")) <= set(evidence("conflicts"))


@per_lesson
def test_every_larger_number_in_a_lesson_stands_in_evidence_shown_beside_it(lesson):
    shown = [evidence("facts")[name] for name in lesson.arguments(kind="facts")]
    shown += [evidence("conflicts")[name] for name in lesson.arguments(kind="conflict")]
    backing = str(shown).replace(",", "")
    # Hours, years, list numbers and "(56)", a length, are no figures; quoted text may be invented.
    text = re.sub(r"\d{1,2}:\d{2}|\b(?:19|20)\d{2}\b|\(\d+\)", "", unquoted(lesson.text))
    numbers = {number for number in re.findall(r"\d+", text.replace(",", "")) if int(number) > 31}
    assert [n for n in numbers if not re.search(rf"(?<!\d){n}(?!\d)", backing)] == []


@per_taught_lesson
def test_a_lesson_places_its_practice_questions_and_no_question_of_the_test(lesson):
    placed = lesson.arguments(kind="question")
    practice = [
        question["id"]
        for question in questions(lesson.package)
        if question["lesson"] == lesson.front["id"] and question["use"] == "practice"
    ]
    assert sorted(placed) == sorted(practice)
    assert 1 <= len(placed) <= 3


@pytest.mark.parametrize(
    "lesson", [item for item in LESSONS if item.language != "en"], ids=lambda lesson: lesson.path.name
)
def test_a_translation_keeps_the_blocks_of_its_source_in_their_order(lesson):
    (source,) = (
        other
        for other in lessons(lesson.package)
        if other.language == "en" and other.front["id"] == lesson.front["id"]
    )
    assert [(b.kind, b.arguments) for b in lesson.blocks] == [(b.kind, b.arguments) for b in source.blocks]


@per_lesson
def test_a_lesson_shows_stigmatising_words_only_in_quotation_marks(lesson):
    assert STIGMA.findall(unquoted(lesson.text)) == []


@per_lesson
def test_a_lesson_never_raises_its_voice(lesson):
    assert "!" not in lesson.text
