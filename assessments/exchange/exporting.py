"""Gives the questions of a pool as a file for another system, or for another site of ours."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from wagtail.models import Locale

from assessments.models import Pool, Question
from assessments.rules.formats import (
    PlainChoice,
    PlainQuestion,
    clean,
    write_gift,
    write_moodle,
    write_yaml,
)


@dataclass(frozen=True)
class Writer:
    """A format: how it is written, and what a browser should call it."""

    write: Callable[[Iterable[PlainQuestion]], str]
    content_type: str
    ending: str


WRITERS = {
    "gift": Writer(write_gift, "text/plain", "gift.txt"),
    "moodle": Writer(write_moodle, "application/xml", "xml"),
    "yaml": Writer(write_yaml, "application/yaml", "yaml"),
}


def exported(pool: Pool, form: str) -> str:
    """Return a pool's questions in the source language as text of a format of ``WRITERS``, by their codes."""
    questions = Question.objects.filter(pool=pool, locale=Locale.get_default()).order_by("code")
    return WRITERS[form].write(_plain(number, question) for number, question in enumerate(questions, 1))


def _plain(number: int, question: Question) -> PlainQuestion:
    blocks = list(question.choices)
    return PlainQuestion(
        number=number,
        line=0,
        name=question.code,
        kind=question.kind,
        stem=clean(question.stem).strip(),
        choices=tuple(_choice(each.value, question.kind) for each in blocks if each.block_type == "choice"),
        others=tuple(clean(each.value) for each in blocks if each.block_type == "other"),
        is_true=question.is_true if question.kind == Question.Kind.TRUE_FALSE else None,
        unit=question.unit,
    )


def _choice(value: dict, kind: str) -> PlainChoice:
    """Return a choice with what its kind asks for; fields of other kinds may hold what was typed once."""
    tolerance = value["tolerance"]
    return PlainChoice(
        text=clean(value["text"]),
        is_right=bool(value["is_right"]) and kind not in ("order", "match", "groups"),
        why=clean(value["why"] or ""),
        place=value["place"] if kind == "order" else None,
        match=clean(value["match"] or "") if kind in ("match", "groups") else "",
        tolerance=Decimal(str(tolerance or 0)) if kind == "numeric" else None,
    )
