"""Two case studies aspect by aspect."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casestudies.studies.codes import PRACTICES
from casestudies.studies.queries import Shelf
from casestudies.studies.shelf import Study
from casestudies.studies.showing import named, sectors_of


@dataclass(frozen=True)
class Cell:
    """What one study says of an aspect: a text, a list of remarks, or sectors with names."""

    study: Study
    kind: str
    value: Any


@dataclass(frozen=True)
class Aspect:
    """One aspect of both studies."""

    title: str
    cells: tuple[Cell, Cell]


def aspects_of(one: Study, other: Study, shelf: Shelf) -> list[Aspect]:
    """Return both studies aspect by aspect, then what each profession can take from them."""
    practices = dict(PRACTICES)
    rows: list[tuple[str, str, Callable[[Study], Any]]] = [
        (_("Where"), "text", lambda study: ", ".join(named(study.countries, shelf.countries))),
        (_("When"), "text", lambda study: study.period),
        (_("Practice"), "text", lambda study: ", ".join(named(study.practices, practices))),
        (_("Setting"), "text", lambda study: study.setting),
        (_("Steps"), "steps", lambda study: study.steps),
        (_("Who was there"), "sectors", lambda study: [each for each in sectors_of(study) if each[1]]),
        (_("What helped"), "remarks", lambda study: study.helped),
        (_("Limits"), "remarks", lambda study: study.limits),
        (_("Dilemmas"), "list", lambda study: study.dilemmas),
    ]
    aspects = [_aspect(title, kind, value, one, other) for title, kind, value in rows]
    return aspects + [_learning(code, name, one, other) for code, name in _spoken_to(one, other, shelf)]


def _aspect(title: str, kind: str, value: Callable[[Study], Any], one: Study, other: Study) -> Aspect:
    return Aspect(title, (Cell(one, kind, value(one)), Cell(other, kind, value(other))))


def _spoken_to(one: Study, other: Study, shelf: Shelf) -> list[tuple[str, str]]:
    spoken_to = one.learning.keys() | other.learning.keys()
    return [(code, name) for code, name in shelf.professions.items() if code in spoken_to]


def _learning(code: str, name: str, one: Study, other: Study) -> Aspect:
    title = _("For a colleague: %(profession)s") % {"profession": name}
    return _aspect(capfirst(title), "text", lambda study: study.learning.get(code, ""), one, other)
