"""The site's lexicon, read once, and what it says about a text in the reader's language."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import yaml
from django.conf import settings
from django.utils.translation import get_language

from courses.dignity.rules import (
    Lexicon,
    Mark,
    UnknownLanguage,
    check,
    languages_reviewed,
    read_lexicon,
    refuse_unreadable,
)

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class LanguageNotReviewed(LookupError):
    """No native reader has gone through the entries of this language, so they are not shown in public."""


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon named by ``STIGMA_LEXICON``. Raises LexiconError. Compiled on first use: 0.3 s."""
    return read_lexicon(_read(Path(settings.STIGMA_LEXICON)))


@lru_cache(maxsize=1)
def _languages() -> dict[str, bool]:
    """Return the lexicon's languages and which of them are reviewed, without compiling it."""
    return languages_reviewed(_read(Path(settings.STIGMA_LEXICON)))


@lru_cache(maxsize=8)
def _reasons(language: str) -> dict[str, str]:
    """Return the lexicon's reasons in ``language`` by entry; empty where it has none."""
    source = Path(settings.STIGMA_LEXICON)
    path = source.with_name(f"{source.stem}.{language}{source.suffix}")
    return _read(path)["why"] if path.exists() else {}


def _read(path: Path) -> dict:
    # The loader is a safe one, in C where the machine has it.
    return yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506


def wording_languages() -> list[str]:
    """Return the languages that visitors may have checked, in the order of the site's languages."""
    return [code for code, _name in settings.LANGUAGES if code in _languages() and _is_open(code)]


def _is_open(language: str) -> bool:
    return settings.WORDING_SHOWS_UNREVIEWED or _languages()[language]


def is_wording_reviewed(language: str) -> bool:
    """Return whether a native reader has gone through the entries of ``language``. Raises KeyError."""
    return _languages()[language]


def public_wording(text: str, *, language: str, position: str = "body") -> list[Mark]:
    """Return what a visitor is told about a text; nothing of it is kept or logged.

    Raises Unchecked, UnknownLanguage, and LanguageNotReviewed where a language is not open yet.
    """
    refuse_unreadable(text, language)
    if language not in _languages():
        raise UnknownLanguage(language)
    if not _is_open(language):
        raise LanguageNotReviewed(language)
    return wording_marks(text, language=language, position=position)


def wording_marks(text: str, *, language: str, position: str = "body") -> list[Mark]:
    """Return the marks on a text, their reasons in the reader's language where we have them.

    Reviewed or not: for authors, who are told which is which. Raises UnknownLanguage.
    """
    reasons = _reasons(get_language() or settings.LANGUAGE_CODE)
    marks = check(text, lexicon=lexicon(), language=language, position=position)
    return [replace(mark, why=reasons.get(mark.entry, mark.why)) for mark in marks]
