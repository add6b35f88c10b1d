"""What every question of every course package must keep to."""

import re
from collections import Counter
from decimal import Decimal

import pytest

from assessments.frozen import answer_key
from assessments.rules import area_of, overlap, readings, scene_faults
from tests.library.packages import course, evidence, package_names, question_translations, questions
from tests.library.wording import STIGMA, asked, unquoted, words

PACKAGES = package_names()
QUESTIONS = [question for package in PACKAGES for question in questions(package)]

CHOSEN = [
    question for question in QUESTIONS if question["type"] in ("single", "multiple", "true_false", "justify")
]
OTHERS = [question for question in QUESTIONS if question not in CHOSEN]

per_package = pytest.mark.parametrize("package", PACKAGES)
per_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["id"])


per_choice_question = pytest.mark.parametrize("question", CHOSEN, ids=lambda question: question["id"])
per_other_question = pytest.mark.parametrize("question", OTHERS, ids=lambda question: question["id"])


def right_of(question: dict) -> list[dict]:
    """What we call right; of steps and pairs, which are neither, all we say."""
    return [choice for choice in question["choices"] if choice.get("right", True)]


@per_package
def test_translated_questions_keep_the_ids_of_their_source_and_leave_nothing_out(package):
    for lesson, translated in question_translations(package):
        source = [q for q in questions(package) if q["lesson"] == lesson and q["use"] in ("practice", "pool")]
        assert [item["id"] for item in translated] == [item["id"] for item in source]
        for item, original in zip(translated, source, strict=True):
            assert ("statement" in item) == ("statement" in original) and asked(item)
            assert [c["id"] for c in item["choices"]] == [c["id"] for c in original["choices"]]
            assert [bool(c.get("match")) for c in item["choices"]] == [
                "match" in c for c in original["choices"]
            ]
            for name in ("group", "better", "why"):
                assert [name in c for c in item["choices"]] == [name in c for c in original["choices"]]
            assert len(item.get("others", [])) == len(original.get("others", []))
            assert ("unit" in item) == ("unit" in original)
            assert [r["id"] for r in item.get("reasons", [])] == [
                r["id"] for r in original.get("reasons", [])
            ]
            assert all(choice["text"] and choice.get("why", "-") for choice in item["choices"])


def test_no_question_id_is_used_twice():
    assert [name for name, count in Counter(q["id"] for q in QUESTIONS).items() if count > 1] == []


@per_question
def test_a_question_belongs_to_its_lesson_and_knows_its_use(question):
    use = {"p": "practice", "q": "pool", "a": "form-a", "b": "form-b"}
    match = re.fullmatch(rf"{question['lesson']}-(p|q|a|b)\d\d", question["id"])
    assert match and question["use"] == use[match[1]]
    assert question["objective"].startswith(f"{question['lesson']}-o")
    assert question["difficulty"] in ("easy", "medium", "hard")
    assert set(question["facts"]) <= set(evidence("facts"))


@per_choice_question
def test_a_question_has_the_right_answers_its_type_allows(question):
    assert 3 <= len(question["choices"]) <= 5
    assert [choice["id"] for choice in question["choices"]] == list("abcde")[: len(question["choices"])]
    if question["type"] == "multiple":
        assert 1 <= len(right_of(question)) < len(question["choices"])
    else:
        assert len(right_of(question)) == 1
    reasons = question.get("reasons", [])
    assert (question["type"] == "justify") == bool(reasons)
    assert sum(reason["right"] for reason in reasons) == bool(reasons)
    assert ("statement" in question, "stem" in question) == (
        (True, False) if question["type"] == "true_false" else (False, True)
    )
    assert question["type"] != "true_false" or isinstance(question["answer"], bool)


@per_other_question
def test_what_is_arranged_or_written_has_a_key_that_can_be_graded(question):
    choices = question["choices"]
    assert [choice["id"] for choice in choices] == list("abcdefgh")[: len(choices)]
    assert "stem" in question and question["type"] in KEYS
    assert_key_fits(question)


def assert_key_fits(question: dict) -> None:
    KEYS[question["type"]](question, question["choices"])


def order_fits(question: dict, choices: list[dict]) -> None:
    places = [choice["place"] for choice in choices]
    assert 3 <= len(choices) <= 7 and places == sorted(places) and places[0] == 1
    assert len(set(places)) >= 3 and set(places) == set(range(1, max(places) + 1))


def match_fits(question: dict, choices: list[dict]) -> None:
    partners = [choice["match"] for choice in choices]
    assert 3 <= len(choices) <= 6 and all(partners) and len(set(partners)) >= 3
    others = question.get("others", [])
    assert len({*partners, *others}) == len(set(partners)) + len(others)


