"""What a template is given before an answer: nothing that tells the key."""

from dataclasses import dataclass
from typing import Any

from assessments import rules
from assessments.answers import mark_of
from assessments.frozen import WRITTEN, Content, graded
from assessments.rules import Answer
from assessments.scenes import DrawnScene, drawn


@dataclass(frozen=True)
class AskedChoice:
    """A choice before the answer, with what was given to it. It does not know whether it is right."""

    id: str
    text: str
    is_chosen: bool
    place: int | None = None
    partner: str = ""


@dataclass(frozen=True)
class AskedQuestion:
    """A question before the answer; all a form is made of, and nothing else."""

    key: str
    kind: str
    language: str
    stem: str
    choices: tuple[AskedChoice, ...]
    verdict: bool | None
    suffix: str
    shown_mark: str
    partners: tuple[dict[str, Any], ...] = ()
    text: str = ""
    unit: str = ""
    reasons: tuple[AskedChoice, ...] = ()
    scene: DrawnScene | None = None

    @property
    def input_type(self) -> str:
        """The kind of button in front of a choice."""
        return "checkbox" if self.kind in rules.SEVERAL else "radio"

    @property
    def places(self) -> range:
        """The places that steps may be given."""
        return range(1, len(self.choices) + 1)

    @property
    def longest_text(self) -> int:
        """How many characters may be written."""
        return rules.LONGEST_TEXT


def asked(content: Content, answer: Answer, *, key: str, suffix: str = "", seed: str = "") -> AskedQuestion:
    """Return a question to be answered, shuffled by ``seed``; without one choices stand as written.

    Steps and partners are shuffled always: as written, they would tell the answer.
    """
    choices = {
        choice["id"]: AskedChoice(
            choice["id"],
            choice["text"],
            choice["id"] in answer.choices,
            answer.places.get(choice["id"]),
            answer.pairs.get(choice["id"], ""),
        )
        for choice in content["choices"]
    }
    partners = {partner["id"]: partner for partner in content.get("partners", ())}
    return AskedQuestion(
        key=key,
        kind=content["kind"],
        language=content["language"],
        stem=content["stem"],
        choices=tuple(choices[each] for each in _order(content, answer, seed=seed, key=key)),
        verdict=answer.verdict,
        suffix=suffix,
        shown_mark=mark_of(answer),
        partners=tuple(partners[each] for each in rules.in_stable_order(partners, seed or key)),
        text=answer.text,
        unit=content.get("unit", ""),
        reasons=_reasons(content, answer, seed),
        scene=drawn(content),
    )


def _order(content: Content, answer: Answer, *, seed: str, key: str) -> list[str]:
    """Return the ids of the choices that are shown, in their order; of a written answer none are."""
    ids = [choice["id"] for choice in content["choices"]]
    if content["kind"] in WRITTEN:
        return []
    if content["kind"] == "order":
        return rules.as_arranged(answer.places, rules.in_mixed_order(graded(content).places, seed or key))
    if content["kind"] in ("rating", "error_hunt", "hotspot"):
        # A scale, a text and a picture have an order of their own, in a test too.
        return ids
    is_shuffled = seed or content["kind"] in ("match", "groups")
    return rules.in_stable_order(ids, seed or key) if is_shuffled else ids


def _reasons(content: Content, answer: Answer, seed: str) -> tuple[AskedChoice, ...]:
    """Return the reasons to choose from, shuffled by ``seed`` where there is one."""
    reasons = {
        reason["id"]: AskedChoice(reason["id"], reason["text"], reason["id"] == answer.reason)
        for reason in content.get("reasons", ())
    }
    order = rules.in_stable_order(reasons, seed) if seed else reasons
    return tuple(reasons[each] for each in order)
