"""What the pages of the case library are given: one study, two side by side, all on the line of years."""

from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.text import capfirst

from casestudies.studies.codes import PRACTICES, SECTORS, TOPICS
from casestudies.studies.queries import Shelf
from casestudies.studies.rules import FIRST_YEAR, LAST_YEAR
from casestudies.studies.shelf import Remark, Study
from courses.api import courses_on_shelf, published_version


@dataclass(frozen=True)
class Take:
    """What one profession can take from a study; the reader's own stands first and open."""

    profession: str
    text: str
    is_own: bool


def study_context(study: Study, shelf: Shelf, request, own: str = "") -> dict:
    """Return what a study's page shows; ``own`` is the code of the reader's profession."""
    address = request.build_absolute_uri(reverse("study", args=[study.slug]))
    return {
        "study": study,
        "countries": named(study.countries, shelf.countries),
        "filed": _tags("topic", study.topics, dict(TOPICS))
        + _tags("practice", study.practices, dict(PRACTICES)),
        "sectors": sectors_of(study),
        "takes": takes_of(study, shelf, own),
        "beside": shelf.beside(study),
        "address": address,
    }


def named(codes, names: dict[str, str]) -> list[str]:
    """Return the names of codes, a code that has none as it is."""
    return [str(names.get(code, code)) for code in codes]


def _tags(kind: str, codes, names: dict) -> list[dict[str, str]]:
    return [{"query": f"?{kind}={code}", "name": str(names.get(code, code))} for code in codes]


def sectors_of(study: Study) -> list[tuple[str, tuple[str, ...]]]:
    """Return who was there by sector, a sector of whom the documents name nobody with none."""
    return [(str(name), study.actors.get(code, ())) for code, name in SECTORS]


def takes_of(study: Study, shelf: Shelf, own: str) -> list[Take]:
    """Return what each profession can take from a study, the reader's own first."""
    order = [own, *shelf.professions]
    known = [code for code in dict.fromkeys(order) if code in study.learning]
    return [
        Take(capfirst(shelf.professions.get(code, code)), study.learning[code], code == own) for code in known
    ]


def lessons_using(study: Study, language: str) -> list[tuple]:
    """Return the published lessons that use a study, each with its course. From memory."""
    if not study.lessons:
        return []
    found = {
        card.code: (course, card)
        for course in courses_on_shelf(published_version(), language).values()
        for card in course.lessons
        if card.code in study.lessons
    }
    return [found[code] for code in study.lessons if code in found]


@dataclass(frozen=True)
class Dated:
    """A dated step, and the study it belongs to."""

    study: Study
    step: Remark


def steps_by_year(studies) -> list[tuple[int, list[Dated]]]:
    """Return every dated step in order of time, year by year; 0 stands for what was earlier."""
    dated = [Dated(study, step) for study in studies for step in study.steps if step.moment]
    dated = [one for one in dated if one.step.moment.year <= LAST_YEAR]
    dated.sort(key=lambda one: (one.step.moment, one.study.slug))
    grouped = groupby(dated, key=lambda one: _year(one.step))
    return [(year, list(steps)) for year, steps in grouped]


def _year(step: Remark) -> int:
    return step.moment.year if step.moment and step.moment.year >= FIRST_YEAR else 0