def groups_fit(question: dict, choices: list[dict]) -> None:
    groups = {choice["group"] for choice in choices}
    others = question.get("others", [])
    assert 4 <= len(choices) <= 8 and 2 <= len(groups | set(others)) <= 4 and all(groups)
    assert len(groups) >= 2 and not groups & set(others)


def words_fit(question: dict, choices: list[dict]) -> None:
    keys = [answer_key(str(choice["text"]), "en") for choice in choices]
    assert right_of(question) and all(keys) and len(set(keys)) == len(keys)
    assert all(len(str(choice["text"])) <= 60 for choice in choices)


def numbers_fit(question: dict, choices: list[dict]) -> None:
    values = [(*readings(str(choice["text"])), Decimal(str(choice["tolerance"]))) for choice in choices]
    assert right_of(question) and question["unit"] and all(len(each) == 2 for each in values)
    assert not overlap(values)


def scale_fits(question: dict, choices: list[dict]) -> None:
    assert 3 <= len(choices) <= 5 and question["use"] == "practice"
    assert all("right" not in choice for choice in choices)


def errors_fit(question: dict, choices: list[dict]) -> None:
    errors = [choice for choice in choices if "better" in choice]
    assert errors and len(errors) * 2 <= len(choices) <= 8
    assert all(choice["why"] and choice["better"] != choice["text"] for choice in errors)


def spots_fit(question: dict, choices: list[dict]) -> None:
    scene = question["scene"]
    areas = [area_of(", ".join(map(str, choice["area"]))) for choice in choices]
    assert 4 <= len(choices) <= 8 and 1 <= len(right_of(question)) < len(choices)
    assert words(scene["words"]) >= 15 and all(words(choice["text"]) >= 3 for choice in choices)
    faults = scene_faults(scene["width"], scene["height"], areas)
    assert not any((faults.missing, faults.outside, faults.small, faults.overlapping))


KEYS = {
    "order": order_fits,
    "match": match_fits,
    "groups": groups_fit,
    "short": words_fit,
    "numeric": numbers_fit,
    "rating": scale_fits,
    "error_hunt": errors_fit,
    "hotspot": spots_fit,
}


@pytest.mark.parametrize(
    "broken",
    [
        {"type": "order", "choices": [{"place": 1}, {"place": 1}, {"place": 2}]},
        {"type": "order", "choices": [{"place": 2}, {"place": 1}, {"place": 3}]},
        {"type": "order", "choices": [{"place": 1}, {"place": 2}, {"place": 4}]},
        {"type": "match", "choices": [{"match": "x"}, {"match": ""}, {"match": "y"}]},
        {"type": "match", "choices": [{"match": "x"}, {"match": "y"}, {"match": "x"}]},
        {"type": "match", "choices": [{"match": each} for each in "xyz"], "others": ["x"]},
        {"type": "short", "choices": [{"text": "1300", "right": True}, {"text": "1 300", "right": False}]},
        {"type": "short", "choices": [{"text": "1300", "right": False}]},
        {"type": "groups", "choices": [{"group": "x"} for _ in range(4)]},
        {"type": "groups", "choices": [{"group": each} for each in "xyxy"], "others": ["x"]},
        {"type": "rating", "use": "pool", "choices": [{}, {}, {}]},
        {"type": "error_hunt", "choices": [{"text": "a", "better": "b", "why": "c"}]},
        {
            "type": "hotspot",
            "scene": {"width": 12, "height": 8, "words": "word " * 15},
            "choices": [
                {"text": "a place there", "right": not left, "area": [left, 0, 2, 2]} for left in (0, 1, 4, 8)
            ],
        },
        {
            "type": "numeric",
            "unit": "people",
            "choices": [
                {"text": 40, "right": True, "tolerance": 3},
                {"text": 45, "right": False, "tolerance": 2},
            ],
        },
    ],
)
def test_the_check_itself_finds_a_key_that_cannot_be_graded(broken):
    with pytest.raises(AssertionError):
        assert_key_fits(broken)


@per_question
def test_no_question_asks_for_a_story_about_somebody(question):
    asks_for_one = (
        r"\b(describe|tell us about|write about) (a|your|one) (case|family|child|woman|client|pupil)\b"
    )
    assert question["type"] != "short" or not re.search(asks_for_one, asked(question), re.IGNORECASE)


@per_question
def test_every_choice_is_explained_and_none_sums_up_the_others(question):
    for choice in [*question["choices"], *question.get("reasons", [])]:
        # A sound passage of a text with errors needs no word.
        is_sound = question["type"] == "error_hunt" and "better" not in choice
        assert is_sound or words(choice["why"]) >= 5
        assert not re.search(r"(all|none|both) of (the above|these)", str(choice["text"]), re.IGNORECASE)


@per_package
def test_the_pool_can_always_fill_the_plan_of_the_end_test(package):
    pool = Counter((q["objective"], q["difficulty"]) for q in questions(package) if q["use"] == "pool")
    for cell in course(package)["test"]["blueprint"]:
        assert cell["objective"] in course(package)["objectives"]
        assert 1 <= cell["draw"] <= pool[cell["objective"], cell["difficulty"]]


