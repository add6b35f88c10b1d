"""One spelling for many: what search and short answers compare instead of what was typed."""

import re
import unicodedata

from courses.languages.alphabets import APOSTROPHES, base_language, without_marks
from courses.languages.orthography import uzbek_to_current_latin

_APOSTROPHES_GONE = {ord(sign): None for sign in APOSTROPHES}
_INVISIBLE_GONE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_HYPHENS_ALIKE = {ord(sign): "-" for sign in "‐‑‒–—―−"}
_SIGNS = _APOSTROPHES_GONE | _INVISIBLE_GONE | _HYPHENS_ALIKE
# Uzbek in Cyrillic is often typed without қ and ҳ; their Latin letters must then meet k and h.
_UZBEK_LETTERS = str.maketrans({"q": "k", "x": "h"})
_SPACES = re.compile(r"\s+")


def fold(text: str, language: str) -> str:
    """The text as search and short-answer marking compare it. Never for people's names.

    Letter case, accents, apostrophes, soft hyphens and runs of spaces do not count, nor does a
    special letter that a keyboard lacked: ә/а қ/к ҳ/х ғ/г ң/н ө/о ұ,ү,ӯ/у һ/х і,ӣ/и ҷ/ч ё/е. In
    Uzbek the Cyrillic, the current Latin and the proposed Latin spelling (ö ğ ş ç) of a word also
    meet. Folding twice changes nothing. The result is a key, not a text to show.
    Raises UnknownLanguage.
    """
    code = base_language(language)
    if code == "uz":
        text = uzbek_to_current_latin(text)
    folded = _caseless(text.translate(_SIGNS))
    folded = without_marks(folded.translate(_SIGNS))
    if code == "uz":
        folded = _uzbek_latin_key(folded)
    return _SPACES.sub(" ", folded).strip()


def _caseless(text: str) -> str:
    # Unicode's own recipe for compatibility caseless matching: one pass is not always stable.
    once = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", text).casefold())
    return unicodedata.normalize("NFKC", once.casefold())


def _uzbek_latin_key(folded: str) -> str:
    latin = uzbek_to_current_latin(folded).translate(_SIGNS)
    return latin.translate(_UZBEK_LETTERS)
