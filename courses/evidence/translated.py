"""Evidence in other languages as packages know it: the words of a fact or a disagreement, and no more."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from uuid import UUID

from django.db.models import Prefetch
from wagtail.models import Locale
from wagtail_localize.models import TranslationSource

from courses.evidence.models import ConflictSet, Fact, Position


@dataclass(frozen=True)
class FactWords:
    """What a fact says in another language; figures, country and source are those of the fact itself."""

    key: UUID
    code: str
    statement: str
    speaker: str = ""
    quote: str = ""
    quoted_speaker: str = ""
    place: str = ""
    period: str = ""
    unit: str = ""
    date_text: str = ""
    section: str = ""
    confidence_note: str = ""


@dataclass(frozen=True)
class ConflictWords:
    """What a disagreement says in another language; ``positions`` are in the order of its own."""

    key: UUID
    code: str
    title: str
    explanation: str
    show: str
    positions: tuple[str, ...]
    counted: str = ""
    adds_up: str = ""


WORDS_OF_A_FACT = [each.name for each in fields(FactWords) if each.name not in ("key", "code")]
WORDS_OF_A_CONFLICT = [
    each.name for each in fields(ConflictWords) if each.name not in ("key", "code", "positions")
]


def fact_words(codes: Iterable[str]) -> dict[str, list[FactWords]]:
    """Return the published translations of facts, by code for each language."""
    found: dict[str, list[FactWords]] = {}
    for row in _translations(Fact, codes):
        said = {name: getattr(row, name) for name in WORDS_OF_A_FACT}
        words = FactWords(row.translation_key, row.code, **said)
        found.setdefault(row.locale.language_code, []).append(words)
    return found


def conflict_words(codes: Iterable[str]) -> dict[str, list[ConflictWords]]:
    """Return the published translations of disagreements, by code for each language."""
    codes = list(codes)
    own = Position.objects.filter(locale=Locale.get_default(), conflict__code__in=codes)
    places = {key: number for number, key in enumerate(own.values_list("translation_key", flat=True))}
    found: dict[str, list[ConflictWords]] = {}
    last = len(places)
    sides = Prefetch("positions", queryset=Position.objects.order_by("sort_order", "pk"))
    for row in _translations(ConflictSet, codes).prefetch_related(sides):
        # What the source no longer has stands last, and is told of as one too many.
        positions = sorted(row.positions.all(), key=lambda each: places.get(each.translation_key, last))
        words = ConflictWords(
            row.translation_key,
            row.code,
            positions=tuple(each.says for each in positions),
            **{name: getattr(row, name) for name in WORDS_OF_A_CONFLICT},
        )
        found.setdefault(row.locale.language_code, []).append(words)
    return found


def _translations(model, codes: Iterable[str]):
    rows = model.objects.filter(live=True, code__in=list(codes)).exclude(locale=Locale.get_default())
    return rows.select_related("locale").order_by("locale__language_code", "code")


def mark_translations(model, keys: Iterable[UUID]) -> int:
    """Let the translators see that the source of their words has changed; returns how many are concerned.

    What is published in other languages stays until somebody has looked at it.
    """
    sources = TranslationSource.objects.filter(object_id__in=list(keys), locale=Locale.get_default())
    known = set(sources.values_list("object_id", flat=True))
    for row in model.objects.filter(translation_key__in=known, locale=Locale.get_default()):
        TranslationSource.update_or_create_from_instance(row)
    return len(known)
