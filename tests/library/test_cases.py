"""What every case of every package must keep to."""

import re

import pytest

from casestudies import rules
from casestudies.frozen import graph_of
from lms.home.packages.cases import plan_from
from tests.library.packages import cases, evidence, lessons, package_names
from tests.library.test_content import COMPETENCIES
from tests.library.wording import POINTING, STIGMA, unquoted, words

CASES = [case for package in package_names() for case in cases(package).values()]
SITTINGS = [lesson for package in package_names() for lesson in lessons(package) if lesson.is_case]

per_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
per_sitting = pytest.mark.parametrize("lesson", SITTINGS, ids=lambda lesson: lesson.path.name)


def graph(case: dict) -> rules.Graph:
    """The case as the rules see it."""
    plan = plan_from(case)
    points = [
        {
            **vars(point),
            "facts": [{"code": code} for code in point.facts],
            "choices": [{**vars(choice), "id": choice.key} for choice in point.choices],
        }
        for point in plan.points
    ]
    return graph_of({"points": points, "endings": [vars(ending) for ending in plan.endings]})


def texts(case: dict) -> list[str]:
    """Everything somebody reads in a case."""
    found = [case["title"], case["opening"]]
    for point in case["points"]:
        found += [point.get(name, "") for name in ("speaker", "text", "profession", "weighs")]
        for choice in point["choices"]:
            found += [
                choice.get(n, "") for n in ("text", "consequence", "reason", "comment", "affects", "harm")
            ]
    return found + [text for ending in case["endings"] for text in (ending["text"], ending["holds"])]


def test_the_two_honest_disagreements_are_among_six_cases():
    assert {"belief-or-belonging", "a-face-at-the-airport"} <= {case["id"] for case in CASES}
    assert len(CASES) == 6


@per_case
def test_a_case_can_be_played_and_leaves_nothing_untold(case):
    assert rules.problems(graph(case)) == []
    assert rules.doubts(graph(case)) == []
    assert len(case["endings"]) >= 2


@per_case
def test_a_case_stands_on_facts_and_scores_known_competencies(case):
    facts = {code for point in case["points"] for code in point["facts"]}
    assert facts <= set(evidence("facts"))
    worth = {code for point in case["points"] for choice in point["choices"] for code in choice["scores"]}
    assert worth <= COMPETENCIES


@per_case
def test_a_case_says_that_its_people_are_invented_and_names_nobody(case):
    assert "invented" in case["opening"]
    # A name stands in the middle of a sentence with a capital letter; places we made up may.
    may = {"I", "Wednesday", "Wednesdays", "Thursday", "Tuesday", "Tuesdays", "Monday", "Friday", "Saturday",
           "Saturdays", "June", "August", "September", "October", "February", "November", "Mother", "Day",
           "Sarybulak", "Red", "Crescent", "Mid-October"}  # fmt: skip
    for text in texts(case):
        names = re.findall(r"(?<=[a-z,;] )[A-Z][\w-]+", unquoted(text))
        assert set(names) <= may


@per_case
def test_the_address_of_a_case_does_not_point_at_the_families(case):
    assert POINTING.search(case["id"]) is None and POINTING.search(case["title"]) is None


@per_case
def test_no_case_uses_a_stigmatising_word_or_raises_its_voice(case):
    said = "\n".join(texts(case))
    assert STIGMA.findall(unquoted(said)) == [] and "!" not in said


@per_case
def test_no_figure_stands_in_a_case_without_its_fact(case):
    backing = str([evidence("facts")[code] for point in case["points"] for code in point["facts"]])
    numbers = {number for text in texts(case) for number in re.findall(r"\d+", text) if int(number) > 31}
    assert [number for number in numbers if number not in backing] == []


@per_case
def test_every_ending_can_be_reached_and_no_turning_point_is_lost_whatever_one_chooses(case):
    """No refusing and no obeying shuts a case: from every choice one can still come to an end that holds."""
    drawn = graph(case)
    assert {ending.name for ending in drawn.endings} <= drawn.reached()
    assert all(ending["holds"] for ending in case["endings"])
    for point in case["points"]:
        assert max(worth(choice) for choice in point["choices"]) > 0


def worth(choice: dict) -> float:
    """What a choice is worth, over its competencies."""
    return sum(choice["scores"].values()) / len(choice["scores"])


def best_alone(point: dict) -> dict | None:
    """The choice that is worth most, where only one is."""
    most = max(worth(choice) for choice in point["choices"])
    best = [choice for choice in point["choices"] if worth(choice) == most]
    return best[0] if len(best) == 1 else None


def test_neither_length_nor_place_gives_the_best_choice_away():
    points = [point for case in CASES for point in case["points"] if best_alone(point)]
    longest = [p for p in points if best_alone(p) == max(p["choices"], key=lambda each: len(each["text"]))]
    first = [point for point in points if best_alone(point)["id"] == "a"]
    assert len(longest) / len(points) <= 0.35
    assert len(first) / len(points) <= 0.6


def test_every_case_has_one_sitting_and_every_sitting_one_case():
    placed = [name for lesson in SITTINGS for name in lesson.arguments(kind="case")]
    assert sorted(placed) == sorted(case["id"] for case in CASES)


@per_sitting
def test_a_sitting_says_a_few_words_then_plays_and_ends_with_something_small(lesson):
    kinds = [block.kind for block in lesson.blocks]
    assert kinds[:2] == ["prose", "case"] and kinds.count("case") == 1
    assert kinds[-2:] == ["try", "prose"]
    assert 90 <= words(lesson.text) <= 250
