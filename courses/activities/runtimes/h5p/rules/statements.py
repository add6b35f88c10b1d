"""What a package says that a learner did: one statement, believed as far as practice needs it."""

import json
import math
from dataclasses import dataclass
from typing import Any

LONGEST_STATEMENT = 64 * 1024
# Scores count on these; the first and the last also say nothing more than that something was done.
_VERBS = "http://adlnet.gov/expapi/verbs/"
GRADED = frozenset({f"{_VERBS}answered", f"{_VERBS}completed"})
COMPLETING = frozenset({f"{_VERBS}completed", f"{_VERBS}consumed"})
_COUNTED = GRADED | COMPLETING


class StatementRefused(ValueError):
    """The statement is malformed, about something else, or about a part of the whole."""


@dataclass(frozen=True)
class Said:
    """What a statement comes to: ``score`` from 0 to 1 or None, and the statement as it is kept."""

    score: float | None
    completed: bool
    kept: dict[str, Any]


def object_id(activity_key: object) -> str:
    """Return what an activity is called in statements about it."""
    return f"urn:uuid:{activity_key}"


def read_statement(raw: str, activity_key: object) -> Said:
    """Return what a statement about the whole of an activity says. Raises StatementRefused."""
    statement = _parsed(raw)
    verb = _inside(statement, "verb", "id")
    if verb not in _COUNTED or _inside(statement, "object", "id") != object_id(activity_key):
        raise StatementRefused("not about this")
    if _inside(statement, "context", "contextActivities", "parent"):
        raise StatementRefused("about a part")
    return _said(statement, verb)


def _parsed(raw: str) -> dict[str, Any]:
    """Return the statement, if every database can keep it."""
    if len(raw) > LONGEST_STATEMENT:
        raise StatementRefused("too long")
    try:
        statement = json.loads(raw)
        written = json.dumps(statement, allow_nan=False, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise StatementRefused("not json") from error
    if not isinstance(statement, dict) or b"\\u0000" in written:
        raise StatementRefused("not an object")
    return statement


def _said(statement: dict, verb: str) -> Said:
    score = _score(statement) if verb in GRADED else None
    completed = verb in COMPLETING or score is not None or _inside(statement, "result", "completion") is True
    # Who did it is known here, and not from a browser.
    kept = {name: statement[name] for name in ("verb", "object", "result", "context") if name in statement}
    return Said(score=score, completed=completed, kept=kept)


def _score(statement: dict) -> float | None:
    """Return raw over max, or scaled, within 0 and 1; None where no sense can be made of them."""
    raw, most = (_number(_inside(statement, "result", "score", name)) for name in ("raw", "max"))
    if raw is not None and most is not None and most > 0:
        return _within(raw / most)
    scaled = _number(_inside(statement, "result", "score", "scaled"))
    return None if scaled is None else _within(scaled)


def _within(score: float) -> float | None:
    return min(1.0, max(0.0, score)) if math.isfinite(score) else None


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value) if math.isfinite(value) else None
    except OverflowError:
        return None


def _inside(value: Any, *path: str) -> Any:
    for name in path:
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value
