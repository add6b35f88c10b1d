"""Published terms given back as the plans that would write them again, for an export."""

from collections.abc import Iterable
from uuid import UUID

from wagtail.models import Locale

from courses.glossary.models import GlossaryTerm
from courses.glossary.queries import terms_in
from courses.glossary.rules import Entry, mark
from courses.glossary.writing import NamePlan, TermPlan
from courses.languages.rules import LANGUAGES
from courses.taken import taken


def terms_within(parts: Iterable[str], language: str) -> set[str]:
    """Return the codes of the terms published in ``language`` that stand in the prose of a page."""
    entries = [Entry(term.code, term.written_forms) for term in terms_in(language)]
    return set(mark(parts, entries, language, most=len(entries))[1])


def term_plans(codes: Iterable[str]) -> dict[str, list[TermPlan]]:
    """Return published terms by code for each language: the source's with how they are said elsewhere.

    Whether a native reader has read a name is known to the site that asked one, and does not travel;
    the source language needs none.
    """
    source = Locale.get_default().language_code
    rows = GlossaryTerm.objects.filter(live=True, code__in=list(codes)).select_related("locale")
    found: dict[str, list[TermPlan]] = {source: []}
    for row in rows.order_by("code"):
        language = row.locale.language_code
        found.setdefault(language, []).append(_plan(row, source))
    return found


def _plan(term: GlossaryTerm, source: str) -> TermPlan:
    is_source = term.locale.language_code == source
    names = sorted(term.names.all(), key=lambda name: LANGUAGES.index(name.language)) if is_source else []
    return TermPlan(
        key=term.translation_key,
        code=term.code,
        term=term.term,
        definition=term.definition,
        forms=term.written_forms,
        names=tuple(NamePlan(name.language, name.text, name.language == source) for name in names),
    )


def taken_terms(codes: Iterable[str], keys: Iterable[UUID]) -> set[tuple[str, UUID]]:
    """Return (code, key) of every term here with one of these codes or keys."""
    return taken(GlossaryTerm, codes, keys)
