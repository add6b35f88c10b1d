"""Reads GIFT, the text format for questions that Moodle describes."""

import re
from dataclasses import dataclass

from assessments.rules.formats.decoding import plain_text
from assessments.rules.formats.plain import (
    LeftOut,
    Note,
    PlainChoice,
    PlainQuestion,
    Reading,
    Reason,
    Unreadable,
    decimal_of,
    explained_in_general,
    graded_kind,
    require_short,
)

_ESCAPED = re.compile(r"\\([~=#{}:\\n])")
_NAME = re.compile(r"\s*::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|markdown|plain|moodle)\]")
_TRUTH = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(?=#|$)", re.IGNORECASE)
_WEIGHT = re.compile(r"\s*%(-?[0-9]{1,3}(?:\.[0-9]{1,8})?)%")
# Escaped signs wait here, where no text of a file comes: cleaning took these out.
_AWAY = 0xE000


@dataclass(frozen=True)
class _Block:
    number: int
    line: int
    category: str
    text: str


@dataclass(frozen=True)
class _Answer:
    sign: str
    weight: float
    text: str
    why: str

    @property
    def left(self) -> str:
        return self.text.partition("->")[0].strip()

    @property
    def right(self) -> str:
        return self.text.partition("->")[2].strip()


def read_gift(text: str) -> Reading:
    """Return the questions of a file that ``text_of`` decoded, and what does not come."""
    reading = Reading()
    for block in _blocks(text):
        try:
            reading.questions.append(require_short(_question(block)))
        except Unreadable as error:
            begins = _back(" ".join(block.text.split()))[:60]
            reading.left_out.append(LeftOut(block.number, block.line, begins, error.reason))
    return reading


def _blocks(text: str) -> list[_Block]:
    """Return the questions' texts: blank lines part them, lines that begin with // are comments."""
    found: list[_Block] = []
    lines: list[str] = []
    category, begun = "", 0
    for number, line in enumerate([*text.split("\n"), ""], 1):
        stripped = line.strip()
        if stripped.startswith("//"):
            continue
        is_category = stripped.startswith("$CATEGORY:")
        if lines and (not stripped or is_category):
            found.append(_Block(len(found) + 1, begun, category, "\n".join(lines)))
            lines = []
        if is_category:
            category = stripped.removeprefix("$CATEGORY:").strip()
        elif stripped:
            begun = begun if lines else number
            lines.append(_ESCAPED.sub(_hidden, line))
    return found


def _hidden(found: re.Match) -> str:
    return chr(_AWAY + ord(found[1]))


def _back(text: str) -> str:
    """Return text with its escaped signs in place."""
    signs = {_AWAY + ord(sign): sign for sign in "~=#{}:\\"} | {_AWAY + ord("n"): "\n"}
    return text.translate(signs)


def _question(block: _Block) -> PlainQuestion:
    named = _NAME.match(block.text)
    text = block.text[named.end() :] if named else block.text
    form = _FORMAT.match(text)
    text = text[form.end() :] if form else text
    before, opened, rest = text.partition("{")
    body, closed, after = rest.partition("}")
    if not opened:
        raise Unreadable(Reason.NO_ANSWERS)
    if not closed:
        raise Unreadable(Reason.NOT_CLOSED)
    if "{" in after or "{" in body:
        raise Unreadable(Reason.TWO_PARTS)
    is_html = form is not None and form[1] == "html"
    gap = "_____" if after.strip()[:1] in tuple(".,;:!?") else "_____ "
    stem = f"{before.rstrip()} {gap}{after.strip()}" if after.strip() else before
    return _made(
        block, _words(named[1], False) if named else "", _words(stem, is_html, lines=True), body, is_html
    )


def _words(text: str, is_html: bool, *, lines: bool = False) -> str:
    """Return what a reader reads; one line unless ``lines``. Raises Unreadable for pictures."""
    text = _back(text)
    if is_html:
        text, has_media = plain_text(text)
        if has_media:
            raise Unreadable(Reason.MEDIA)
    if not lines:
        return " ".join(text.split())
    return "\n".join(" ".join(line.split()) for line in text.strip().split("\n"))


def _made(block: _Block, name: str, stem: str, body: str, is_html: bool) -> PlainQuestion:
    body, _sign, general = body.partition("####")
    fields = _fields(body, is_html)
    choices, is_lost = explained_in_general(list(fields["choices"]), _words(general, is_html))
    notes = (*fields.pop("notes", ()), *([Note.GENERAL] if is_lost else []))
    fields["choices"] = tuple(choices)
    return PlainQuestion(
        number=block.number,
        line=block.line,
        name=name,
        stem=stem,
        category=block.category,
        notes=notes,
        **fields,
    )


def _fields(body: str, is_html: bool) -> dict:
    """Return kind and choices. Raises Unreadable."""
    if not body.strip():
        raise Unreadable(Reason.ESSAY)
    truth = _TRUTH.match(body)
    if truth:
        is_true = truth[1].upper().startswith("T")
        return {"kind": "true_false", "is_true": is_true, "choices": (), "notes": (Note.REASONS,)}
    if body.strip().startswith("#"):
        return _numeric(body.strip()[1:], is_html)
    answers = _answers(body, is_html)
    if any("->" in answer.text for answer in answers):
        return _matching(answers)
    if all(answer.sign == "=" for answer in answers):
        return _short(answers)
    return _chosen(answers)


def _answers(body: str, is_html: bool) -> list[_Answer]:
    parts = re.split(r"([=~])", body)
    if parts[0].strip():
        raise Unreadable(Reason.MIXED)
    return [_answer(sign, rest, is_html) for sign, rest in zip(parts[1::2], parts[2::2], strict=True)]


def _answer(sign: str, rest: str, is_html: bool) -> _Answer:
    weighed = _WEIGHT.match(rest)
    text, _sign, why = (rest[weighed.end() :] if weighed else rest).partition("#")
    weight = float(weighed[1]) if weighed else (100.0 if sign == "=" else 0.0)
    return _Answer(sign, weight, _formatted(text, is_html), _formatted(why, is_html))


def _formatted(text: str, is_html: bool) -> str:
    """Return the words of an answer or feedback, which may name a format of its own."""
    form = _FORMAT.match(text)
    if form:
        return _words(text[form.end() :], form[1] == "html")
    return _words(text, is_html)


def _chosen(answers: list[_Answer]) -> dict:
    kind, rights, is_partly_lost = graded_kind([answer.weight for answer in answers])
    choices = (PlainChoice(a.text, right, a.why) for a, right in zip(answers, rights, strict=True))
    return {"kind": kind, "choices": tuple(choices), "notes": (Note.PARTS,) if is_partly_lost else ()}


def _short(answers: list[_Answer]) -> dict:
    choices = tuple(PlainChoice(a.text, a.weight >= 100, a.why) for a in answers if a.text != "*")
    if not any(choice.is_right for choice in choices):
        raise Unreadable(Reason.NONE_RIGHT)
    notes = (Note.PARTS,) if any(0 < a.weight < 100 for a in answers) else ()
    return {"kind": "short", "choices": choices, "notes": notes}


def _matching(answers: list[_Answer]) -> dict:
    if any(a.sign != "=" or not a.right for a in answers):
        raise Unreadable(Reason.MIXED)
    pairs = tuple(PlainChoice(a.left, match=a.right, why=a.why) for a in answers if a.left)
    taken = {pair.match for pair in pairs}
    others = dict.fromkeys(a.right for a in answers if not a.left and a.right not in taken)
    return {"kind": "match", "choices": pairs, "others": tuple(others)}


def _numeric(body: str, is_html: bool) -> dict:
    if "=" not in body:
        # Behind ~ stands what is said to everybody who is wrong.
        text, _sign, why = body.partition("~")[0].partition("#")
        return {"kind": "numeric", "choices": (_number(text, True, _words(why, is_html)),)}
    answers = _answers(body, is_html)
    partial = any(0 < a.weight < 100 for a in answers)
    kept = [a for a in answers if (a.weight >= 100 or a.weight == 0) and a.text]
    choices = tuple(_number(a.text, a.weight >= 100, a.why) for a in kept)
    if not any(choice.is_right for choice in choices):
        raise Unreadable(Reason.NONE_RIGHT)
    return {"kind": "numeric", "choices": choices, "notes": (Note.PARTS,) if partial else ()}


def _number(text: str, is_right: bool, why: str) -> PlainChoice:
    """Return a value with its tolerance from ``3:0.1`` or ``2..4``. Raises Unreadable."""
    low, dots, high = text.partition("..")
    if dots:
        ends = decimal_of(low), decimal_of(high)
        middle = (ends[0] + ends[1]) / 2
        within = abs(ends[1] - ends[0]) / 2
    else:
        value, _colon, tolerance = text.partition(":")
        middle = decimal_of(value)
        within = abs(decimal_of(tolerance)) if tolerance.strip() else decimal_of("0")
    return PlainChoice(f"{middle.normalize():f}", is_right, why, tolerance=within)
