"""Turns a published case study into an artifact: what its pages show, worked out once.

An artifact is plain JSON. Facts stand in it as numbered notes, in the order in which the lists name
them; the items of the lists hold the numbers.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from casestudies.studies.models import CaseStudyPage
from casestudies.studies.rules import moment_of
from courses.api import mark_terms, measured, native_state
from courses.blocks import all_published, codes_shown, published_in

_SPACE = re.compile(r"\s+")
_TEXTS = ("title", "summary", "setting", "period", "content_note", "dignity_note")
_CODES = ("countries", "topics", "practices", "professions", "compare_with", "lessons")


class Notes:
    """The facts of one study, numbered in the order in which they are first met."""

    def __init__(self, locale) -> None:
        self.locale = locale
        self.notes: dict[str, dict[str, Any]] = {}

    def number(self, facts: Iterable) -> list[int]:
        """Return the numbers of the published ones among some facts; new ones get the next."""
        shown = all_published(facts, self.locale)
        for fact in shown:
            self.notes.setdefault(fact.code, _note(fact, len(self.notes) + 1))
        return [self.notes[fact.code]["number"] for fact in shown]


def _note(fact, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "code": fact.code,
        "language": fact.locale.language_code,
        "statement": fact.statement,
        "value": f"{fact.value_text} {fact.unit}".strip() if fact.value_text else "",
        "date": fact.date_text,
        "speaker": fact.speaker,
        "source": fact.source.short,
        "source_title": fact.source.title,
        "section": fact.section,
        "kind": fact.kind,
        "confidence": fact.confidence,
    }


def compile_study(study: CaseStudyPage, published: datetime | None = None) -> dict[str, Any]:
    """Return the artifact of a study as it stands (published or draft), in its own language."""
    dated = published or study.last_published_at or timezone.now()
    artifact = {
        "key": str(study.translation_key),
        "slug": study.slug,
        "language": study.locale.language_code,
        "review_state": native_state(study),
        **{name: getattr(study, name) for name in _TEXTS},
        **{name: list(getattr(study, name)) for name in _CODES},
        "years": [study.first_year, study.last_year],
        **_prose(study),
        **_lists(study),
        "actors": _by_sector(study),
        "dilemmas": [block.value for block in study.dilemmas],
        "learning": {block.value["profession"]: block.value["text"] for block in study.learning},
        "published": dated.date().isoformat(),
    }
    return artifact | _measured(artifact)


def _prose(study: CaseStudyPage) -> dict[str, Any]:
    """Return the text with the words of the glossary linked, what explains them, and what is folded."""
    with override(study.locale.language_code):
        parts = [_rendered(block, study.locale) for block in study.body]
        disagreements = _disagreements(study)
    prose = [number for number, block in enumerate(study.body) if block.block_type == "prose"]
    marked = mark_terms([parts[number] for number in prose], study.locale.language_code)
    for number, html in zip(prose, marked.parts, strict=True):
        parts[number] = html
    return {
        "html": "".join(parts),
        "disagreements": disagreements,
        "terms": marked.codes,
        "terms_html": _SPACE.sub(" ", marked.explained),
    }


def _lists(study: CaseStudyPage) -> dict[str, Any]:
    """Return the lists whose items have facts, and these facts as numbered notes."""
    notes = Notes(study.locale)
    lists = {name: _items(getattr(study, name), notes) for name in ("steps", "helped", "limits")}
    # What the text shows in full already stands last: pages need it only to cite a figure.
    numbered = set(notes.notes)
    for block in study.body:
        if block.block_type == "facts":
            notes.number(block.value["facts"])
    return {
        **lists,
        "moments": [_moment(step["when"]) for step in lists["steps"]],
        "notes": [{**note, "is_in_text": code not in numbered} for code, note in notes.notes.items()],
        "facts": sorted(_codes_of_facts(study) | notes.notes.keys()),
    }


def _rendered(block, locale, **more) -> str:
    """Return a block as readers see it; no block keeps lines, so one space between words is enough."""
    return _SPACE.sub(" ", str(block.render({"locale": locale, **more})))


def _disagreements(study: CaseStudyPage) -> list[dict[str, str]]:
    """Return the disagreements that stand behind the text: what can be said in a sentence, and all sides."""
    found = []
    for block in _unplaced(study):
        conflict = published_in(block.value["conflict"], study.locale)
        if conflict is not None:
            sides = _rendered(block, study.locale, is_folded=True)
            told = {"title": conflict.title, "gist": conflict.show, "html": sides}
            found.append({**told, "language": conflict.locale.language_code})
    return found


def _unplaced(study: CaseStudyPage) -> list:
    """Return the disagreements that do not stand in the text already."""
    placed = {block.value["conflict"] for block in study.body if block.block_type == "conflict"}
    return [block for block in study.conflicts if block.value["conflict"] not in placed]


def _items(blocks, notes: Notes) -> list[dict[str, Any]]:
    return [
        {
            "when": block.value.get("when") or "",
            "text": block.value["text"],
            "notes": notes.number(block.value["facts"]),
        }
        for block in blocks
    ]


def _moment(when: str) -> list[int] | None:
    """Return year and month of a step, for the line of years; None where it names none."""
    moment = moment_of(when)
    return [moment.year, moment.month] if moment else None


def _by_sector(study: CaseStudyPage) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for block in study.actors:
        found.setdefault(block.value["sector"], []).append(block.value["name"])
    return found


def _codes_of_facts(study: CaseStudyPage) -> set[str]:
    blocks = [*study.body, *study.conflicts]
    return {code for block in blocks for code in codes_shown(block.block_type, block.value, study.locale)}


def _measured(artifact: dict[str, Any]) -> dict[str, Any]:
    said = [artifact["summary"], artifact["setting"], *artifact["dilemmas"], *artifact["learning"].values()]
    said += [item["text"] for name in ("steps", "helped", "limits") for item in artifact[name]]
    shown = [note for note in artifact["notes"] if not note["is_in_text"]]
    notes = [f"{note['statement']} {note['source']} {note['section']}" for note in shown]
    said += [text for one in artifact["disagreements"] for text in (one["title"], one["gist"])]
    read = "\n".join([*said, artifact["html"]])
    # Folded: its minutes are told apart, and it travels with the page all the same.
    folded = "\n".join(one["html"] for one in artifact["disagreements"])
    weight = measured("\n".join([read, folded, artifact["terms_html"], *notes]), artifact["language"])
    told, beside = measured(read, artifact["language"]), measured(folded, artifact["language"])
    return {
        "words": told.words,
        "minutes": told.minutes,
        "minutes_folded": beside.minutes,
        "size": weight.size,
    }
