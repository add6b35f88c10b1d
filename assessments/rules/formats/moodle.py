"""Reads Moodle XML. A file that declares a document type or entities is not looked at."""

import re
from xml.etree import ElementTree

from assessments.rules.formats.decoding import plain_text
from assessments.rules.formats.plain import (
    FileRefused,
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

_DECLARES = re.compile(r"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_DEEPEST = 30


class _Builder(ElementTree.TreeBuilder):
    """Builds a tree of bounded depth."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag, attrs):
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FileRefused("broken")
        return super().start(tag, attrs)

    def end(self, tag):
        self._depth -= 1
        return super().end(tag)


def read_moodle(text: str) -> Reading:
    """Return the questions of a file that ``text_of`` decoded, and what does not come.

    Raises FileRefused: "declares" for a document type or entities, "broken" for what is no such XML.
    """
    reading, category, number = Reading(), "", 0
    for element in _root(text).findall("question"):
        if element.get("type") == "category":
            category = _line(element, "category")
            continue
        number += 1
        try:
            reading.questions.append(require_short(_question(element, number, category)))
        except Unreadable as error:
            begins = (_line(element, "name") or _line(element, "questiontext"))[:60]
            reading.left_out.append(LeftOut(number, 0, begins, error.reason))
    return reading


def _root(text: str) -> ElementTree.Element:
    if _DECLARES.search(text):
        raise FileRefused("declares")
    parser = ElementTree.XMLParser(target=_Builder())  # noqa: S314  (nothing declared, depth bounded)
    try:
        parser.feed(text.lstrip())
        root = parser.close()
    except (ElementTree.ParseError, ValueError) as error:
        raise FileRefused("broken") from error
    if root.tag != "quiz":
        raise FileRefused("broken")
    return root


def _read(element: ElementTree.Element | None, form: str = "html") -> tuple[str, bool]:
    """Return the words of an element's text, and whether it holds a picture or recording."""
    if element is None:
        return "", False
    text = element.findtext("text") or ""
    is_html = element.get("format", form) in ("html", "moodle_auto_format", "markdown")
    words, has_media = plain_text(text) if is_html else (text.strip(), False)
    return words, has_media or element.find("file") is not None or "@@PLUGINFILE@@" in text


def _line(element: ElementTree.Element, name: str) -> str:
    form = "plain" if name in ("name", "category") else "html"
    return " ".join(_read(element.find(name), form)[0].split())


def _question(element: ElementTree.Element, number: int, category: str) -> PlainQuestion:
    read = _KINDS.get(element.get("type", ""))
    if read is None:
        raise Unreadable(Reason.ESSAY if element.get("type") == "essay" else Reason.KIND)
    texts = [each for each in element.iter() if each.find("text") is not None]
    if any(_read(each)[1] for each in texts):
        raise Unreadable(Reason.MEDIA)
    fields = read(element)
    choices, is_lost = explained_in_general(list(fields["choices"]), _line(element, "generalfeedback"))
    notes = (*fields.pop("notes", ()), *([Note.GENERAL] if is_lost else []))
    fields["choices"] = tuple(choices)
    stem = _read(element.find("questiontext"))[0]
    return PlainQuestion(
        number=number,
        line=0,
        name=_line(element, "name"),
        stem=stem,
        category=category,
        notes=notes,
        **fields,
    )


def _answers(element: ElementTree.Element) -> list[tuple[str, float, str, ElementTree.Element]]:
    """Return text, weight and feedback of every answer. Raises Unreadable."""
    found = []
    for answer in element.findall("answer"):
        is_typed = element.get("type") in ("shortanswer", "numerical")
        words = answer.findtext("text") or "" if is_typed else _read(answer)[0]
        words = " ".join(words.split())
        found.append((words, _weight(answer), _line(answer, "feedback"), answer))
    if not found:
        raise Unreadable(Reason.NO_ANSWERS)
    return found


def _weight(answer: ElementTree.Element) -> float:
    try:
        return max(-100.0, min(100.0, float(answer.get("fraction", "0"))))
    except ValueError:
        raise Unreadable(Reason.NO_NUMBER) from None


def _chosen(element: ElementTree.Element) -> dict:
    answers = _answers(element)
    weights = [weight for _words, weight, _why, _element in answers]
    if (element.findtext("single") or "true").strip().lower() in ("true", "1"):
        kind, rights, is_partly_lost = graded_kind(weights)
        if kind == "multiple":
            raise Unreadable(Reason.NONE_RIGHT)
    else:
        kind, rights = "multiple", [weight > 0 for weight in weights]
        is_partly_lost = len({weight for weight in weights if weight > 0}) > 1
        if not any(rights):
            raise Unreadable(Reason.NONE_RIGHT)
    choices = (PlainChoice(a[0], right, a[2]) for a, right in zip(answers, rights, strict=True))
    return {"kind": kind, "choices": tuple(choices), "notes": (Note.PARTS,) if is_partly_lost else ()}


def _true_or_false(element: ElementTree.Element) -> dict:
    right = [words.lower() for words, weight, _why, _element in _answers(element) if weight >= 100]
    if right not in (["true"], ["false"]):
        raise Unreadable(Reason.NOT_TRUE_OR_FALSE)
    return {"kind": "true_false", "is_true": right == ["true"], "choices": (), "notes": (Note.REASONS,)}


def _short(element: ElementTree.Element) -> dict:
    answers = [answer for answer in _answers(element) if answer[0] != "*"]
    choices = tuple(PlainChoice(words, weight >= 100, why) for words, weight, why, _element in answers)
    if not any(choice.is_right for choice in choices):
        raise Unreadable(Reason.NONE_RIGHT)
    notes = [Note.PARTS] if any(0 < weight < 100 for _words, weight, _why, _element in answers) else []
    if (element.findtext("usecase") or "0").strip() == "1":
        notes.append(Note.CASE)
    return {"kind": "short", "choices": choices, "notes": tuple(notes)}


def _numeric(element: ElementTree.Element) -> dict:
    answers = [answer for answer in _answers(element) if answer[0] != "*"]
    kept = [answer for answer in answers if answer[1] >= 100 or answer[1] <= 0]
    choices = tuple(_number(*answer) for answer in kept)
    if not any(choice.is_right for choice in choices):
        raise Unreadable(Reason.NONE_RIGHT)
    units = [unit.findtext("unit_name") or "" for unit in element.findall("units/unit")]
    notes = ([Note.PARTS] if len(kept) < len(answers) else []) + ([Note.UNITS] if len(units) > 1 else [])
    return {
        "kind": "numeric", "choices": choices, "unit": units[0][:40] if units else "", "notes": tuple(notes),
    }  # fmt: skip


def _number(words: str, weight: float, why: str, answer: ElementTree.Element) -> PlainChoice:
    within = abs(decimal_of(answer.findtext("tolerance") or "0"))
    return PlainChoice(f"{decimal_of(words).normalize():f}", weight >= 100, why, tolerance=within)


def _matching(element: ElementTree.Element) -> dict:
    pairs, others = [], []
    for each in element.findall("subquestion"):
        left = " ".join(_read(each)[0].split())
        right = " ".join((each.findtext("answer/text") or "").split())
        if not right:
            raise Unreadable(Reason.MIXED)
        if left:
            pairs.append(PlainChoice(left, match=right))
        else:
            others.append(right)
    taken = {pair.match for pair in pairs}
    free = tuple(dict.fromkeys(other for other in others if other not in taken))
    return {"kind": "match", "choices": tuple(pairs), "others": free}


def _ordering(element: ElementTree.Element) -> dict:
    answers = _answers(element)
    return {
        "kind": "order",
        "choices": tuple(PlainChoice(a[0], place=place, why=a[2]) for place, a in enumerate(answers, 1)),
    }


_KINDS = {
    "multichoice": _chosen,
    "truefalse": _true_or_false,
    "shortanswer": _short,
    "numerical": _numeric,
    "matching": _matching,
    "ordering": _ordering,
}
