"""One short exercise of each kind, as xblock-sdk's workbench opens it. All people in them are invented."""

import json
from xml.sax.saxutils import quoteattr

Fields = dict[str, object]

DIALOGUE: Fields = {
    "display_name": "A conversation",
    "opening": "You ring at a door for the first time. Everybody here is invented.",
    "partner": "Grandmother",
    "turns": [
        {
            "id": "door",
            "says": "Who sent you?",
            "replies": [
                {
                    "id": "name",
                    "text": "I am from the school. May I come in, or shall I come another day?",
                    "points": 2,
                    "why": "A name, and a way to say no.",
                    "then": "tea",
                },
                {"id": "rules", "text": "I may not say.", "points": 0, "why": "It frightens.", "then": "tea"},
            ],
        },
        {
            "id": "tea",
            "says": "Then sit down. He does not sleep.",
            "replies": [
                {
                    "id": "ask",
                    "text": "What helps him at night?",
                    "points": 2,
                    "why": "She knows.",
                    "then": "",
                },
                {
                    "id": "tell",
                    "text": "Give him tea of herbs.",
                    "points": 0,
                    "why": "Nobody asked.",
                    "then": "",
                },
            ],
        },
    ],
    "closing": "Ask before you advise.",
}

SORTING: Fields = {
    "display_name": "What the school has to know",
    "question": "What does a teacher need?",
    "groups": [{"id": "pass", "name": "She needs it"}, {"id": "keep", "name": "It stays with you"}],
    "cards": [
        {
            "id": "glasses",
            "text": "He sees badly",
            "group": "pass",
            "why": "It decides where he sits.",
            "reasons": [
                {"id": "seat", "text": "It changes what she does on Monday", "is_right": True},
                {"id": "poor", "text": "It shows that the family is poor"},
            ],
        },
        {
            "id": "where",
            "text": "Where he was born",
            "group": "keep",
            "why": "No lesson hangs on it.",
            "reasons": [
                {"id": "use", "text": "She can teach him without it", "is_right": True},
                {"id": "long", "text": "It is a long story"},
            ],
        },
    ],
    "closing": "What helps on Monday is passed on. What only explains is not.",
}

SUPPORT_MAP: Fields = {
    "display_name": "Whom would she like to have near?",
    "family": "Zarina and her two sons (invented)",
    "people": [
        {
            "id": "aunt",
            "name": "Her aunt",
            "note": "Comes every Friday.",
            "link": "strong",
            "first": True,
            "why": "She is there already.",
        },
        {
            "id": "clinic",
            "name": "The clinic",
            "note": "Sent them away once.",
            "link": "strained",
            "why": "It hurt.",
        },
    ],
    "closing": "The map is hers. Take it along as a question.",
}

_BY_CLASS = {"CaseDialogue": DIALOGUE, "SortAndJustify": SORTING, "SupportMap": SUPPORT_MAP}
_TAGS = {
    "CaseDialogue": "hamroh_dialogue",
    "SortAndJustify": "hamroh_sort",
    "SupportMap": "hamroh_support_map",
}


def scenarios_of(name: str) -> list[tuple[str, str]]:
    """Return (title, XML) of what there is to open of a class of ours."""
    fields = _BY_CLASS[name]
    written = " ".join(f"{field}={quoteattr(_as_text(value))}" for field, value in fields.items())
    return [(str(fields["display_name"]), f"<{_TAGS[name]} {written}/>")]


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
