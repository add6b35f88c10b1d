"""What an author should mend in a question. Problems keep it from being published, doubts do not."""

import re
from dataclasses import dataclass
from enum import Enum

CATCH_ALL = re.compile(
    r"\b(all|none|both|any|neither) of (the )?(above|these|them)\b"
    r"|\bвс[её] (перечисленн|вышеперечисленн|вышеуказанн)\w*",
    re.IGNORECASE,
)
# A right choice this much longer than the next gives itself away.
LONGER_BY = 1.15


class Flaw(Enum):
    """What can be wrong with a question."""

    NO_TEXT = "no text"
    TOO_FEW_CHOICES = "too few choices"
    NONE_RIGHT = "none right"
    SEVERAL_RIGHT = "several right"
    NO_VERDICT = "no verdict"
    SAME_CHOICES = "same choices"
    LONGEST_IS_RIGHT = "longest is right"
    NO_EXPLANATION = "no explanation"
    CATCH_ALL = "catch-all"
    NO_SOURCE = "no source"
    ALL_RIGHT = "all right"


@dataclass(frozen=True)
class DraftChoice:
    """A choice as an author writes it."""

    text: str
    is_right: bool
    why: str


@dataclass(frozen=True)
class Draft:
    """A question as an author writes it."""

    kind: str
    stem: str
    choices: tuple[DraftChoice, ...]
    is_true: bool | None = None
    has_sources: bool = False


def problems(draft: Draft) -> list[Flaw]:
    """Return what keeps a question from being published."""
    right = sum(choice.is_right for choice in draft.choices)
    texts = [" ".join(choice.text.casefold().split()) for choice in draft.choices]
    found = [
        (Flaw.NO_TEXT, not draft.stem.strip() or not all(texts)),
        (Flaw.TOO_FEW_CHOICES, len(draft.choices) < 2),
        (Flaw.SAME_CHOICES, len(set(texts)) < len(texts)),
        (Flaw.NONE_RIGHT, right == 0),
        (Flaw.SEVERAL_RIGHT, right > 1 and draft.kind != "multiple"),
        (Flaw.NO_VERDICT, draft.kind == "true_false" and draft.is_true is None),
    ]
    return [flaw for flaw, is_there in found if is_there]


def doubts(draft: Draft) -> list[Flaw]:
    """Return what an author should look at again."""
    found = [
        (Flaw.LONGEST_IS_RIGHT, _longest_is_right(draft)),
        (Flaw.NO_EXPLANATION, any(not choice.why.strip() for choice in draft.choices)),
        (Flaw.CATCH_ALL, any(CATCH_ALL.search(choice.text) for choice in draft.choices)),
        (Flaw.ALL_RIGHT, len(draft.choices) > 1 and all(choice.is_right for choice in draft.choices)),
        (Flaw.NO_SOURCE, not draft.has_sources),
    ]
    return [flaw for flaw, is_there in found if is_there]


def _longest_is_right(draft: Draft) -> bool:
    """Return whether the one right choice is clearly longer than every other."""
    right = [len(choice.text) for choice in draft.choices if choice.is_right]
    wrong = [len(choice.text) for choice in draft.choices if not choice.is_right]
    return len(right) == 1 and bool(wrong) and right[0] > max(wrong) * LONGER_BY
