"""Reads answers out of what a form sent: whatever a browser sends, an answer or an error comes out."""

import math
import re
import unicodedata

from django.utils.datastructures import MultiValueDict

from assessments.rules import Answer, AnswerForeign, AnswerTooLong, SavedAnswer, SentAnswer

VERDICTS = {"true": True, "false": False}
PARTS = ("choice", "verdict", "reason", "place", "text", "was", "at")
PLACE = re.compile(r"[1-9][0-9]{0,2}")
# Longer than any id or number that a form of ours sends.
LONGEST_VALUE = 2000
WINDOW_LENGTH = 36


def answer_in(post) -> Answer:
    """Return the answer under ``choice``, ``verdict``, ``reason``, ``place``, ``pair`` and ``text``.

    What goes together may also come one by one, ``pair`` and a name of its own behind a colon, as buttons
    send it. Raises AnswerForeign for what no form of ours sends.
    """
    choices = post.getlist("choice")
    verdicts = post.getlist("verdict")
    texts = post.getlist("text")
    reasons = post.getlist("reason")
    if max(map(len, (verdicts, texts, reasons))) > 1 or len(set(choices)) < len(choices):
        raise AnswerForeign("sent twice")
    if any(verdict not in VERDICTS for verdict in verdicts):
        raise AnswerForeign("neither true nor false")
    places = _couples(post.getlist("place"))
    if not all(PLACE.fullmatch(place) for place in places.values()):
        raise AnswerForeign("no place")
    return Answer(
        choices=frozenset(choices),
        verdict=VERDICTS[verdicts[0]] if verdicts else None,
        places={choice: int(place) for choice, place in places.items()},
        pairs=_couples(_pairs_in(post)),
        text=_as_typed(texts[0]) if texts else "",
        reason=reasons[0] if reasons else "",
    )


def _pairs_in(post) -> list[str]:
    own = [name for name in post if name == "pair" or name.startswith("pair:")]
    return [value for name in own for value in post.getlist(name)]


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
    window, sent = post.get("window", "")[:WINDOW_LENGTH], post.get("sent", "")
    return {key: _sent(fields, window, sent, now) for key, fields in _by_question(post).items()}


def _by_question(post) -> dict[str, MultiValueDict]:
    """Return the fields of each question under their plain names, as the form of one question has them."""
    found: dict[str, MultiValueDict] = {}
    for name in post:
        part, dash, key = name.partition("-")
        if not dash:
            continue
        if part == "pair":
            key, colon, thing = key.partition(":")
            found.setdefault(key, MultiValueDict()).setlist(f"pair{colon}{thing}", post.getlist(name))
        elif part in PARTS:
            found.setdefault(key, MultiValueDict()).setlist(part, post.getlist(name))
    return found


def _sent(fields: MultiValueDict, window: str, sent: str, now: float) -> SentAnswer:
    if any(len(value) > LONGEST_VALUE for name in fields if name != "at" for value in fields.getlist(name)):
        raise AnswerTooLong("too long")
    return SentAnswer(
        answer=answer_in(fields),
        shown=read_mark(fields.get("was", "")),
        window=window,
        at=chosen_at(fields.get("at", ""), sent, now),
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
