"""Our own format: questions as YAML, canonical, so that the same questions are the same bytes."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import yaml

from assessments.rules.formats.plain import (
    FileRefused,
    LeftOut,
    PlainChoice,
    PlainQuestion,
    Reading,
    Reason,
    Unreadable,
    decimal_of,
    require_short,
)

_KINDS = ("single", "multiple", "true_false", "order", "match", "groups", "short", "numeric")
_LONGEST_LINE = 100_000


def write_yaml(questions: Iterable[PlainQuestion]) -> str:
    """Return a YAML file of questions, each field in its place; empty ones are left out."""
    rows = [_row(question) for question in questions if question.kind in _KINDS]
    return yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=_LONGEST_LINE)


def _row(question: PlainQuestion) -> dict[str, Any]:
    row: dict[str, Any] = {"name": question.name, "type": question.kind, "stem": question.stem}
    if question.is_true is not None:
        row["answer"] = question.is_true
    if question.unit:
        row["unit"] = question.unit
    row["choices"] = [_choice(choice) for choice in question.choices]
    if question.others:
        row["others"] = list(question.others)
    return row


def _choice(choice: PlainChoice) -> dict[str, Any]:
    more = {
        "right": choice.is_right or None,
        "place": choice.place,
        "match": choice.match or None,
        "tolerance": None if choice.tolerance is None else f"{choice.tolerance.normalize():f}",
        "why": choice.why or None,
    }
    return {"text": choice.text} | {name: value for name, value in more.items() if value is not None}


class _Plain(yaml.SafeLoader):
    """A safe loader that refuses references: a few lines of them unfold without end."""

    def compose_node(self, parent, index):
        if self.check_event(yaml.AliasEvent):
            raise FileRefused("broken")
        return super().compose_node(parent, index)


def read_yaml(text: str) -> Reading:
    """Return the questions of a file that ``text_of`` decoded. Raises FileRefused: "broken"."""
    try:
        rows = yaml.load(text, Loader=_Plain)  # noqa: S506  (a safe one)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise error if isinstance(error, FileRefused) else FileRefused("broken") from error
    if not isinstance(rows, list):
        raise FileRefused("broken")
    reading = Reading()
    for number, row in enumerate(rows, 1):
        try:
            reading.questions.append(require_short(_question(row, number)))
        except Unreadable as error:
            begins = str(row.get("stem", ""))[:60] if isinstance(row, dict) else ""
            reading.left_out.append(LeftOut(number, 0, begins, error.reason))
    return reading


def _question(row: Any, number: int) -> PlainQuestion:
    if not isinstance(row, dict) or row.get("type") not in _KINDS:
        raise Unreadable(Reason.KIND)
    choices, others, verdict = row.get("choices", []), row.get("others", []), row.get("answer")
    if not isinstance(choices, list) or not isinstance(others, list) or verdict not in (None, True, False):
        raise Unreadable(Reason.MIXED)
    return PlainQuestion(
        number=number,
        line=0,
        name=_words(row, "name"),
        kind=row["type"],
        stem=_words(row, "stem"),
        choices=tuple(_read_choice(choice) for choice in choices),
        others=tuple(str(other) for other in others),
        is_true=verdict,
        unit=_words(row, "unit")[:40],
        is_ours=True,
    )


def _words(row: dict, name: str) -> str:
    value = row.get(name, "")
    if isinstance(value, (dict, list)):
        raise Unreadable(Reason.MIXED)
    return str(value)


def _read_choice(row: Any) -> PlainChoice:
    place = row.get("place") if isinstance(row, dict) else None
    if not isinstance(row, dict) or not (place is None or (type(place) is int and 1 <= place <= 99)):
        raise Unreadable(Reason.MIXED)
    tolerance: Decimal | None = None
    if "tolerance" in row:
        tolerance = abs(decimal_of(_words(row, "tolerance")))
    return PlainChoice(
        text=_words(row, "text"),
        is_right=row.get("right") is True,
        why=_words(row, "why"),
        place=place,
        match=_words(row, "match"),
        tolerance=tolerance,
    )
