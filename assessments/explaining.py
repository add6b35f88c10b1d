"""What a template is given after an answer: what was right, what was not, and why."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import rules
from assessments.frozen import Content, graded
from assessments.rules import Answer

ARRANGED = ("order", "match")


@dataclass(frozen=True)
class ExplainedChoice:
    """A choice after the answer."""

    text: str
    is_chosen: bool
    is_right: bool
    why: str


@dataclass(frozen=True)
class ExplainedRow:
    """A step or one half of a pair after the answer, with its right ``place`` or ``partner``.

    ``said`` tells in the page's language what the answer made of it, ``given`` is a partner wrongly chosen.
    """

    text: str
    is_right: bool
    said: str
    why: str
    place: str = ""
    partner: str = ""
    given: str = ""


@dataclass(frozen=True)
class ExplainedQuestion:
    """A question after the answer: ``first`` was chosen or is right, ``others`` are neither.

    Steps and pairs are ``rows``; ``written`` is a short answer as it was typed.
    """

    key: str
    kind: str
    language: str
    stem: str
    is_right: bool
    is_answered: bool
    counted: str
    verdict: bool | None
    right_verdict: bool | None
    first: tuple[ExplainedChoice, ...]
    others: tuple[ExplainedChoice, ...]
    sources: tuple[dict[str, str], ...]
    rows: tuple[ExplainedRow, ...] = ()
    written: str = ""


def explained(content: Content, answer: Answer, *, key: str, mark: float | None = None) -> ExplainedQuestion:
    """Return a question with what came of an answer; the chosen and the right choices stand first.

    ``mark`` is what the answer was given when it was sent; without it, the answer is graded now.
    """
    question = graded(content)
    is_answered = rules.is_answered(question, answer)
    if mark is None:
        mark = float(rules.grade(question, answer)) if is_answered else 0
    choices = _explained_choices(content, question, answer)
    return ExplainedQuestion(
        key=key,
        kind=content["kind"],
        language=content["language"],
        stem=content["stem"],
        is_right=mark == 1,
        is_answered=is_answered,
        counted=_counted(question, answer, mark) if is_answered else "",
        verdict=answer.verdict,
        right_verdict=content["is_true"],
        first=tuple(choice for choice in choices if choice.is_chosen or choice.is_right),
        others=tuple(choice for choice in choices if not (choice.is_chosen or choice.is_right)),
        sources=tuple(content["sources"]),
        rows=tuple(_ROWS[question.kind](content, question, answer)) if question.kind in _ROWS else (),
        written=answer.text,
    )


def _explained_choices(content: Content, question: rules.Question, answer: Answer) -> list[ExplainedChoice]:
    """Return the choices with the chosen and the right ones first; none where nothing is chosen from."""
    if question.kind in ARRANGED:
        return []
    if question.kind == "short":
        return _explained_writing(content, rules.recognise(question, answer).recognised)
    return sorted(
        (
            ExplainedChoice(choice["text"], choice["id"] in answer.choices, choice["right"], choice["why"])
            for choice in content["choices"]
        ),
        key=lambda choice: (not choice.is_chosen, not choice.is_right),
    )


def _explained_writing(content: Content, recognised: str) -> list[ExplainedChoice]:
    """Return the foreseen answer that was written; where it is not right, then what would be.

    What else was foreseen nobody has seen, so it is not explained; of several right answers the first is.
    """
    choices = content["choices"]
    written = [
        ExplainedChoice(choice["text"], True, choice["right"], choice["why"])
        for choice in choices
        if choice["id"] == recognised
    ]
    if any(choice.is_right for choice in written):
        return written
    accepted = [
        ExplainedChoice(choice["text"], False, True, choice["why"]) for choice in choices if choice["right"]
    ]
    return [*written, *accepted[:1], *(replace(choice, why="") for choice in accepted[1:])]


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


_ROWS = {"order": _steps, "match": _pairs}


def _counted(question: rules.Question, answer: Answer, mark: float) -> str:
    """Say how much of an answer was right; nothing where one thing is asked."""
    if question.kind == "multiple":
        return _found(question, answer)
    if question.kind not in ARRANGED or mark == 1:
        return ""
    total = len(question.choices)
    if question.kind == "order":
        open_to = rules.places_open_to(question.places)
        right = sum(place in open_to[step] for step, place in answer.places.items())
        said = ngettext(
            "%(right)d of %(total)d step stands in its place.",
            "%(right)d of %(total)d steps stand in their place.",
            total,
        )
    else:
        right = sum(answer.pairs[choice] == partner for choice, partner in question.pairs.items())
        said = ngettext("%(right)d of %(total)d is matched.", "%(right)d of %(total)d are matched.", total)
    return f"{said % {'right': right, 'total': total}} {_worth(mark)}"


def _worth(mark: float) -> str:
    """Say what an answer that is right in part counts for; rounded down, as every percentage here."""
    percent = int(rules.exact(mark) * 100)
    return _("That is worth %(percent)d percent of a right answer.") % {"percent": percent}


def _found(question: rules.Question, answer: Answer) -> str:
    """Say how many of several right answers were found."""
    found, right, wrong = rules.share_found(question, answer)
    said = ngettext(
        "You found %(found)d of %(right)d right answer.",
        "You found %(found)d of %(right)d right answers.",
        right,
    ) % {"found": found, "right": right}
    if not wrong:
        return said
    beside = ngettext(
        "%(count)d that you ticked does not belong.", "%(count)d that you ticked do not belong.", wrong
    )
    return f"{said} {beside % {'count': wrong}}"
