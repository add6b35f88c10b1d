"""Published case studies as pages need them: small frozen values, built once per publication and language."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import ceil
from typing import Any
from uuid import UUID

from django.apps import apps

from casestudies.studies.rules import Moment, Span, span_of
from courses.api import fold, led_into, lines_of


@dataclass(frozen=True)
class Note:
    """A fact behind a study, by its number there. ``value`` is "" for what is no figure."""

    number: int
    code: str
    language: str
    statement: str
    value: str
    date: str
    speaker: str
    source: str
    source_title: str
    section: str
    kind: str
    confidence: str
    is_in_text: bool

    @property
    def standing(self) -> str:
        """What sort of claim it is and how sure, as readers see it; "" for a well supported fact."""
        if (self.kind, self.confidence) == ("fact", "high"):
            return ""
        fact = apps.get_model("courses", "Fact")
        return f"{fact.Kind(self.kind).label}, {fact.Confidence(self.confidence).label}"


@dataclass(frozen=True)
class Remark:
    """A step, something that helped, or a limit, with its notes; ``moment`` is None where none is dated."""

    text: str
    when: str
    notes: tuple[Note, ...]
    moment: Moment | None = None

    @property
    def sources(self) -> list[Note]:
        """One note for each source, in order."""
        return list({note.source: note for note in reversed(self.notes)}.values())[::-1]


@dataclass(frozen=True)
class Disagreement:
    """What sources say differently and the text does not show: a sentence to put it, and all sides."""

    title: str
    gist: str
    language: str
    html: str


@dataclass(frozen=True)
class Study:
    """A published study. Its text is in ``language``; what sorts it is that of the source."""

    key: UUID
    slug: str
    language: str
    languages: tuple[str, ...]
    title: str
    summary: str
    setting: str
    period: str
    content_note: str
    dignity_note: str
    countries: tuple[str, ...]
    topics: tuple[str, ...]
    practices: tuple[str, ...]
    professions: tuple[str, ...]
    first_year: int | None
    last_year: int | None
    html: str
    disagreements: tuple["Disagreement", ...]
    # The list that explains the words linked in the text; "" where none is.
    terms_html: str
    review_state: str
    steps: tuple[Remark, ...]
    helped: tuple[Remark, ...]
    limits: tuple[Remark, ...]
    actors: dict[str, tuple[str, ...]]
    dilemmas: tuple[str, ...]
    learning: dict[str, str]
    notes: tuple[Note, ...]
    # Codes of every fact it shows, those inside disagreements too.
    facts: frozenset[str]
    compare_with: tuple[str, ...]
    lessons: tuple[str, ...]
    published: date
    words: int
    # Without what is folded; that is counted apart.
    minutes: int
    minutes_folded: int
    size: str

    @property
    def span(self) -> Span | None:
        """Where the study stands on the line of years; None where no source dates it."""
        moments = [step.moment for step in self.steps if step.moment]
        return span_of(self.first_year, self.last_year, moments)

    @property
    def told(self) -> str:
        """All it says below its title, a line for each paragraph."""
        said = [self.summary, self.setting, lines_of(self.html), *self.dilemmas]
        said += [remark.text for remark in (*self.steps, *self.helped, *self.limits)]
        said += [*self.learning.values(), *(name for names in self.actors.values() for name in names)]
        return "\n".join(said)

    @cached_property
    def folded(self) -> str:
        """All its words for comparing, a space in front of each."""
        return f" {fold(f'{self.title} {self.told}', self.language)}"

    @property
    def numbered(self) -> list[Note]:
        """The notes that sentences point to; the others stand in the text in full."""
        return [note for note in self.notes if not note.is_in_text]

    @property
    def figures(self) -> list[Note]:
        """The notes that carry a number."""
        return [note for note in self.notes if note.value]


_TEXTS = ("title", "summary", "setting", "period", "content_note", "dignity_note", "review_state")
_COMPILED = ("html", "terms_html")
_CODES = ("countries", "topics", "practices", "professions", "compare_with", "lessons")


def build_study(
    source: dict[str, Any], translated: dict[str, Any] | None, languages: list[str], language: str
) -> Study:
    """Return a study: what sorts it from the source, its text from the translation where there is one.

    Its links lead into the reader's ``language``.
    """
    shown = translated or source
    first, last = source["years"]
    fields: dict[str, Any] = {name: tuple(source[name]) for name in _CODES}
    fields["disagreements"] = tuple(
        Disagreement(**{**one, "html": led_into(language, one["html"], shown["language"])})
        for one in shown["disagreements"]
    )
    fields |= {name: led_into(language, shown[name], shown["language"]) for name in _COMPILED}
    return Study(
        **fields,
        **_said(shown, [Moment(*moment) if moment else None for moment in source["moments"]]),
        key=UUID(source["key"]),
        slug=source["slug"],
        languages=tuple(languages),
        first_year=first,
        last_year=last,
    )


def _said(shown: dict[str, Any], moments: list[Moment | None]) -> dict[str, Any]:
    """Return everything that a study says in one language, by the names of its fields."""
    notes = {note["number"]: Note(**note) for note in shown["notes"]}
    return {
        **{name: shown[name] for name in (*_TEXTS, "language", "words", "size")},
        "steps": _remarks(shown["steps"], notes, moments),
        "helped": _remarks(shown["helped"], notes),
        "limits": _remarks(shown["limits"], notes),
        "actors": {sector: tuple(names) for sector, names in shown["actors"].items()},
        "dilemmas": tuple(shown["dilemmas"]),
        "learning": dict(shown["learning"]),
        "notes": tuple(notes.values()),
        "facts": frozenset(shown["facts"]),
        "published": date.fromisoformat(shown["published"]),
        "minutes": ceil(max(shown["minutes"], 1)),
        "minutes_folded": ceil(shown["minutes_folded"]),
    }


def _remarks(
    rows: list[dict[str, Any]], notes: dict[int, Note], moments: list[Moment | None] | None = None
) -> tuple[Remark, ...]:
    # A translation may have lost a step since its source changed: its own steps then stand undated.
    known = moments if moments is not None and len(moments) == len(rows) else [None] * len(rows)
    return tuple(
        Remark(row["text"], row["when"], tuple(notes[number] for number in row["notes"]), moment)
        for row, moment in zip(rows, known, strict=True)
    )
