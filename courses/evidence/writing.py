"""Writes sources, facts and disagreements from a package."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from wagtail.models import Locale

from courses.evidence.models import ConflictSet, Fact, Position, Source
from courses.evidence.translated import mark_translations
from courses.handing_in import Drafts, hand_in, hand_in_new

_FACT_FIELDS = [
    "code", "kind", "statement", "speaker", "quote", "quoted_speaker", "country", "topics", "place", "period",
    "value_low", "value_high", "value_text", "unit", "date_text", "source_id", "section", "confidence",
    "confidence_note",
]  # fmt: skip
_CONFLICT_FIELDS = ["code", "title", "kind", "explanation", "show", "counted", "adds_up"]


@dataclass(frozen=True)
class FactPlan:
    """A fact as a package states it; ``source`` is the code of its source."""

    key: UUID
    code: str
    kind: str
    statement: str
    country: str
    source: str
    section: str
    confidence: str
    confidence_note: str = ""
    speaker: str = ""
    quote: str = ""
    quoted_speaker: str = ""
    topics: tuple[str, ...] = ()
    place: str = ""
    period: str = ""
    value_low: Decimal | None = None
    value_high: Decimal | None = None
    value_text: str = ""
    unit: str = ""
    date_text: str = ""


@dataclass(frozen=True)
class PositionPlan:
    """One side of a disagreement; ``facts`` are codes, ``is_sum``: they are parts of what it says."""

    key: UUID
    says: str
    facts: tuple[str, ...]
    is_sum: bool = False


@dataclass(frozen=True)
class ConflictPlan:
    """A disagreement. ``counted`` says what it counts, where it is drawn; "" where it is not."""

    key: UUID
    code: str
    title: str
    kind: str
    explanation: str
    show: str
    positions: tuple[PositionPlan, ...]
    counted: str = ""
    adds_up: str = ""


def write_source(*, code: str, **fields: str) -> None:
    """Create or update a source."""
    Source.objects.update_or_create(code=code, defaults=fields)


@transaction.atomic
def write_facts(plans: list[FactPlan]) -> int:
    """Create or update facts in the source language; returns how many were new or changed."""
    locale = Locale.get_default()
    sources = dict(Source.objects.values_list("code", "id"))
    known = {fact.translation_key: fact for fact in Fact.objects.filter(locale=locale)}
    new, changed = [], []
    for plan in plans:
        fact = known.get(plan.key) or Fact(translation_key=plan.key, locale=locale)
        values = {**vars(plan), "source_id": sources[plan.source], "topics": list(plan.topics)}
        differs = any(getattr(fact, name) != values[name] for name in _FACT_FIELDS)
        for name in _FACT_FIELDS:
            setattr(fact, name, values[name])
        if plan.key not in known:
            new.append(fact)
        elif differs:
            changed.append(fact)
    Fact.objects.bulk_create(new)
    Fact.objects.bulk_update(changed, _FACT_FIELDS)
    mark_translations(Fact, [fact.translation_key for fact in changed])
    return len(new) + len(changed)


@transaction.atomic
def write_conflicts(plans: list[ConflictPlan]) -> None:
    """Create or update disagreements with their positions; a position that no plan has is gone."""
    locale = Locale.get_default()
    facts = dict(Fact.objects.filter(locale=locale).values_list("code", "id"))
    through = Position.facts.through
    links = []
    _delete_gone_positions(plans)
    for plan in plans:
        conflict, _created = ConflictSet.objects.update_or_create(
            translation_key=plan.key,
            locale=locale,
            defaults={name: getattr(plan, name) for name in _CONFLICT_FIELDS},
        )
        for order, side in enumerate(plan.positions):
            position, _created = Position.objects.update_or_create(
                translation_key=side.key,
                locale=locale,
                defaults={
                    "conflict": conflict,
                    "says": side.says,
                    "is_sum": side.is_sum,
                    "sort_order": order,
                },
            )
            links += _links(position, side, facts)
    through.objects.filter(position__conflict__translation_key__in=[plan.key for plan in plans]).delete()
    through.objects.bulk_create(links)
    mark_translations(ConflictSet, [plan.key for plan in plans])


def _links(position: Position, plan: PositionPlan, facts: dict[str, int]) -> list:
    """Return the facts behind a side; its translations stand on the same and have its place."""
    others = Position.objects.filter(translation_key=plan.key).exclude(pk=position.pk)
    others.update(is_sum=plan.is_sum, sort_order=position.sort_order)
    sides = [position.pk, *others.values_list("pk", flat=True)]
    through = Position.facts.through
    return [through(position_id=side, fact_id=facts[code]) for side in sides for code in plan.facts]


def _delete_gone_positions(plans: list[ConflictPlan]) -> None:
    """Delete positions, in every language, that stand under one of the disagreements and in no plan."""
    kept = [side.key for plan in plans for side in plan.positions]
    of_these = Position.objects.filter(conflict__translation_key__in=[plan.key for plan in plans])
    of_these.exclude(translation_key__in=kept).delete()


@transaction.atomic
def hand_in_evidence(facts: list[FactPlan], conflicts: list[ConflictPlan], drafts: Drafts) -> None:
    """Add facts and disagreements that are new here as drafts that wait for a second person."""
    locale = Locale.get_default()
    sources = dict(Source.objects.values_list("code", "id"))
    new = []
    for plan in facts:
        if drafts.hold(plan.key):
            fact = Fact(translation_key=plan.key, locale=locale, live=False)
            values = {**vars(plan), "source_id": sources[plan.source], "topics": list(plan.topics)}
            for name in _FACT_FIELDS:
                setattr(fact, name, values[name])
            new.append(fact)
    hand_in_new(new, drafts.by)
    for conflict in conflicts:
        if drafts.hold(conflict.key):
            _hand_in_conflict(conflict, locale, drafts)


def _hand_in_conflict(plan: ConflictPlan, locale: Locale, drafts: Drafts) -> None:
    conflict = ConflictSet(translation_key=plan.key, locale=locale, live=False)
    for name in _CONFLICT_FIELDS:
        setattr(conflict, name, getattr(plan, name))
    sides = []
    for order, side in enumerate(plan.positions):
        position = Position(translation_key=side.key, locale=locale, says=side.says, sort_order=order)
        position.is_sum = side.is_sum
        position.facts = list(Fact.objects.filter(code__in=side.facts, locale=locale))
        sides.append(position)
    conflict.positions = sides
    conflict.save()
    hand_in(conflict, drafts.by)
