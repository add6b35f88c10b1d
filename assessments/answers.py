"""Reads answers out of what a form sent: whatever a browser sends, an answer or an error comes out."""

import math
import re
import unicodedata

from assessments.rules import Answer, AnswerForeign, AnswerTooLong, SavedAnswer, SentAnswer

VERDICTS = {"true": True, "false": False}
PREFIXES = ("choice-", "verdict-", "reason-", "place-", "pair-", "text-", "was-", "at-")
PLACE = re.compile(r"[1-9][0-9]{0,2}")
# Longer than any id or number that a form of ours sends.
LONGEST_VALUE = 2000
WINDOW_LENGTH = 36


def answer_in(post, suffix: str = "") -> Answer:
    """Return the answer under ``choice``, ``verdict``, ``reason``, ``place``, ``pair`` and ``text``.

    What goes together may also come one by one, ``pair`` and a name of its own behind a colon, as buttons
    send it. Raises AnswerForeign for what no form of ours sends.
    """
    choices = post.getlist(f"choice{suffix}")
    verdicts = post.getlist(f"verdict{suffix}")
    texts = post.getlist(f"text{suffix}")
    reasons = post.getlist(f"reason{suffix}")
    if max(map(len, (verdicts, texts, reasons))) > 1 or len(set(choices)) < len(choices):
        raise AnswerForeign("sent twice")
    if any(verdict not in VERDICTS for verdict in verdicts):
        raise AnswerForeign("neither true nor false")
    places = _couples(post.getlist(f"place{suffix}"))
    if not all(PLACE.fullmatch(place) for place in places.values()):
        raise AnswerForeign("no place")
    return Answer(
        choices=frozenset(choices),
        verdict=VERDICTS[verdicts[0]] if verdicts else None,
        places={choice: int(place) for choice, place in places.items()},
        pairs=_couples(_pairs_in(post, f"pair{suffix}")),
        text=_as_typed(texts[0]) if texts else "",
        reason=reasons[0] if reasons else "",
    )


def _pairs_in(post, name: str) -> list[str]:
    own = [each for each in post if each == name or each.startswith(f"{name}:")]
    return [value for each in own for value in post.getlist(each)]


def _couples(values: list[str]) -> dict[str, str]:
    """Return what each choice was given, from ``choice:given``; an empty value gives nothing."""
    couples = [value.partition(":") for value in values if value]
    given = {choice: what for choice, _colon, what in couples}
    if len(given) < len(couples) or not all(what for _choice, _colon, what in couples):
        raise AnswerForeign("given twice or nothing")
    return given


def _as_typed(text: str) -> str:
    """Return a typed line without what no key types and no database takes."""
    signs = (" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in text)
    return "".join(signs).strip()


def sent_answers(post, *, now: float) -> dict[str, SentAnswer]:
    """Return every answer of a test's form by question key. Fields of other names are ignored.

    ``now`` is the server's clock in seconds. Raises AnswerForeign for a field sent twice or too long.
    """
    keys = {
        name[len(prefix) :].partition(":")[0]
        for name in post
        for prefix in PREFIXES
        if name.startswith(prefix)
    }
    window = post.get("window", "")[:WINDOW_LENGTH]
    return {key: _sent(post, key, window, now) for key in keys}


def _sent(post, key: str, window: str, now: float) -> SentAnswer:
    names = ("choice", "reason", "place", "text", "was")
    values = [value for name in names for value in post.getlist(f"{name}-{key}")]
    values += _pairs_in(post, f"pair-{key}")
    if any(len(value) > LONGEST_VALUE for value in values):
        raise AnswerTooLong("too long")
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
    # No question asks for both a verdict and a reason.
    said = {True: "true", False: "false", None: answer.reason}[answer.verdict]
    mark = f"{' '.join(sorted(answer.choices))}|{said}"
    if not answer.parts & {"places", "pairs", "text"}:
        return mark
    places, pairs = (
        " ".join(f"{choice}:{what}" for choice, what in sorted(given.items()))
        for given in (answer.places, answer.pairs)
    )
    return f"{mark}|{places}|{pairs}|{answer.text}"


def read_mark(mark: str) -> Answer:
    """Return the answer behind ``mark_of``; whatever cannot be read is no answer."""
    choices, said, places, pairs, text = (mark.split("|", 4) + [""] * 4)[:5]
    try:
        given = {choice: int(place) for choice, place in _couples(places.split(" ")).items()}
        partners = _couples(pairs.split(" "))
    except ValueError:
        return Answer()
    reason = "" if said in VERDICTS else said
    return Answer(frozenset(choices.split()), VERDICTS.get(said), given, partners, text, reason)


def stored(saved: SavedAnswer) -> dict:
    """Return a saved answer as plain values."""
    return {**stored_answer(saved.answer), "at": saved.at, "window": saved.window}


def stored_answer(answer: Answer) -> dict:
    """Return an answer as plain values; what most kinds of question do not ask for is left out."""
    more = ("places", "pairs", "text", "reason", "recognised")
    return {
        "choices": sorted(answer.choices),
        "verdict": answer.verdict,
        **{name: getattr(answer, name) for name in more if getattr(answer, name)},
    }


def read_stored(value: dict | None) -> SavedAnswer | None:
    """Return the saved answer behind ``stored``."""
    if not value:
        return None
    return SavedAnswer(answer=read_answer(value), at=value.get("at", 0), window=value.get("window", ""))


def read_answer(value: dict | None) -> Answer:
    """Return the answer behind ``stored_answer``; none where there is no value."""
    if not value:
        return Answer()
    return Answer(
        choices=frozenset(value.get("choices", ())),
        verdict=value.get("verdict"),
        places=value.get("places", {}),
        pairs=value.get("pairs", {}),
        text=value.get("text", ""),
        reason=value.get("reason", ""),
        recognised=value.get("recognised", ""),
    )
