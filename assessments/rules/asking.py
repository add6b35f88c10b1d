"""A question and an answer as grading sees them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Kind = Literal[
    "single",
    "multiple",
    "true_false",
    "order",
    "match",
    "groups",
    "short",
    "numeric",
    "rating",
    "error_hunt",
    "justify",
    "hotspot",
]


class AnswerMissing(ValueError):
    """Not all that is asked was given; ``what`` names what is missing, ``place`` one that is taken twice."""

    def __init__(self, what: str, *, place: int | None = None):
        super().__init__(what)
        self.what = what
        self.place = place


class AnswerForeign(ValueError):
    """The answer names something that is not of this question, or more than it allows."""


class AnswerTooLong(AnswerForeign):
    """The answer is written in more characters than the question has room for."""


@dataclass(frozen=True)
class Question:
    """What grading needs of a question. ``choices`` maps a choice's id to whether it is right.

    For true or false the choices are the reasons and ``is_true`` is the right verdict. To be put in
    order: ``places`` maps a step to its place, and equal places may stand either way. To be matched or
    sorted: ``pairs`` maps a choice to its partner or group among ``partners``. A short answer:
    ``foreseen`` maps a choice to the ways of writing it, which are compared by what ``key_of`` makes of
    them. A number: ``values`` maps a choice to its value and tolerance, both in ``unit``. Several right
    choices count in part where the question ``is_partial``. A choice to justify: ``reasons`` maps a
    reason to whether it is right. In a text with errors the choices are passages, and those that hold an
    error are right; on a picture they are places.
    """

    kind: Kind
    choices: dict[str, bool]
    is_true: bool | None = None
    places: Mapping[str, int] = field(default_factory=dict)
    pairs: Mapping[str, str] = field(default_factory=dict)
    partners: frozenset[str] = frozenset()
    foreseen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    unit: str = ""
    is_partial: bool = False
    reasons: Mapping[str, bool] = field(default_factory=dict)
    key_of: Callable[[str], str] = str

    @property
    def wrong(self) -> frozenset[str]:
        """The ids of all other choices."""
        return frozenset(self.choices) - self.right

    @property
    def is_scored(self) -> bool:
        """Whether an answer can be right at all; on a scale none is."""
        return self.kind != "rating"

    @property
    def right(self) -> frozenset[str]:
        """The ids of all right choices."""
        return frozenset(choice for choice, is_right in self.choices.items() if is_right)


@dataclass(frozen=True)
class Answer:
    """What a learner gave: choices by id, a verdict, places, partners or words, as the question asks.

    ``recognised`` is the foreseen answer that the words are. It follows from them and tells the key,
    so it makes no difference between two answers and goes to no page before the end.
    """

    choices: frozenset[str] = frozenset()
    verdict: bool | None = None
    places: Mapping[str, int] = field(default_factory=dict)
    pairs: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    reason: str = ""
    recognised: str = field(default="", compare=False)

    @property
    def parts(self) -> set[str]:
        """What the answer is made of."""
        given = {name for name in ("choices", "places", "pairs", "text", "reason") if getattr(self, name)}
        return given if self.verdict is None else given | {"verdict"}

    @property
    def named(self) -> frozenset[str]:
        """The ids of all choices that the answer names."""
        return self.choices | self.places.keys() | self.pairs.keys()
