"""Writes questions as GIFT and as Moodle XML; what a format has no words for is left out and named."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree

from assessments.rules.formats.plain import PlainChoice, PlainQuestion

# Ours that these formats can say. Groups are pairs of which several share a partner.
WRITABLE = ("single", "multiple", "true_false", "match", "groups", "short", "numeric")
ORDERED = (*WRITABLE, "order")
_SIGNS = re.compile(r"([~=#{}:\\])")


def write_gift(questions: Iterable[PlainQuestion]) -> str:
    """Return a GIFT file of those questions that GIFT can say."""
    return "".join(_gift(question) for question in questions if question.kind in WRITABLE)


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text.strip()).replace("\n", "\\n")


def _gift(question: PlainQuestion) -> str:
    if question.kind == "true_false":
        answers = ["TRUE" if question.is_true else "FALSE"]
    elif question.kind == "numeric":
        answers = ["#", *(_gift_number(choice) for choice in question.choices)]
    elif question.kind in ("match", "groups"):
        answers = [f"={_escaped(choice.text)} -> {_escaped(choice.match)}" for choice in question.choices]
        answers += [f"= -> {_escaped(other)}" for other in question.others]
    else:
        weights = _weights(question)
        answers = [_gift_choice(question, *pair) for pair in zip(question.choices, weights, strict=True)]
    body = "\n".join(f"  {answer}" for answer in answers)
    return f"::{_escaped(question.name)}::[plain]{_escaped(question.stem)} {{\n{body}\n}}\n\n"


def _weights(question: PlainQuestion) -> list[str]:
    """Return the weight of each choice in percent, as Moodle writes parts of a mark."""
    rights = sum(choice.is_right for choice in question.choices)
    part = f"{100 / max(rights, 1):.5f}".rstrip("0").rstrip(".") if question.kind == "multiple" else "100"
    against = f"-{part}" if question.kind == "multiple" else "0"
    return [part if choice.is_right else against for choice in question.choices]


def _gift_choice(question: PlainQuestion, choice: PlainChoice, weight: str) -> str:
    if question.kind == "multiple":
        sign = f"~%{weight}%"
    elif question.kind == "short":
        sign = "=" if choice.is_right else "=%0%"
    else:
        sign = "=" if choice.is_right else "~"
    return f"{sign}{_escaped(choice.text)}{_why(choice)}"


def _why(choice: PlainChoice) -> str:
    return f"#{_escaped(choice.why)}" if choice.why else ""


def _gift_number(choice: PlainChoice) -> str:
    sign = "=" if choice.is_right else "=%0%"
    return f"{sign}{choice.text}:{choice.tolerance or 0:f}{_why(choice)}"


def write_moodle(questions: Iterable[PlainQuestion]) -> str:
    """Return a Moodle XML file of those questions that it can say."""
    quiz = ElementTree.Element("quiz")
    for question in questions:
        if question.kind in ORDERED:
            quiz.append(_moodle(question))
    ElementTree.indent(quiz)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(quiz, encoding="unicode") + "\n"


_TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "true_false": "truefalse",
    "match": "matching",
    "groups": "matching",
    "short": "shortanswer",
    "numeric": "numerical",
    "order": "ordering",
}


def _moodle(question: PlainQuestion) -> ElementTree.Element:
    element = ElementTree.Element("question", type=_TYPES[question.kind])
    _text(element, "name", question.name)
    _text(element, "questiontext", question.stem, format="plain_text")
    if question.kind in ("single", "multiple"):
        ElementTree.SubElement(element, "single").text = "true" if question.kind == "single" else "false"
    if question.kind == "true_false":
        for verdict in (True, False):
            weight = "100" if verdict == question.is_true else "0"
            _text(element, "answer", str(verdict).lower(), fraction=weight)
    elif question.kind in ("match", "groups"):
        _pairs(element, question)
    else:
        _answers(element, question)
    return element


def _text(parent: ElementTree.Element, tag: str, text: str, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, tag, attributes)
    ElementTree.SubElement(element, "text").text = text
    return element


def _pairs(element: ElementTree.Element, question: PlainQuestion) -> None:
    pairs = [(choice.text, choice.match) for choice in question.choices]
    for left, right in [*pairs, *(("", other) for other in question.others)]:
        _text(_text(element, "subquestion", left, format="plain_text"), "answer", right)


def _answers(element: ElementTree.Element, question: PlainQuestion) -> None:
    in_order = sorted(question.choices, key=lambda choice: choice.place or 0)
    for number, (choice, weight) in enumerate(zip(in_order, _weights(question), strict=True), 1):
        fraction = str(number) if question.kind == "order" else weight
        answer = _text(element, "answer", choice.text, fraction=fraction, format="plain_text")
        _text(answer, "feedback", choice.why, format="plain_text")
        if question.kind == "numeric":
            ElementTree.SubElement(answer, "tolerance").text = f"{choice.tolerance or 0:f}"
    if question.kind == "numeric" and question.unit:
        unit = ElementTree.SubElement(ElementTree.SubElement(element, "units"), "unit")
        ElementTree.SubElement(unit, "multiplier").text = "1"
        ElementTree.SubElement(unit, "unit_name").text = question.unit
