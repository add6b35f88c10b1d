"""What an issuer may put on its papers, and in which language it is said. Pure."""

from collections.abc import Mapping

LONGEST_ISSUER = 120
LONGEST_SIGNATORY = 80
LONGEST_POST = 120
LONGEST_PREFIX = 20


def said_in(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    """Return a text in a language, or else in one that is read there, and the language it is in.

    An empty text where there is none at all.
    """
    # Official papers of the region are read in Russian where the own language is missing.
    nearest = ("en", "ru") if language == "en" else ("ru", "en")
    for code in (language, *nearest, *sorted(texts)):
        if texts.get(code):
            return texts[code], code
    return "", language


def register_number(prefix: str, *, year: int, number: int) -> str:
    """Write the number of an entry in the issuer's register, counted anew each year: ``HAM 2026/0012``."""
    return f"{prefix} {year}/{number:04d}".strip()
