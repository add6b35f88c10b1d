"""What practitioners are able to do, as lists and charts name it; kept in memory until a publication."""

from dataclasses import dataclass
from functools import lru_cache

from courses.content.models import Competency

SOURCE_LANGUAGE = "en"


@dataclass(frozen=True)
class CompetencyCard:
    """A competency in a reader's language, with the codes of the professions it is meant for."""

    code: str
    cluster: str
    name: str
    outward_name: str
    professions: frozenset[str]


@lru_cache(maxsize=32)
def competency_cards(version: int, language: str) -> dict[str, CompetencyCard]:
    """Return every competency by its code, in the order they were written; from memory when seen before.

    A name that is not translated stands in English. Kept per ``version`` of the published content.
    """
    rows = Competency.objects.filter(live=True).select_related("locale").order_by("pk")
    by_language: dict[str, dict[str, Competency]] = {}
    for row in rows.prefetch_related("professions"):
        by_language.setdefault(row.locale.language_code, {})[row.code] = row
    shown = by_language.get(language, {})
    return {
        code: _card(row, shown.get(code, row)) for code, row in by_language.get(SOURCE_LANGUAGE, {}).items()
    }


def _card(source: Competency, shown: Competency) -> CompetencyCard:
    professions = frozenset(profession.code for profession in source.professions.all())
    return CompetencyCard(source.code, source.cluster, shown.name, shown.outward_name, professions)
