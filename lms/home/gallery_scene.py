"""A picture with places to find, before and after its answer, for the gallery: every sign once."""

from assessments.explaining import ExplainedQuestion, explained
from assessments.rules import Answer
from assessments.showing import AskedQuestion, asked

# Symbol, area, the way it faces, the word on it.
_THINGS = [
    ("door", [0, 5, 2, 2], "right", ""),
    ("window", [3, 0, 3, 1], "", ""),
    ("board", [7, 0, 4, 1], "", ""),
    ("desk", [8, 1, 2, 1], "", "Desk"),
    ("person", [8, 2, 2, 1], "up", ""),
    ("table", [3, 3, 3, 2], "", "Table"),
    ("chair", [1, 3, 1, 1], "right", ""),
    ("chair", [6, 4, 1, 1], "left", ""),
    ("screen", [5, 6, 2, 1], "", ""),
    ("bench", [4, 7, 4, 1], "", "Bench"),
    ("shelf", [11, 3, 1, 3], "", ""),
    ("plant", [0, 0, 1, 1], "", ""),
    ("rug", [8, 4, 2, 2], "", ""),
    ("box", [10, 7, 2, 1], "", "Boxes"),
]
# Words, whether they are right, area.
_SPOTS = [
    ("The chair with its back to the plant", True, [1, 2, 2, 2]),
    ("The chair across the table", False, [6, 3, 2, 2]),
    ("The rug, where a sentence too long for one line on a phone says what lies there", False, [8, 4, 2, 2]),
    ("The bench behind the screen", True, [4, 6, 4, 2]),
]


def _content() -> dict:
    things = [
        {"id": str(number), "symbol": symbol, "area": area, "faces": faces, "label": label}
        for number, (symbol, area, faces, label) in enumerate(_THINGS)
    ]
    words = "A sample room: the door at the bottom left, a table in the middle, a desk at the top right."
    return {
        "kind": "hotspot",
        "language": "en",
        "stem": "A sample room, seen from above: which places are right?",
        "is_true": None,
        "sources": [],
        "choices": [
            {"id": str(number), "text": text, "right": right, "why": "Says why.", "area": area}
            for number, (text, right, area) in enumerate(_SPOTS)
        ],
        "scene": {"width": 12, "height": 8, "words": words, "things": things},
    }


def hotspot() -> AskedQuestion:
    """Return the question while somebody answers it."""
    return asked(_content(), Answer(choices=frozenset("0")), key="hotspot", suffix="-hotspot")


def explained_hotspot() -> ExplainedQuestion:
    """Return it answered: one place found, one missed, one that was ticked and is not right."""
    return explained(_content(), Answer(choices=frozenset("02")), key="explained-hotspot")
