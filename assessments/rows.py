"""What was arranged, line by line after the answer: what it was, and what the answer made of it."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from assessments import rules
from assessments.frozen import Content
from assessments.rules import Answer


@dataclass(frozen=True)
class ExplainedRow:
    """A step or one half of a pair after the answer, with its right ``place`` or ``partner``.

    ``said`` tells in the page's language what the answer made of it, ``given`` is a partner wrongly chosen,
    ``group`` names the group that begins with this row, ``better`` corrects an error in a text,
    ``number`` is that of a place on a picture.
    """

    text: str
    is_right: bool
    said: str
    why: str
    place: str = ""
    partner: str = ""
    given: str = ""
    group: str = ""
    better: str = ""
    number: int = 0


def _steps(content: Content, question: rules.Question, answer: Answer) -> list[ExplainedRow]:
    """Return the steps in their right order, each with the place it was given."""
    open_to = rules.places_open_to(question.places)
    steps = sorted(content["choices"], key=lambda choice: choice["place"])
    return [
        ExplainedRow(
            text=choice["text"],
            is_right=answer.places.get(choice["id"]) in open_to[choice["id"]],
            said=_said_of_place(answer.places.get(choice["id"]), open_to[choice["id"]]),
            why=choice["why"],
            place=_place_of(open_to[choice["id"]]),
        )
        for choice in steps
    ]


def _place_of(open_to: range) -> str:
    return f"{open_to[0]}" if len(open_to) == 1 else f"{open_to[0]}–{open_to[-1]}"


def _said_of_place(given: int | None, open_to: range) -> str:
    if given is None:
        return ""
    if given in open_to and len(open_to) == 1:
        return _("You gave it this place.")
    return _("You gave it place %(place)d.") % {"place": given}


def _pairs(content: Content, question: rules.Question, answer: Answer) -> list[ExplainedRow]:
    """Return what was to be matched, each with its partner and the one it was given."""
    partners = {partner["id"]: partner["text"] for partner in content.get("partners", ())}
    return [
        _pair(
            choice,
            right=question.pairs[choice["id"]],
            given=answer.pairs.get(choice["id"]),
            partners=partners,
        )
        for choice in content["choices"]
    ]


def _pair(choice: dict, *, right: str, given: str | None, partners: dict[str, str]) -> ExplainedRow:
    said = {None: "", right: _("You chose this.")}.get(given, _("You chose:"))
    return ExplainedRow(
        text=choice["text"],
        is_right=given == right,
        said=said,
        why=choice["why"],
        partner=partners[right],
        given="" if given == right else partners.get(given, ""),
    )


def _sorted(content: Content, question: rules.Question, answer: Answer) -> list[ExplainedRow]:
    """Return what was to be sorted, group by group; a row that begins a group names it."""
    rows, named = [], ""
    for row in sorted(_pairs(content, question, answer), key=lambda row: row.partner.casefold()):
        said = _("You put it here.") if row.is_right else row.said and _("You put it into:")
        rows.append(replace(row, said=said, group="" if row.partner == named else row.partner))
        named = row.partner
    return [replace(row, partner="") for row in rows]


def _passages(content: Content, question: rules.Question, answer: Answer) -> list[ExplainedRow]:
    """Return the errors of a text, found or not, then what was ticked though it is sound."""
    rows = [
        ExplainedRow(
            text=choice["text"],
            is_right=choice["right"] and choice["id"] in answer.choices,
            said=_said_of_passage(choice["right"], choice["id"] in answer.choices),
            why=choice["why"],
            better=choice["better"],
        )
        for choice in content["choices"]
        if choice["right"] or choice["id"] in answer.choices
    ]
    return sorted(rows, key=lambda row: not row.better)


def _said_of_passage(is_error: bool, is_ticked: bool) -> str:
    if is_error:
        return _("An error, and you found it.") if is_ticked else _("An error that you did not tick.")
    return _("You ticked this; it is right as it stands.")


def _spots(content: Content, question: rules.Question, answer: Answer) -> list[ExplainedRow]:
    """Return the places on a picture by their numbers, those that nobody chose as well."""
    return [
        ExplainedRow(
            text=choice["text"],
            is_right=choice["right"] == (choice["id"] in answer.choices),
            said=_said_of_spot(choice["right"], choice["id"] in answer.choices),
            why=choice["why"],
            number=number,
        )
        for number, choice in enumerate(content["choices"], 1)
    ]


def _said_of_spot(is_right: bool, is_ticked: bool) -> str:
    if is_right:
        return _("Right, and you ticked it.") if is_ticked else _("Right; you did not tick it.")
    return _("You ticked this; it is not right.") if is_ticked else _("Not right, and you left it out.")


_ROWS = {"order": _steps, "match": _pairs, "groups": _sorted, "error_hunt": _passages, "hotspot": _spots}


def rows_of(content: Content, question: rules.Question, answer: Answer) -> list[ExplainedRow]:
    """Return what was arranged, line by line; nothing where nothing is."""
    return _ROWS[question.kind](content, question, answer) if question.kind in _ROWS else []
