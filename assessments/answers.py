"""Reads answers out of what a form sent: whatever a browser sends, an answer or an error comes out."""

import math

from assessments.rules import Answer, AnswerForeign, SavedAnswer, SentAnswer

VERDICTS = {"true": True, "false": False}
PREFIXES = ("choice-", "verdict-", "was-", "at-")
# Longer than any id or number that a form of ours sends.
LONGEST_VALUE = 2000
WINDOW_LENGTH = 36


def answer_in(post, suffix: str = "") -> Answer:
    """Return the answer under ``choice`` and ``verdict`` (with ``suffix``). Raises AnswerForeign."""
    choices = post.getlist(f"choice{suffix}")
    verdicts = post.getlist(f"verdict{suffix}")
    if len(verdicts) > 1 or len(set(choices)) < len(choices):
        raise AnswerForeign("sent twice")
    if any(verdict not in VERDICTS for verdict in verdicts):
        raise AnswerForeign("neither true nor false")
    return Answer(choices=frozenset(choices), verdict=VERDICTS[verdicts[0]] if verdicts else None)


def sent_answers(post, *, now: float) -> dict[str, SentAnswer]:
    """Return every answer of a test's form by question key. Fields of other names are ignored.

    ``now`` is the server's clock in seconds. Raises AnswerForeign for a field sent twice or too long.
    """
    keys = {name[len(prefix) :] for name in post for prefix in PREFIXES if name.startswith(prefix)}
    window = post.get("window", "")[:WINDOW_LENGTH]
    return {key: _sent(post, key, window, now) for key in keys}


def _sent(post, key: str, window: str, now: float) -> SentAnswer:
    values = post.getlist(f"choice-{key}") + post.getlist(f"was-{key}")
    if any(len(value) > LONGEST_VALUE for value in values):
        raise AnswerForeign("too long")
    return SentAnswer(
        answer=answer_in(post, f"-{key}"),
        shown=read_mark(post.get(f"was-{key}", "")),
        window=window,
        at=chosen_at(post.get(f"at-{key}", ""), post.get("sent", ""), now),
    )


def chosen_at(at: str, sent: str, now: float) -> float | None:
    """Return when an answer was chosen by the server's clock, or None when the page does not say.

    ``at`` and ``sent`` are milliseconds of the browser's clock, which may be wrong; only the time
    between the two is used.
    """
    try:
        age = (float(sent) - float(at)) / 1000
    except ValueError:
        return None
    return now - max(0.0, age) if math.isfinite(age) else None


def mark_of(answer: Answer) -> str:
    """Return an answer as a form carries it along, to tell later whether it was touched."""
    verdict = {True: "true", False: "false", None: ""}[answer.verdict]
    return f"{' '.join(sorted(answer.choices))}|{verdict}"


def read_mark(mark: str) -> Answer:
    """Return the answer behind ``mark_of``; whatever cannot be read is no answer."""
    choices, _bar, verdict = mark.partition("|")
    return Answer(choices=frozenset(choices.split()), verdict=VERDICTS.get(verdict))


def stored(saved: SavedAnswer) -> dict:
    """Return a saved answer as plain values."""
    return {**stored_answer(saved.answer), "at": saved.at, "window": saved.window}


def stored_answer(answer: Answer) -> dict:
    """Return an answer as plain values."""
    return {"choices": sorted(answer.choices), "verdict": answer.verdict}


def read_stored(value: dict | None) -> SavedAnswer | None:
    """Return the saved answer behind ``stored``."""
    if not value:
        return None
    return SavedAnswer(answer=read_answer(value), at=value.get("at", 0), window=value.get("window", ""))


def read_answer(value: dict | None) -> Answer:
    """Return the answer behind ``stored_answer``; none where there is no value."""
    if not value:
        return Answer()
    return Answer(choices=frozenset(value.get("choices", ())), verdict=value.get("verdict"))
