"""A small invented case: gate, room, yard; it ends well or open."""

from dataclasses import replace

from casestudies.api import CasePlan
from lms.home.packages.cases import plan_from


def _choice(letter: str, goes_to: str, worth: float, **more) -> dict:
    where = f"{letter} to {goes_to}"
    return {
        "id": letter,
        "text": f"Text of {where}",
        "goes_to": goes_to,
        "consequence": f"Consequence of {where}",
        "reason": f"Reason of {where}",
        "comment": f"Comment on {where}",
        "affects": "the child",
        "scores": {"do-no-harm": worth},
        **more,
    }


SAMPLE = {
    "title": "At the gate",
    "opening": "You are a teacher. It is early.",
    "content_note": "Quiet.",
    "points": [
        {
            "name": "gate",
            "speaker": "a grandmother",
            "text": "Text of the gate.",
            "profession": "A theologian",
            "weighs": "Weighs the gate.",
            "choices": [_choice("a", "room", 1), _choice("b", "yard", 0, harm="Harm of the yard.")],
        },
        {
            "name": "room",
            "text": "Text of the room.",
            "choices": [_choice("a", "well", 1), _choice("b", "gate", 0.5)],
        },
        {
            "name": "yard",
            "text": "Text of the yard.",
            "choices": [_choice("a", "room", 0.5), _choice("b", "open", 0)],
        },
    ],
    "endings": [
        {"name": "well", "text": "Text of the good end.", "holds": "Holds well."},
        {"name": "open", "text": "Text of the open end.", "holds": "Holds open."},
    ],
}
# Texts that stand at one place only, by the place: none may be seen before one has been there.
TEXTS = {
    "gate": ["Text of the gate.", "Text of a to room", "Text of b to yard"],
    "room": ["Text of the room.", "Text of a to well", "Text of b to gate"],
    "yard": ["Text of the yard.", "Text of b to open"],
    "well": ["Text of the good end.", "Holds well."],
    "open": ["Text of the open end.", "Holds open."],
    "debrief": ["Reason of", "Comment on", "Weighs the gate.", "Harm of the yard."],
}


def sample_plan(code: str, **fields) -> CasePlan:
    """The small case under a code of its own; ``fields`` replaces what its plan says."""
    return replace(plan_from({**SAMPLE, "id": code}), **fields)
