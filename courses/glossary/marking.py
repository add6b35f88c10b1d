"""Marks the terms of the glossary in a page, and makes the list that explains them at its end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import override

from courses.glossary.models import GlossaryTerm
from courses.glossary.queries import terms_in
from courses.glossary.rules import MOST_TERMS, Entry, mark


@dataclass(frozen=True)
class MarkedTerms:
    """The parts of a page with their terms linked, and the HTML of the list that the links lead to.

    ``codes`` are those of the terms, in the order in which they stand in the text; without any,
    ``explained`` is "". The list stands once on a page, after the parts.
    """

    parts: list[str]
    codes: list[str]
    explained: str = ""


def holds_term(parts: Iterable[str], term: GlossaryTerm) -> bool:
    """Return whether cleaned HTML in the term's language holds it where it would be explained."""
    entry = Entry(term.code, term.written_forms)
    return bool(mark(parts, [entry], term.locale.language_code, most=1)[1])


def mark_terms(parts: Sequence[str], language: str, *, most: int = MOST_TERMS) -> MarkedTerms:
    """Link the first occurrence of each published term in cleaned HTML written in ``language``. One query.

    Only terms that are published in that language are looked for. ``static/js/terms.js`` lets a page
    explain them beside the word; without it the links lead to the list and back.
    """
    terms = {term.code: term for term in terms_in(language)}
    marked, codes = mark(parts, [Entry(code, terms[code].written_forms) for code in terms], language, most)
    if not codes:
        return MarkedTerms(marked, codes)
    with override(language):
        explained = render_to_string("courses/blocks/terms.html", {"terms": [terms[code] for code in codes]})
    return MarkedTerms(marked, codes, explained)