def test_the_longest_option_is_no_hint():
    single = [question for question in QUESTIONS if question["type"] == "single"]
    longest = [q for q in single if len(right_of(q)[0]["text"]) == max(len(c["text"]) for c in q["choices"])]
    assert single and len(longest) / len(single) <= 0.30


def test_the_place_of_an_option_is_no_hint():
    places = Counter(right_of(q)[0]["id"] for q in QUESTIONS if q["type"] == "single")
    assert max(places.values()) / places.total() <= 0.45


@per_question
def test_no_question_itself_uses_a_stigmatising_word(question):
    """Wrong choices may offer the mistake; whatever we say or call right may only quote it."""
    spoken = [asked(question), *(choice.get("why", "") for choice in question["choices"])]
    spoken += [str(choice["text"]) for choice in right_of(question)]
    spoken += [f"{reason['text']} {reason['why']}" for reason in question.get("reasons", [])]
    spoken += [f"{choice.get('better', '')} {choice.get('group', '')}" for choice in question["choices"]]
    spoken += [choice.get("match", "") for choice in question["choices"]] + question.get("others", [])
    assert STIGMA.findall(unquoted("\n".join(spoken))) == []


@per_question
def test_a_question_never_raises_its_voice(question):
    assert "!" not in asked(question) + "".join(
        f"{choice['text']}{choice.get('match', '')}{choice.get('why', '')}{choice.get('better', '')}"
        for choice in [*question["choices"], *question.get("reasons", [])]
    )


# What the programme asks of the shared course: 63 questions, by objective and difficulty.
PLAN = {  # objective: questions that are easy, medium, hard
    "core-01-o1": (1, 0, 0),
    "core-01-o2": (1, 1, 0),
    "core-02-o1": (1, 2, 1),
    "core-02-o2": (0, 1, 1),
    "core-02-o3": (1, 0, 0),
    "core-03-o1": (3, 1, 0),
    "core-03-o2": (1, 2, 1),
    "core-04-o1": (1, 2, 0),
    "core-04-o2": (0, 1, 1),
    "core-05-o1": (2, 1, 0),
    "core-05-o2": (0, 2, 1),
    "core-06-o1": (1, 1, 0),
    "core-06-o2": (0, 2, 1),
    "core-06b-o1": (0, 1, 1),
    "core-07-o1": (2, 0, 0),
    "core-07-o2": (0, 2, 0),
    "core-08-o1": (1, 1, 0),
    "core-08-o2": (0, 2, 1),
    "core-08b-o1": (0, 1, 0),
    "core-09-o1": (1, 1, 0),
    "core-09-o2": (0, 1, 1),
    "core-10-o1": (2, 0, 0),
    "core-10-o2": (0, 1, 0),
    "core-11-o1": (1, 1, 0),
    "core-11-o2": (0, 2, 1),
    "core-12-o1": (2, 0, 0),
    "core-12-o2": (0, 2, 0),
    "core-12-o3": (0, 1, 0),
}


def test_the_shared_course_has_a_question_for_every_cell_of_its_plan():
    pool = Counter((q["objective"], q["difficulty"]) for q in questions("common-core") if q["use"] == "pool")
    asked_for = {
        (objective, difficulty): number
        for objective, numbers in PLAN.items()
        for difficulty, number in zip(("easy", "medium", "hard"), numbers, strict=True)
    }
    assert sum(asked_for.values()) == 63
    assert {cell: number for cell, number in asked_for.items() if pool[cell] < number} == {}


def test_the_shared_course_has_126_questions_to_draw_and_16_reserved():
    uses = Counter(question["use"] for question in questions("common-core"))
    assert (uses["pool"], uses["form-a"], uses["form-b"]) == (126, 8, 8)


def test_the_two_forms_ask_for_the_same_objectives_in_every_module():
    forms = {
        use: sorted((q["objective"], q["difficulty"]) for q in questions("common-core") if q["use"] == use)
        for use in ("form-a", "form-b")
    }
    assert forms["form-a"] == forms["form-b"]
    lessons = {objective.rpartition("-")[0] for objective, _difficulty in forms["form-a"]}
    asked = [len(lessons & set(module["lessons"])) for module in course("common-core")["modules"]]
    assert len(lessons) == 8 and min(asked) >= 2


def test_no_reserved_question_repeats_one_that_is_practised_or_drawn():
    stems = Counter(asked(question) for question in questions("common-core"))
    assert stems.most_common(1)[0][1] == 1


@per_question
def test_only_practice_leans_on_its_lesson(question):
    assert question.get("needs_lesson", True) is True
    assert question["use"] == "practice" or "needs_lesson" not in question
