"""A case as a graph: what is refused, where a way leads, what it is worth, how it is drawn."""

import random

import pytest

from casestudies import rules
from casestudies.rules import Graph
from tests.casestudies.graphs import SOUND, graph, point


def kinds(case: Graph) -> list[tuple[str, str]]:
    return [(flaw.kind, flaw.at) for flaw in rules.problems(case)]


def test_a_sound_case_has_no_problems_although_it_may_lead_back():
    assert kinds(SOUND) == []


@pytest.mark.parametrize(
    ("case", "flaw"),
    [
        (graph(endings="good"), ("no points", "")),
        (graph(point("gate", "gate", "gate"), endings=""), ("no endings", "")),
        (graph(point("gate"), endings="good"), ("dead end", "gate")),
        (graph(point("gate", "good"), endings="good"), ("one choice", "gate")),
        (graph(point("gate", "good", "moon"), endings="good"), ("unknown target", "gate")),
        (graph(point("gate", "good", ""), endings="good"), ("choice goes nowhere", "gate")),
        (graph(point("gate", "good", "good"), endings="good fair"), ("unreachable", "fair")),
        (graph(point("gate", "good", "good"), point("yard", "good", "good"), endings="good"),
         ("unreachable", "yard")),
        (graph(point("gate", "good", "a"), point("a", "b", "b"), point("b", "a", "a"), endings="good"),
         ("no way out", "a")),
        (graph(point("gate", "good", "good"), point("gate", "good", "good"), endings="good"),
         ("same name", "gate")),
        (graph(point("", "good", "good"), endings="good"), ("no name", "")),
    ],
)  # fmt: skip
def test_what_cannot_be_played_to_an_end_is_refused(case, flaw):
    assert flaw in kinds(case)


def test_a_loop_with_an_exit_is_no_problem_and_one_without_names_every_place_in_it():
    loop = graph(point("gate", "good", "a"), point("a", "b", "b"), point("b", "a", "a"), endings="good")
    assert [at for kind, at in kinds(loop) if kind == "no way out"] == ["a", "b"]
    mended = graph(point("gate", "good", "a"), point("a", "b", "b"), point("b", "a", "good"), endings="good")
    assert kinds(mended) == []


def test_doubts_do_not_refuse():
    found = {flaw.kind for flaw in rules.doubts(SOUND)}
    assert found == {"many or few points", "no facts", "no other profession"}


def test_a_way_is_walked_and_a_foreign_choice_is_not():
    walked = rules.walk(SOUND, ["gate-2", "yard-1", "room-1"])
    assert [place.name for place, _choice in walked.steps] == ["gate", "yard", "room"]
    assert walked.at.name == "good" and walked.is_at_end
    for foreign in (["room-1"], ["gate-1", "yard-1"], ["gate-1", "room-1", "gate-1"], ["gate-9"]):
        with pytest.raises(rules.WayForeign):
            rules.walk(SOUND, foreign)


def test_going_round_ends_somewhere():
    with pytest.raises(rules.WayTooLong):
        rules.walk(SOUND, ["gate-1", "room-2"] * 16)


def test_a_way_through_a_revised_case_holds_as_far_as_it_can():
    assert rules.as_far_as(SOUND, ["gate-2", "yard-7", "room-1"]).way == ["gate-2"]


def test_the_score_is_the_mean_of_the_choices_taken():
    assert rules.score(rules.walk(SOUND, ["gate-2", "yard-1", "room-1"]).steps) == pytest.approx(2 / 3)
    assert rules.score(rules.walk(SOUND, []).steps) is None


@pytest.mark.parametrize(
    ("line", "scores"),
    [
        ("", {}),
        ("do-no-harm 0.5, interagency 1", {"do-no-harm": 0.5, "interagency": 1.0}),
        ("do-no-harm: 0", {"do-no-harm": 0.0}),
        ("do-no-harm 2", None),
        ("do-no-harm", None),
        ("do-no-harm -1", None),
    ],
)
def test_scores_are_read_from_a_line(line, scores):
    assert rules.read_scores(line) == scores


def test_what_others_chose_is_told_from_five_people_on_and_never_as_a_number():
    assert rules.shares({"a": 4, "b": 0}) == {}
    assert rules.shares({"a": 5, "b": 0}) == {"a": "most", "b": "few"}
    # Four of five and five of five read the same; so do none and one.
    assert rules.shares({"a": 4, "b": 1}) == {"a": "most", "b": "few"}
    assert rules.shares({"a": 3, "b": 2}) == {"a": "half", "b": "half"}


def test_what_is_told_moves_five_people_at_a_time():
    assert [number for number in range(16) if rules.moves_now(number)] == [5, 10, 15]


def test_the_map_puts_the_beginning_on_top_and_endings_last():
    drawn = rules.map_of(SOUND)
    height = {stop.name: stop.y for stop in drawn.stops}
    assert height["gate"] < height["yard"] < height["room"] < height["good"] == height["fair"]
    assert {stop.name: stop.kind for stop in drawn.stops}["gate"] == "start"
    assert len(drawn.lines) == 6
    assert [line.end for line in drawn.lines if line.goes_back] == ["gate"]
    assert [line.end for line in drawn.lines if line.could_do_harm] == ["yard"]


def test_no_two_places_of_a_map_lie_on_each_other_and_all_lie_inside():
    for stop in rules.map_of(SOUND).stops:
        assert stop.left >= 0 and stop.top >= 0
    places = [(stop.x, stop.y) for stop in rules.map_of(SOUND).stops]
    assert len(set(places)) == len(places)


def test_a_broken_case_is_drawn_too_with_what_is_lost_and_unknown():
    broken = graph(point("gate", "good", "moon"), point("yard", "good", "good"), endings="good")
    assert {stop.name: stop.kind for stop in rules.map_of(broken).stops} == {
        "gate": "start", "good": "ending", "yard": "lost", "moon": "unknown",
    }  # fmt: skip
    assert rules.map_of(graph(endings="")).stops == ()


def test_any_thrown_together_case_is_checked_and_drawn_without_failing():
    chance = random.Random(4)
    names = ["a", "b", "c", "d", "good", "fair", "moon", ""]
    for _ in range(300):
        case = graph(
            *(point(chance.choice(names), *chance.choices(names, k=chance.randrange(4))) for _ in range(4))
        )
        rules.doubts(case)
        rules.map_of(case)
        if not rules.problems(case):
            assert case.reached() <= case.leading_out()
