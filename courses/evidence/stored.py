"""Published evidence given back as the plans that would write it again, for an export."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from uuid import UUID

from wagtail.models import Locale

from courses.evidence.models import ConflictSet, Fact, Position, Source
from courses.evidence.writing import ConflictPlan, FactPlan, PositionPlan
from courses.taken import taken

_OF_ITS_OWN = ("key", "source", "topics")
_FACT = [each.name for each in fields(FactPlan) if each.name not in _OF_ITS_OWN]
_CONFLICT = [each.name for each in fields(ConflictPlan) if each.name not in ("key", "positions")]


@dataclass(frozen=True)
class SourcePlan:
    """A source as a package states it."""

    code: str
    short: str
    title: str
    as_of: str
    author: str = ""
    kind: str = ""
    reading_note: str = ""
    outdated_because: str = ""


def source_plans(codes: Iterable[str]) -> list[SourcePlan]:
    """Return sources by code."""
    rows = Source.objects.filter(code__in=list(codes)).order_by("code")
    return [SourcePlan(**{each.name: getattr(row, each.name) for each in fields(SourcePlan)}) for row in rows]


def fact_plans(codes: Iterable[str]) -> list[FactPlan]:
    """Return published facts of the source language by code."""
    rows = Fact.objects.filter(live=True, locale=Locale.get_default(), code__in=list(codes))
    return [
        FactPlan(
            key=row.translation_key,
            source=row.source.code,
            topics=tuple(row.topics),
            **{name: getattr(row, name) for name in _FACT},
        )
        for row in rows.select_related("source").order_by("code")
    ]


def conflict_plans(codes: Iterable[str]) -> list[ConflictPlan]:
    """Return published disagreements of the source language by code, each with its positions in order."""
    rows = ConflictSet.objects.filter(live=True, locale=Locale.get_default(), code__in=list(codes))
    return [
        ConflictPlan(
            key=row.translation_key,
            positions=tuple(_position(each) for each in row.positions.all()),
            **{name: getattr(row, name) for name in _CONFLICT},
        )
        for row in rows.order_by("code")
    ]


def _position(row) -> PositionPlan:
    codes = sorted(fact.code for fact in row.facts.all())
    return PositionPlan(row.translation_key, row.says, tuple(codes), row.is_sum)


def taken_evidence(codes: Iterable[str], keys: Iterable[UUID]) -> set[tuple[str, UUID]]:
    """Return (code, key) of every fact and disagreement here with one of these codes or keys."""
    codes, keys = list(codes), list(keys)
    return taken(Fact, codes, keys) | taken(ConflictSet, codes, keys)


def taken_positions(keys: Iterable[UUID]) -> dict[UUID, str]:
    """Return for positions that stand here, by key, the code of the disagreement they belong to."""
    rows = Position.objects.filter(translation_key__in=list(keys), locale=Locale.get_default())
    return dict(rows.values_list("translation_key", "conflict__code"))
