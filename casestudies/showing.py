"""What a template is given of a case: one place at a time, and afterwards the way that was taken."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from casestudies import rules
from casestudies.frozen import Content, graph_of

OTHERS = {
    "most": _("Most people here chose this."),
    "half": _("About half of the people here chose this."),
    "few": _("Few people here chose this, or nobody."),
}


@dataclass(frozen=True)
class Scene:
    """Where somebody stands: what has just come of a choice, and the place it has led to.

    ``place`` is the frozen turning point without its choices, or the ending; ``choices`` holds keys and
    texts and nothing else.
    """

    number: int
    opening: str
    content_note: str
    is_ending: bool
    chosen: str
    consequence: str
    place: dict
    choices: tuple[dict, ...]
    picked: str = ""


@dataclass(frozen=True)
class Taken:
    """A choice of a turning point as the debrief tells of it; ``others`` is a sentence, or nothing."""

    text: str
    consequence: str
    reason: str
    comment: str
    affects: str
    harm: str
    others: str


@dataclass(frozen=True)
class Stop:
    """One turning point of the way: what was chosen, what one could have done, who weighs it otherwise."""

    number: int
    text: str
    profession: str
    weighs: str
    facts: Sequence[dict]
    taken: Taken
    rest: tuple[Taken, ...] = field(default=())


def scene_of(content: Content, way: Sequence[str], picked: str = "") -> Scene:
    """Return the place that a way leads to, as far as the case still has it."""
    walked = rules.as_far_as(graph_of(content), way)
    last = _choices(content).get(walked.way[-1], {}) if walked.steps else {}
    place = _places(content)[walked.at.name]
    choices = tuple({"id": each["id"], "text": each["text"]} for each in place.get("choices", ()))
    return Scene(
        number=len(walked.steps) + 1,
        opening="" if walked.steps else content["opening"],
        content_note="" if walked.steps else content["content_note"],
        is_ending=walked.is_at_end,
        chosen=last.get("text", ""),
        consequence=last.get("consequence", ""),
        place={name: place.get(name) for name in ("speaker", "text", "facts")},
        choices=choices,
        picked=picked if picked in {each["id"] for each in choices} else "",
    )


def stops_of(content: Content, way: Sequence[str], others: dict[str, str]) -> list[Stop]:
    """Return the way as the debrief tells it; ``others`` gives "most", "half" or "few" by choice."""
    walked = rules.as_far_as(graph_of(content), way)
    places = _places(content)
    return [
        _stop(number, places[point.name], choice.key, others)
        for number, (point, choice) in enumerate(walked.steps, 1)
    ]


def _stop(number: int, point: dict, chosen: str, others: dict[str, str]) -> Stop:
    told = {each["id"]: _taken(each, others, is_own=each["id"] == chosen) for each in point["choices"]}
    return Stop(
        number=number,
        text=point["text"],
        profession=point["profession"],
        weighs=point["weighs"],
        facts=point["facts"],
        taken=told[chosen],
        rest=tuple(taken for key, taken in told.items() if key != chosen),
    )


def _taken(choice: dict, others: dict[str, str], *, is_own: bool) -> Taken:
    texts = {name: choice[name] for name in ("text", "reason", "comment", "affects", "harm")}
    # What would have come of the other choices is for whoever goes back and takes them.
    consequence = choice["consequence"] if is_own else ""
    return Taken(**texts, consequence=consequence, others=str(OTHERS.get(others.get(choice["id"], ""), "")))


def ending_of(content: Content, way: Sequence[str]) -> dict:
    """Return text and holding of the ending that a way has reached; empty before one."""
    walked = rules.as_far_as(graph_of(content), way)
    return _places(content)[walked.at.name] if walked.is_at_end else {}


def _places(content: Content) -> dict[str, dict]:
    return {place["name"]: place for place in (*content["endings"], *content["points"][::-1])}


def _choices(content: Content) -> dict[str, dict]:
    return {choice["id"]: choice for point in content["points"] for choice in point["choices"]}
