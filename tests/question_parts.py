"""What questions are made of, as StreamField data: choices, steps, pairs, foreseen answers."""

from collections.abc import Sequence
from uuid import uuid4


def make_choices(*rights: bool, words: str = "Choice", ids: Sequence[str] = ()) -> list[dict]:
    """Return StreamField data for choices; each argument says whether that choice is right."""
    return [
        {
            "type": "choice",
            "id": ids[number] if ids else str(uuid4()),
            "value": {"text": f"{words} {number + 1}", "is_right": right, "why": f"Because of {number + 1}."},
        }
        for number, right in enumerate(rights)
    ]


def make_block(number: int, *, words: str = "Choice", id: str = "", **value) -> dict:
    """Return StreamField data for one choice; ``value`` replaces what it would hold."""
    made = {"text": f"{words} {number}", "is_right": False, "why": f"Because of {number}."} | value
    return {"type": "choice", "id": id or str(uuid4()), "value": made}


def make_steps(*places: int, words: str = "Step", ids: Sequence[str] = ()) -> list[dict]:
    """Return StreamField data for steps to put in order; each argument is the place of that step."""
    return [
        make_block(number, words=words, place=place, id=ids[number - 1] if ids else "")
        for number, place in enumerate(places, 1)
    ]


def make_pairs(
    *partners: str, others: Sequence[str] = (), words: str = "Thing", ids: Sequence[str] = ()
) -> list[dict]:
    """Return StreamField data for things to match, by the partner of each; ``others`` belong to nothing."""
    made = [make_block(number, words=words, match=partner) for number, partner in enumerate(partners, 1)]
    made += [{"type": "other", "id": str(uuid4()), "value": other} for other in others]
    return [{**block, "id": own_id} for block, own_id in zip(made, ids, strict=True)] if ids else made


def make_answers(*right: str, mistakes: Sequence[str] = (), ids: Sequence[str] = ()) -> list[dict]:
    """Return StreamField data for a short answer: what is right, and mistakes that are known."""
    texts = [*right, *mistakes]
    return [
        make_block(number, text=text, is_right=text in right, id=ids[number - 1] if ids else "")
        for number, text in enumerate(texts, 1)
    ]


def make_values(right: str, *, tolerance: str = "0", mistakes: Sequence[str] = ()) -> list[dict]:
    """Return StreamField data for a number: the right one with its tolerance, and mistakes that are known."""
    made = [make_block(1, text=right, is_right=True, tolerance=tolerance)]
    return made + [make_block(number, text=text) for number, text in enumerate(mistakes, 2)]


def make_passages(*texts: str, ids: Sequence[str] = ()) -> list[dict]:
    """Return StreamField data for a text; ``wrong > right`` is a passage with an error and its correction."""
    made = []
    for number, (text, _sign, better) in enumerate((each.partition(" > ") for each in texts), 1):
        own_id = ids[number - 1] if ids else ""
        made.append(make_block(number, text=text, better=better, is_right=bool(better), id=own_id))
    return made


def make_reasons(*rights: bool, words: str = "Reason", ids: Sequence[str] = ()) -> list[dict]:
    """Return StreamField data for reasons; each argument says whether that reason is right."""
    made = make_choices(*rights, words=words, ids=ids)
    return [{**block, "type": "reason"} for block in made]


# A room of 8 by 6 squares and four places in it that touch neither each other nor the wall.
SPOT_AREAS = ("1, 1, 2, 2", "5, 1, 2, 2", "1, 4, 2, 2", "5, 4, 2, 2")


def make_scene(*, words: str = "A room seen from above.", width: int = 8, height: int = 6) -> list[dict]:
    """Return StreamField data for a picture with a door and a desk that says what it is."""
    size = {"width": width, "height": height, "words": words}
    door = {"symbol": "door", "area": "0, 3, 1, 1", "faces": "", "label": ""}
    desk = {"symbol": "desk", "area": "3, 0, 2, 1", "faces": "", "label": "Desk"}
    things = [{"type": "thing", "id": str(uuid4()), "value": value} for value in (door, desk)]
    return [{"type": "scene", "id": str(uuid4()), "value": size}, *things]


def make_spots(*rights: bool, areas: Sequence[str] = SPOT_AREAS, ids: Sequence[str] = ()) -> list[dict]:
    """Return StreamField data for places on a picture; each argument says whether that place is right."""
    return [
        make_block(
            number,
            words="Place",
            is_right=right,
            area=areas[number - 1],
            id=ids[number - 1] if ids else "",
        )
        for number, right in enumerate(rights, 1)
    ]


# What a question of each kind is made of when a test does not say.
SAMPLES = {
    "order": lambda: make_steps(1, 2, 3, 4),
    "match": lambda: make_pairs("2019", "2020", "2021", others=["2022"]),
    "groups": lambda: make_pairs("fact", "claim", "fact", "claim", others=["guess"]),
    "short": lambda: make_answers("2427", "about 2,427", mistakes=["2472"]),
    "numeric": lambda: make_values("47.5", tolerance="0.5", mistakes=["475"]),
    "rating": lambda: make_choices(False, False, False, words="Point"),
    "error_hunt": lambda: make_passages(
        "In 2019", "47 > 14", "people came", "in two > three flights", "home."
    ),
    "justify": lambda: make_choices(True, False, False) + make_reasons(False, True, False),
    "hotspot": lambda: make_spots(True, True, False, False) + make_scene(),
}
