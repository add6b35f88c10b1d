"""What readers may see of the glossary: published terms, in their language where translated."""

from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Value

from courses.glossary.models import GlossaryTerm, TermInLanguage
from courses.languages.rules import sort_key


@dataclass(frozen=True)
class Name:
    """How a term is said in a language; ``own_name`` is what speakers call that language."""

    language: str
    own_name: str
    text: str
    is_read: bool


@dataclass(frozen=True)
class Explained:
    """A published term. ``language`` is that of its words; ``is_read``: a native reader has read them."""

    code: str
    term: str
    definition: str
    language: str
    is_read: bool
    names: tuple[Name, ...]

    @property
    def awaits_native(self) -> bool:
        """Whether readers are told that nobody who speaks its language has read it."""
        return not self.is_read


_lock = Lock()
_glossaries: dict[tuple[int, str], tuple[Explained, ...]] = {}


def forget_glossaries() -> None:
    """Drop what this process keeps; for tests and for a database replaced under a running process."""
    with _lock:
        _glossaries.clear()


def glossary_of(version: int, language: str) -> tuple[Explained, ...]:
    """Return all terms in the order of the alphabet; from memory for a ``version`` seen before."""
    found = _glossaries.get((version, language))
    if found is None:
        found = _read(language)
        with _lock:
            for stale in [key for key in _glossaries if key[0] != version]:
                _glossaries.pop(stale, None)
            _glossaries[(version, language)] = found
    return found


def terms_in(language: str) -> list[GlossaryTerm]:
    """Return the terms published in exactly this language, by code, each with ``is_read``. One query.

    ``is_read`` says that its words are those of the source, or that a native reader has read them.
    """
    source = settings.LANGUAGE_CODE
    terms = GlossaryTerm.objects.filter(live=True, locale__language_code=language).order_by("code")
    reading = TermInLanguage.objects.filter(
        term__translation_key=OuterRef("translation_key"),
        term__locale__language_code=source,
        term__live=True,
        language=language,
        is_read=True,
    )
    return list(terms.annotate(is_read=Exists(reading) if language != source else Value(True)))


def _read(language: str) -> tuple[Explained, ...]:
    """Return each term in ``language``, else in the source language. Two queries."""
    source = settings.LANGUAGE_CODE
    names = _names_by_key(source)
    rows = GlossaryTerm.objects.filter(live=True, locale__language_code__in={language, source})
    rows = rows.annotate(spoken=F("locale__language_code"))
    # The reader's own language comes last, and stays.
    by_key = {row.translation_key: row for row in sorted(rows, key=lambda row: row.spoken == language)}
    found = [_explained(row, names.get(row.translation_key, ()), source) for row in by_key.values()]
    return tuple(sorted(found, key=lambda one: sort_key(one.term, language)))


def _explained(row: GlossaryTerm, names: tuple[Name, ...], source: str) -> Explained:
    is_read = row.spoken == source or any(name.is_read for name in names if name.language == row.spoken)
    return Explained(row.code, row.term, row.definition, row.spoken, is_read, names)


def _names_by_key(source: str) -> dict:
    """Return how published terms are said, by key; what counts stands at the term's source."""
    found: dict = {}
    rows = TermInLanguage.objects.filter(term__live=True, term__locale__language_code=source)
    rows = rows.values_list("term__translation_key", "language", "text", "is_read")
    own_names = dict(settings.LANGUAGES)
    order = list(own_names)
    for key, language, text, is_read in sorted(rows, key=lambda row: order.index(row[1])):
        found.setdefault(key, []).append(Name(language, own_names[language], text, is_read))
    return {key: tuple(names) for key, names in found.items()}
