"""Writes questions as their files say them; `reading` reads them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from assessments.api import ChoicePlan, OtherPlan, QuestionPlan, ScenePlan, area_of
from lms.home.packages.keys import key_of, said_key
from lms.home.packages.lesson_files import WAITS
from lms.home.packages.reading import PRACTICE_MINUTES
from lms.home.packages.yaml_files import InLine, InLineMap

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_BELONGS = {"match": "match", "groups": "group"}
_NO_WORDS = ("right", "place", "tolerance", "area")
_NEITHER_RIGHT = ("order", "match", "groups", "rating", "error_hunt")


def question_data(plan: QuestionPlan) -> dict[str, Any]:
    """Return a question of the source language as its file says it."""
    data = {"id": plan.code, **said_key("question", plan.code, plan.key)}
    if plan.activity_key:
        data |= said_key("activity", plan.code, plan.activity_key, "activity")
    data |= {"use": _use(plan), **({"needs_lesson": True} if plan.needs_lesson else {}), "type": plan.kind}
    data |= {"objective": plan.objective, "difficulty": plan.difficulty, **_stem(plan)}
    if plan.scene:
        data["scene"] = _scene(plan.code, plan.scene)
    if plan.is_true is not None:
        data["answer"] = plan.is_true
    if plan.activity_key and plan.minutes != PRACTICE_MINUTES:
        data["minutes"] = _plain(plan.minutes)
    data |= _unit(plan) | {"choices": _choices(plan, plan.choices, _LETTERS)} | _others(plan)
    if plan.reasons:
        data["reasons"] = _choices(plan, plan.reasons, _REASONS, always_right=True)
    return data | {"facts": InLine(plan.facts)}


def translated_question_data(plan: QuestionPlan) -> dict[str, Any]:
    """Return a translation of a question as its file says it: words alone, under the same ids."""
    data = {"id": plan.code, "review": WAITS, **_stem(plan), **_scene_in_words(plan.scene), **_unit(plan)}
    data["choices"] = [_words(plan, each) for each in _choices(plan, plan.choices, _LETTERS)]
    data |= _others(plan)
    if plan.reasons:
        data["reasons"] = [_words(plan, each) for each in _choices(plan, plan.reasons, _REASONS)]
    return data


def _scene(question: str, scene: ScenePlan) -> dict[str, Any]:
    """Return a picture: its size in squares, its words, and what stands on it, each thing on one line."""
    sized = {"width": scene.width, "height": scene.height, "words": scene.words}
    return {
        **said_key("choice", f"{question}/scene", scene.key),
        **sized,
        "things": [
            InLineMap(
                **said_key("choice", f"{question}/thing-{number}", each.key),
                symbol=each.symbol,
                area=_area(each.area),
                **{name: getattr(each, name) for name in ("faces", "label") if getattr(each, name)},
            )
            for number, each in enumerate(scene.things, 1)
        ],
    }


def _area(text: str) -> InLine | str:
    """Return squares as four numbers; anything else as it is, which nobody can publish."""
    return InLine(map(int, text.split(","))) if area_of(text) else text


def _scene_in_words(scene: ScenePlan | None) -> dict[str, dict]:
    """Return what a translation says of a picture: its words, and the words on things in their order."""
    if scene is None:
        return {}
    labels = [each.label for each in scene.things if each.label]
    said = ({"words": scene.words} if scene.words else {}) | ({"labels": labels} if labels else {})
    return {"scene": said} if said else {}


_REASONS = [f"r{number}" for number in range(1, 27)]


def _use(plan: QuestionPlan) -> str:
    if plan.form:
        return f"form-{plan.form}"
    return "pool" if plan.pool else "practice"


def _stem(plan: QuestionPlan) -> dict[str, str]:
    return {"statement" if plan.kind == "true_false" else "stem": plan.stem}


def _unit(plan: QuestionPlan) -> dict[str, str]:
    return {"unit": plan.unit} if plan.unit else {}


def _plain(number: float | Decimal) -> int | float:
    return int(number) if number == int(number) else float(number)


def _choices(
    plan: QuestionPlan, choices: Sequence[ChoicePlan], ids: Sequence[str], *, always_right: bool = False
) -> list[dict[str, Any]]:
    """Return choices, each under the id that its key follows from; others get a free one beside their key."""
    known = {key_of("choice", f"{plan.code}/{each}"): each for each in (*_LETTERS, *_REASONS)}
    free = (each for each in ids if key_of("choice", f"{plan.code}/{each}") not in {c.key for c in choices})
    found = []
    for choice in choices:
        code = known.get(choice.key) or next(free)
        key = {} if choice.key in known else {"key": str(choice.key)}
        found.append({"id": code, **key, **_choice(plan.kind, choice, always_right=always_right)})
    return found


def _choice(kind: str, choice: ChoicePlan, *, always_right: bool) -> dict[str, Any]:
    data: dict[str, Any] = {"text": choice.text} | ({"area": _area(choice.area)} if choice.area else {})
    if always_right or kind not in _NEITHER_RIGHT:
        data["right"] = choice.is_right
    if kind == "order":
        data["place"] = choice.place
    if kind in _BELONGS and choice.match:
        data[_BELONGS[kind]] = choice.match
    if choice.tolerance is not None:
        data["tolerance"] = _plain(choice.tolerance)
    if kind == "error_hunt" and choice.is_right:
        data["better"] = choice.better
    return data if kind == "error_hunt" and not choice.why else {**data, "why": choice.why}


def _words(plan: QuestionPlan, data: dict[str, Any]) -> dict[str, Any]:
    """Return what a translation says of a choice: its words; the numbers of a number stay what they are."""
    return {name: each for name, each in data.items() if name not in _NO_WORDS}


def _others(plan: QuestionPlan) -> dict[str, list]:
    if not plan.others:
        return {}
    return {"others": [_other(plan.code, number, each) for number, each in enumerate(plan.others, 1)]}


def _other(question: str, number: int, other: OtherPlan) -> str | dict[str, str]:
    key = said_key("choice", f"{question}/other-{number}", other.key)
    return {**key, "text": other.text} if key else other.text
