"""Every claim a reader may use: found by words and country, each with the disagreements it stands in."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from threading import Lock

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Locale

from courses.evidence.models import ConflictSet, Fact, Position
from courses.evidence.showing import Side
from courses.languages.rules import fold
from courses.places import queries as places

# How facts are filed that are about all four countries together.
WHOLE_REGION = "region"


@dataclass(frozen=True)
class Listed:
    """A claim as it is looked for: ``words`` are folded, in the spelling of ``language``."""

    code: str
    country: str
    language: str
    words: str


@dataclass(frozen=True)
class SideCodes:
    """One side of a disagreement, its facts by their codes."""

    says: str
    codes: tuple[str, ...]
    is_sum: bool


@dataclass(frozen=True)
class Dispute:
    """A published disagreement in the reader's language, else in the language it was written in."""

    code: str
    language: str
    title: str
    explanation: str
    show: str
    counted: str
    adds_up: str
    sides: tuple[SideCodes, ...]

    def with_facts(self, facts: dict[str, Fact]) -> list[Side]:
        """Return the sides with those of their facts that are among ``facts``."""
        return [
            Side(side.says, tuple(facts[code] for code in side.codes if code in facts), side.is_sum)
            for side in self.sides
        ]


@dataclass(frozen=True)
class Register:
    """All claims in one language of the site, in the order of countries; kept in memory, texts left out."""

    listed: tuple[Listed, ...]
    disputes: dict[str, tuple[Dispute, ...]]
    countries: tuple[tuple[str, str], ...]

    def found(self, *, words: str, country: str, is_disputed: bool) -> list[str]:
        """Return the codes of the claims that hold every word, in the country given, or anywhere for ""."""
        languages = {one.language for one in self.listed}
        wanted = {language: fold(words, language).split() for language in languages}
        return [
            one.code
            for one in self.listed
            if (not country or one.country == country)
            and (not is_disputed or one.code in self.disputes)
            and all(word in one.words for word in wanted[one.language])
        ]

    def rivals(self, codes: Iterable[str]) -> set[str]:
        """Return the codes of everything that stands in a disagreement with one of these."""
        disputes = (dispute for code in codes for dispute in self.disputes.get(code, ()))
        return {code for dispute in disputes for side in dispute.sides for code in side.codes}


_lock = Lock()
_registers: dict[tuple[int, str], Register] = {}


def forget_registers() -> None:
    """Drop what this process keeps; for tests and for a database replaced under a running process."""
    with _lock:
        _registers.clear()


def register_of(version: int, language: str) -> Register:
    """Return the claims of one language; from memory for a ``version`` of the content seen before."""
    found = _registers.get((version, language))
    if found is None:
        found = _read(language)
        with _lock:
            for stale in [key for key in _registers if key[0] != version]:
                _registers.pop(stale, None)
            _registers[(version, language)] = found
    return found


def readable(model, language: str) -> QuerySet:
    """Return published rows of a translatable table: in ``language``, else in the source language."""
    published = model.objects.filter(live=True)
    own = published.filter(locale__language_code=language)
    if language == settings.LANGUAGE_CODE:
        return own
    source = Q(locale__language_code=settings.LANGUAGE_CODE)
    return published.filter(
        Q(locale__language_code=language) | source & ~Q(translation_key__in=own.values("translation_key"))
    )


def facts_by_code(codes: Iterable[str], language: str) -> dict[str, Fact]:
    """Return the facts a reader of ``language`` may see, with source and locale. One query."""
    found = readable(Fact, language).filter(code__in=list(codes))
    return {fact.code: fact for fact in found.select_related("source", "locale")}


def _read(language: str) -> Register:
    languages = dict(Locale.objects.values_list("pk", "language_code"))
    countries = country_names(language)
    order = [code for code, _name in countries]
    rows = readable(Fact, language).select_related("source")
    listed = [_listed(fact, languages[fact.locale_id]) for fact in rows.iterator(2000)]
    listed.sort(key=lambda one: (order.index(one.country) if one.country in order else 99, one.code))
    return Register(tuple(listed), _disputes(language, languages), countries)


def _listed(fact: Fact, language: str) -> Listed:
    said = (fact.statement, fact.value_text, fact.unit, fact.date_text, fact.speaker, fact.place,
            fact.period, fact.source.short)  # fmt: skip
    return Listed(fact.code, fact.country, language, fold(" ".join(part for part in said if part), language))


def country_names(language: str) -> tuple[tuple[str, str], ...]:
    """Return (code, name) of what facts are about, the whole region last. One query."""
    with override(language):
        whole = _("the whole region")
    return (*places.country_names(language).items(), (WHOLE_REGION, whole))


def _disputes(language: str, languages: dict[int, str]) -> dict[str, tuple[Dispute, ...]]:
    """Return the disagreements by the codes of the facts that stand in them. Two queries."""
    sides: dict[int, list[SideCodes]] = {}
    positions = Position.objects.filter(conflict__in=readable(ConflictSet, language).values("pk"))
    rows = positions.order_by("conflict", "sort_order", "pk", "facts__code")
    for (conflict, _position, says, is_sum), group in groupby(
        rows.values_list("conflict_id", "pk", "says", "is_sum", "facts__code"), key=lambda row: row[:4]
    ):
        codes = tuple(row[4] for row in group if row[4])
        sides.setdefault(conflict, []).append(SideCodes(says, codes, is_sum))
    found: dict[str, list[Dispute]] = {}
    for conflict in readable(ConflictSet, language).order_by("code"):
        dispute = _dispute(conflict, languages[conflict.locale_id], sides.get(conflict.pk, []))
        for code in {code: None for side in dispute.sides for code in side.codes}:
            found.setdefault(code, []).append(dispute)
    return {code: tuple(disputes) for code, disputes in found.items()}


def _dispute(conflict: ConflictSet, language: str, sides: list[SideCodes]) -> Dispute:
    return Dispute(
        code=conflict.code,
        language=language,
        title=conflict.title,
        explanation=conflict.explanation,
        show=conflict.show,
        counted=conflict.counted,
        adds_up=conflict.adds_up,
        sides=tuple(sides),
    )
