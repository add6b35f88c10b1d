"""What every format is read into: questions of our kinds, and what had to be left out and why."""

from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from enum import Enum

LONGEST = {"text": 400, "match": 200, "why": 800}
LONGEST_STEM = 5_000
LONGEST_NUMBER = 15


class Reason(Enum):
    """Why a question of a file does not come."""

    NOT_CLOSED = "not closed"
    NO_ANSWERS = "no answers"
    ESSAY = "essay"
    NO_STEM = "no stem"
    TWO_PARTS = "two parts"
    MIXED = "mixed"
    SEVERAL_WHOLE = "several whole"
    NONE_RIGHT = "none right"
    NO_NUMBER = "no number"
    NOT_TRUE_OR_FALSE = "not true or false"
    TOO_LONG = "too long"
    KIND = "kind"
    MEDIA = "media"
    TWICE = "twice"


class Note(Enum):
    """What a question of a file loses on its way here."""

    PARTS = "parts"
    GENERAL = "general"
    CASE = "case"
    UNITS = "units"
    REASONS = "reasons"


@dataclass(frozen=True)
class PlainChoice:
    """A choice, a half of a pair, a step, a foreseen answer or a number, by the kind of its question."""

    text: str
    is_right: bool = False
    why: str = ""
    place: int | None = None
    match: str = ""
    tolerance: Decimal | None = None


@dataclass(frozen=True)
class PlainQuestion:
    """A question as a file holds it, already of one of our kinds. ``line`` is 0 where a format has none."""

    number: int
    line: int
    name: str
    kind: str
    stem: str
    choices: tuple[PlainChoice, ...]
    others: tuple[str, ...] = ()
    is_true: bool | None = None
    unit: str = ""
    category: str = ""
    notes: tuple[Note, ...] = ()
    # Of a file in our own format, where the name is a code.
    is_ours: bool = False


@dataclass(frozen=True)
class LeftOut:
    """A question that does not come: which of the file, where, how it begins, and why."""

    number: int
    line: int
    begins: str
    reason: Reason


@dataclass
class Reading:
    """What a file gave."""

    questions: list[PlainQuestion] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


class Unreadable(ValueError):
    """A question that cannot come; carries the reason."""

    def __init__(self, reason: Reason):
        super().__init__(reason.value)
        self.reason = reason


class FileRefused(ValueError):
    """A file of which nothing can be read; the message is a short code."""


def decimal_of(text: str) -> Decimal:
    """Return a number written in digits. Raises Unreadable."""
    if len(text.strip()) > LONGEST_NUMBER:
        raise Unreadable(Reason.NO_NUMBER)
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation as error:
        raise Unreadable(Reason.NO_NUMBER) from error
    if not number.is_finite() or "e" in text.lower():
        raise Unreadable(Reason.NO_NUMBER)
    return number


def require_short(question: PlainQuestion) -> PlainQuestion:
    """Return the question. Raises Unreadable where a text is longer than its place here, or there is none."""
    if not question.stem:
        raise Unreadable(Reason.NO_STEM)
    values = [(name, getattr(choice, name)) for choice in question.choices for name in LONGEST]
    values += [("match", other) for other in question.others]
    if len(question.stem) > LONGEST_STEM or any(len(value) > LONGEST[name] for name, value in values):
        raise Unreadable(Reason.TOO_LONG)
    return question


def graded_kind(weights: list[float]) -> tuple[str, list[bool], bool]:
    """Return kind, what is right, and whether parts of a mark are lost, from weights of 0 to 100.

    One wholly right choice makes a single question, several that are right in part a multiple one.
    Raises Unreadable where it is neither.
    """
    whole = [weight >= 100 for weight in weights]
    positive = [weight > 0 for weight in weights]
    if not any(positive):
        raise Unreadable(Reason.NONE_RIGHT)
    if sum(whole) > 1:
        raise Unreadable(Reason.SEVERAL_WHOLE)
    if any(whole):
        return "single", whole, sum(positive) > 1
    uneven = len({weight for weight in weights if weight > 0}) > 1
    return "multiple", positive, uneven


def explained_in_general(choices: list[PlainChoice], general: str) -> tuple[list[PlainChoice], bool]:
    """Return choices with what is said to everybody behind the right ones, and whether it was lost."""
    if not general:
        return choices, False
    bare = [choice for choice in choices if choice.is_right and not choice.why]
    told = [replace(choice, why=general) if choice in bare else choice for choice in choices]
    return told, not bare
