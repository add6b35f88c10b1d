"""The letters of our six languages, in the order their readers expect."""

import unicodedata
from functools import lru_cache

RUSSIAN = "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я"
KAZAKH = "а ә б в г ғ д е ё ж з и й к қ л м н ң о ө п р с т у ұ ү ф х һ ц ч ш щ ъ ы і ь э ю я"
KYRGYZ = "а б в г д е ё ж з и й к л м н ң о ө п р с т у ү ф х ц ч ш щ ъ ы ь э ю я"
TAJIK = "а б в г ғ д е ё ж з и ӣ й к қ л м н о п р с т у ӯ ф х ҳ ч ҷ ш ъ э ю я"
UZBEK_CYRILLIC = "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш ъ ь э ю я ў қ ғ ҳ"
# The official order puts the letters written with two signs after z.
UZBEK_LATIN = "a b d e f g h i j k l m n o p q r s t u v x y z oʻ gʻ sh ch"
ENGLISH = "a b c d e f g h i j k l m n o p q r s t u v w x y z"

ALPHABETS = {
    "en": ENGLISH.split(),
    "ru": RUSSIAN.split(),
    "kk": KAZAKH.split(),
    "ky": KYRGYZ.split(),
    "tg": TAJIK.split(),
    "uz": UZBEK_LATIN.split(),
}
LANGUAGES = tuple(ALPHABETS)

# Every sign people type where Uzbek wants ʻ (in oʻ, gʻ) or ʼ (the glottal stop).
APOSTROPHES = "ʻʼ'’‘`´′ʹˈ＇"

# Letters that Unicode does not take apart, each with the letter people type when their keyboard
# lacks it. Letters with a mark on top (ё ӣ ӯ ў ö ğ) lose it by decomposition instead.
PLAIN_LETTERS = str.maketrans(
    {
        "ә": "а",
        "ғ": "г",
        "қ": "к",
        "ң": "н",
        "ө": "о",
        "ұ": "у",
        "ү": "у",
        "һ": "х",
        "і": "и",
        "ҳ": "х",
        "ҷ": "ч",
        "җ": "ж",
        "ӊ": "н",
        "ҡ": "к",
        "ҙ": "з",
        "ҫ": "с",
        "є": "е",
        "ґ": "г",
        "ı": "i",
        "ø": "o",
        "ł": "l",
    }
)
FIRST_MARK, LAST_MARK = "\u0300", "\u036f"
SHORT_I = "й"


class UnknownLanguage(ValueError):
    """A language code outside the six this site speaks."""


def base_language(language: str) -> str:
    """The two-letter code behind a language tag: `uz-Cyrl` is `uz`. Raises UnknownLanguage."""
    code = language.replace("_", "-").split("-")[0].lower()
    if code not in ALPHABETS:
        raise UnknownLanguage(f"{language!r} is not one of {', '.join(LANGUAGES)}")
    return code


def without_marks(text: str) -> str:
    """Lower-case text with accents and the special letters of the region taken back to plain ones.

    й stays й: it is a letter of its own that every keyboard has, not и with an ornament.
    """
    parts = []
    for letter in unicodedata.normalize("NFC", text):
        if letter == SHORT_I:
            parts.append(letter)
            continue
        decomposed = unicodedata.normalize("NFD", letter)
        parts.append("".join(c for c in decomposed if not FIRST_MARK <= c <= LAST_MARK))
    return "".join(parts).translate(PLAIN_LETTERS)


def sort_key(text: str, language: str) -> tuple:
    """What to sort names and headings by, so that they come in the order of the reader's alphabet.

    Әсел stands after Азамат and before Борис, never after Яна, also in a Russian or English list:
    a letter foreign to the alphabet stands right behind the plain letter it resembles. Spaces and
    digits come first, apostrophes count for nothing, the other script follows the reader's own.
    """
    places = _places(base_language(language))
    lowered = unicodedata.normalize("NFC", text).lower()
    return (tuple(_primary(lowered, places)), lowered, text)


@lru_cache(maxsize=len(ALPHABETS))
def _places(language: str) -> dict[str, int]:
    """Place of each letter or pair of signs: the reader's own alphabet, then the other script."""
    follow = UZBEK_CYRILLIC if language == "uz" else RUSSIAN
    other = follow if language in ("en", "uz") else ENGLISH
    letters = [*ALPHABETS[language], *other.split()]
    places = {letter: place for place, letter in enumerate(letters)}
    if language == "ru":  # Russian lists treat ё as е; the others have it as a letter of its own.
        places["ё"] = places["е"]
    return places


def _primary(text: str, places: dict[str, int]):
    text = _one_apostrophe(text)
    position = 0
    while position < len(text):
        pair = text[position : position + 2]
        step = 2 if len(pair) == 2 and pair in places else 1
        element = _element(pair if step == 2 else pair[0], places)
        if element:
            yield element
        position += step


def _element(letter: str, places: dict[str, int]) -> tuple | None:
    if letter in APOSTROPHES:
        return None
    if letter in places:
        return (2, places[letter], 0)
    plain = without_marks(letter)
    if plain in places:
        return (2, places[plain], ord(letter[0]))
    return (3 if letter.isalpha() else 1 if letter.isdigit() else 0, ord(letter[0]), 0)


def _one_apostrophe(text: str) -> str:
    return "".join("ʻ" if sign in APOSTROPHES else sign for sign in text)
