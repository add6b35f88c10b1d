"""The picture of a question: as it is frozen, and as it is drawn on the page from squares and symbols."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assessments import rules
from assessments.models import Question

# The drawing's own units; on a phone one of them is about one CSS pixel.
WIDE = 288
LETTER = 6.2
TURNS = {"down": 0, "left": 90, "up": 180, "right": 270}
# Drawn as wide as they are high, whatever room they are given.
ROUND = ("person", "plant", "chair")


def frozen_area(text: str | None) -> list[int]:
    """Return an area as four numbers; nothing while the author has not written one."""
    area = rules.area_of(text or "")
    return [area.left, area.top, area.width, area.height] if area else []


def frozen_scene(question: Question) -> dict[str, Any] | None:
    """Return the picture of a question with what stands on it; None where there is none."""
    scenes = [block for block in question.choices if block.block_type == "scene"]
    if question.kind != Question.Kind.HOTSPOT or not scenes:
        return None
    value = scenes[0].value
    return {
        "width": value["width"] or rules.WIDTHS[-1],
        "height": value["height"] or rules.HEIGHTS[-1],
        "words": value["words"] or "",
        "things": [_thing(block) for block in question.choices if block.block_type == "thing"],
    }


def _thing(block) -> dict[str, Any]:
    return {
        "id": block.id,
        "symbol": block.value["symbol"] or "box",
        "area": frozen_area(block.value["area"]),
        "faces": block.value["faces"] or "",
        "label": block.value["label"] or "",
    }


def scene_in_words_of(translation: Question, source: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return the source's picture in a translation's words; what stands where always comes from the source.

    A thing that the translation does not know of keeps the source's word.
    """
    own = frozen_scene(translation)
    if source is None or own is None:
        return source
    labels = {thing["id"]: thing["label"] for thing in own["things"]}
    things = [{**thing, "label": labels.get(thing["id"]) or thing["label"]} for thing in source["things"]]
    return {**source, "words": own["words"] or source["words"], "things": things}


def words_on(scene: dict[str, Any] | None) -> list[dict[str, str]]:
    """Return what a reader reads on and below a picture."""
    if scene is None:
        return []
    labels = [thing["label"] for thing in scene["things"] if thing["label"]]
    return [{"text": text} for text in (scene["words"], *labels)]


@dataclass(frozen=True)
class DrawnThing:
    """Something that stands on the picture: how its sign of 100 by 100 gets there, and the word on it.

    Numbers are texts in the drawing's units, so that no language writes them with a comma.
    """

    symbol: str
    transform: str
    middle: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DrawnSpot:
    """A place to choose: its number and, after the answer, its ``mark``: found, missed or mistaken."""

    id: str
    number: int
    x: str
    y: str
    width: str
    height: str
    # The middle of the number's circle, and of the mark's in the corner across from it.
    near_x: str
    near_y: str
    far_x: str
    far_y: str
    mark: str = ""


@dataclass(frozen=True)
class DrawnScene:
    """A picture ready to be drawn. It does not know which places are right until they are marked."""

    height: str
    words: str
    things: tuple[DrawnThing, ...]
    spots: tuple[DrawnSpot, ...]


def drawn(content: dict[str, Any], marks: dict[str, str] | None = None) -> DrawnScene | None:
    """Return the picture of a frozen question; ``marks`` says by choice what the answer made of it."""
    scene = content.get("scene")
    if scene is None:
        return None
    square = WIDE / scene["width"]
    numbered = enumerate(content["choices"], 1)
    return DrawnScene(
        height=_text(scene["height"] * square),
        words=scene["words"],
        things=tuple(_drawn_thing(each, scene, square) for each in scene["things"] if each["area"]),
        spots=tuple(
            _drawn_spot(choice, number, square, (marks or {}).get(choice["id"], ""))
            for number, choice in numbered
            if choice["area"]
        ),
    )


def _drawn_spot(choice: dict[str, Any], number: int, square: float, mark: str) -> DrawnSpot:
    # A hair's breadth inside its squares, so that two that touch are seen to be two.
    left, top, width, height = (side * square for side in choice["area"])
    x, y, width, height = left + 1, top + 1, width - 2, height - 2
    corners = (x + 11, y + 11, x + width - 11, y + height - 11)
    return DrawnSpot(choice["id"], number, *_texts(x, y, width, height, *corners), mark)


def _drawn_thing(thing: dict[str, Any], scene: dict[str, Any], square: float) -> DrawnThing:
    left, top, width, height = (side * square for side in thing["area"])
    wrapped = textwrap.wrap(thing["label"], max(4, int(width / LETTER)), break_long_words=False)
    first = top + height / 2 + 4 - (len(wrapped) - 1) * 6
    lines = tuple((_text(first + number * 12), line) for number, line in enumerate(wrapped))
    middle = (left + width / 2, top + height / 2)
    if thing["symbol"] in ROUND:
        width = height = min(width, height)
    moved, stretched = " ".join(_texts(*middle)), " ".join(_texts(width / 100, height / 100))
    turn = TURNS[thing["faces"] or _into_the_room(thing["area"], scene)]
    transform = f"translate({moved}) scale({stretched}) rotate({turn}) translate(-50 -50)"
    return DrawnThing(thing["symbol"], transform, _text(middle[0]), lines)


def _into_the_room(area: Iterable[int], scene: dict[str, Any]) -> str:
    """Return which way something looks that turns its back to the wall it stands at."""
    left, top, width, height = area
    if top + height == scene["height"] and top:
        return "up"
    if left + width == scene["width"] and left and height >= width:
        return "left"
    return "right" if left == 0 and height >= width else "down"


def _texts(*numbers: float) -> list[str]:
    return [_text(number) for number in numbers]


def _text(number: float) -> str:
    return f"{round(number, 3):g}"
