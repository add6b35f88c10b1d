"""What a package says of the choices of a question: their words, their key, the picture they stand on."""

from dataclasses import replace
from decimal import Decimal
from itertools import chain
from uuid import UUID

from assessments.api import (
    ChoicePlan,
    OtherPlan,
    QuestionPlan,
    ScenePlan,
    ThingPlan,
    area_of,
    scene_faults,
)
from lms.home.packages.keys import key_of, own_key
from lms.home.packages.lesson_text import PackageError


def choice_plan(question: dict, data: dict) -> ChoicePlan:
    """Return a choice: a step has its ``place``, half a pair its ``match`` or ``group``, others are
    ``right`` or not.

    Numbers may stand without quotation marks. ``others`` of a match belong to no choice.
    """
    return ChoicePlan(
        key=_choice_key(question, data),
        text=str(data["text"]),
        is_right=_is_right(question["type"], data),
        why=data.get("why", "") if question["type"] == "error_hunt" else data["why"],
        better=str(data.get("better", "")),
        place=data["place"] if question["type"] == "order" else None,
        match=_match(question["type"], data),
        tolerance=Decimal(str(data["tolerance"])) if "tolerance" in data else None,
        area=_area(data.get("area")),
    )


def translated(source: QuestionPlan, data: dict) -> QuestionPlan:
    """Return a question in the words of its translation."""
    return replace(
        source,
        stem=data.get("stem") or data["statement"],
        choices=_in_words(source.choices, source.kind, data, data["choices"]),
        others=other_plans(data),
        unit=str(data.get("unit", "")),
        reasons=_in_words(source.reasons, source.kind, data, data.get("reasons", [])),
        scene=_scene_in_words(source.scene, data),
    )


def _in_words(sources: tuple[ChoicePlan, ...], kind: str, question: dict, choices: list[dict]):
    """Return choices or reasons in the words of a translation, by their ids."""
    by_key = {choice.key: choice for choice in sources}
    return tuple(
        replace(
            by_key[_choice_key(question, choice)],
            text=str(choice["text"]),
            why=choice.get("why", ""),
            match=_match(kind, choice),
            better=str(choice.get("better", "")),
        )
        for choice in choices
    )


def _is_right(kind: str, data: dict) -> bool:
    """Return whether a choice is right; in a text the passages with a correction are right to tick."""
    if kind == "error_hunt":
        return "better" in data
    return data["right"] if kind not in ("order", "match", "groups", "rating") else False


def _match(kind: str, data: dict) -> str:
    """Return what a choice belongs to: its partner, or its group."""
    names = {"match": "match", "groups": "group"}
    return str(data.get(names[kind], "")) if kind in names else ""


def _choice_key(question: dict, choice: dict) -> UUID:
    return own_key("choice", f"{question['id']}/{choice['id']}", choice)


def other_plans(question: dict) -> tuple[OtherPlan, ...]:
    """Return the partners that belong to nothing; their number in the list is their identity."""
    return tuple(
        _other(f"{question['id']}/other-{number}", each)
        for number, each in enumerate(question.get("others", []), 1)
    )


def _other(code: str, data) -> OtherPlan:
    """Return one partner: its text alone, or with the key it was given in the CMS."""
    if isinstance(data, dict):
        return OtherPlan(own_key("choice", code, data), str(data["text"]))
    return OtherPlan(key_of("choice", code), str(data))


def scene_plan(question: dict) -> ScenePlan | None:
    """Return the picture that the choices of a question are places on, if there is one.

    The number of a thing in the list is its identity, unless it brings a key along. Raises PackageError
    where areas cannot be drawn.
    """
    if question["type"] != "hotspot":
        return None
    try:
        scene = question["scene"]
        things = tuple(_thing(question["id"], *each) for each in enumerate(scene.get("things", []), 1))
        plan = ScenePlan(
            key=own_key("choice", f"{question['id']}/scene", scene),
            width=int(scene["width"]),
            height=int(scene["height"]),
            words=str(scene["words"]),
            things=things,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PackageError(f"{question['id']}: the picture cannot be read, look at {error}.") from error
    _require_drawable(question, plan)
    return plan


def _thing(question: str, number: int, data: dict) -> ThingPlan:
    return ThingPlan(
        key=own_key("choice", f"{question}/thing-{number}", data),
        symbol=data["symbol"],
        area=_area(data["area"]),
        faces=data.get("faces", ""),
        label=str(data.get("label", "")),
    )


def _area(numbers) -> str:
    return ", ".join(map(str, numbers)) if isinstance(numbers, list) else str(numbers or "")


def _require_drawable(question: dict, scene: ScenePlan) -> None:
    """Raise PackageError that names the choice or the thing whose area is wrong."""
    names = [choice["id"] for choice in question["choices"]]
    areas = [area_of(_area(choice.get("area"))) for choice in question["choices"]]
    faults = scene_faults(scene.width, scene.height, areas)
    for number, thing in enumerate(scene.things, 1):
        area = area_of(thing.area)
        if area is None or not area.lies_in(scene.width, scene.height):
            raise PackageError(f"{question['id']}: thing {number} ({thing.symbol}) is not on the picture.")
    said = chain(
        (f"choice {names[each]} has no area like [2, 1, 3, 2]" for each in faults.missing),
        (f"choice {names[each]} reaches beyond the picture" for each in faults.outside),
        (f"choices {names[one]} and {names[two]} overlap" for one, two in faults.overlapping),
        (f"choice {names[each]} is too small for a finger on a phone" for each in faults.small),
    )
    if fault := next(said, None):
        raise PackageError(f"{question['id']}: {fault}.")


def _scene_in_words(source: ScenePlan | None, data: dict) -> ScenePlan | None:
    """Return a picture with the words of a translation; ``labels`` go through the things that have one.

    Raises PackageError where their number is another one.
    """
    if source is None:
        return None
    scene = data.get("scene") or {}
    labels = iter(scene.get("labels", []))
    things = tuple(
        replace(each, label=str(next(labels, ""))) if each.label else each for each in source.things
    )
    if any(not mine.label and its.label for mine, its in zip(things, source.things, strict=True)) or any(
        labels
    ):
        raise PackageError(f"{data['id']}: give one of the labels for each thing that has one.")
    return replace(source, words=str(scene.get("words", "")), things=things)
