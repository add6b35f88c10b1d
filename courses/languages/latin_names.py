"""A first guess at how a passport spells a name in Latin letters."""

import unicodedata

from courses.languages.alphabets import base_language, without_marks
from courses.languages.letter_case import letter_table, replace_letters
from courses.languages.orthography import uzbek_to_current_latin

# What the four countries' documents usually show, not the ICAO table made for Russia's passports
# (Юлия is Yuliya here, not Iuliia).
_RUSSIAN = letter_table(
    "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я",
    "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya",
)
_KAZAKH = _RUSSIAN | letter_table("ә ғ қ ң ө ұ ү һ і й", "a g k n o u u h i i")
_KYRGYZ = _RUSSIAN | letter_table("ң ө ү й", "n o u i")
_TAJIK = _RUSSIAN | letter_table("ғ ӣ қ ӯ ҳ ҷ", "gh i q u h j")
# Letters of neighbours: Karakalpak, Uyghur, Tatar, Ukrainian, Belarusian, Serbian.
_NEIGHBOURS = letter_table("ў җ ӊ ҡ ҙ ҫ ї є ґ ђ ћ љ њ џ ј ѕ", "u j n k z s yi ye g dj c lj nj dz j dz")
_TABLES = {"en": _RUSSIAN, "ru": _RUSSIAN, "kk": _KAZAKH, "ky": _KYRGYZ, "tg": _TAJIK, "uz": {}}
_EVERY_LETTER = _NEIGHBOURS | _TAJIK | _KYRGYZ | _KAZAKH
_VOWELS = "аәеёиіоөуұүыэюя"


def latin_name(text: str, language: str) -> str:
    """A suggestion for "name as in your passport", with no Cyrillic letter left in it.

    Only ever offered for editing: passports fix each person's spelling, and two sisters may differ.
    `language` is that of the name; letters foreign to it are spelt by a neighbour's table, and a
    Cyrillic sign nobody in the region uses is left out. Uzbek names come in the current Latin
    spelling with U+02BB and U+02BC. Latin names pass unchanged. Raises UnknownLanguage.
    """
    code = base_language(language)
    name = unicodedata.normalize("NFC", text)
    if code == "uz":
        name = uzbek_to_current_latin(name)
    by_context = _kazakh_ye if code == "kk" else lambda letter, before: None
    name = _without_cyrillic(replace_letters(name, _EVERY_LETTER | _TABLES[code], by_context))
    # A neighbour's letter may have become an o or g before a sign that Uzbek reads as part of it.
    return uzbek_to_current_latin(name) if code == "uz" else name


def is_cyrillic(letter: str) -> bool:
    """True for any sign of the Cyrillic script, in use or historic."""
    return unicodedata.name(letter, "").startswith(("CYRILLIC", "COMBINING CYRILLIC"))


def _kazakh_ye(letter: str, before: str) -> str | None:
    """Kazakh documents write Yerlan and Nazarbayev, but Serik."""
    opens = not before.isalpha() or before.lower() in _VOWELS
    return "ye" if letter == "е" and opens else None


def _without_cyrillic(name: str) -> str:
    plain = "".join(_plain(letter) if is_cyrillic(letter) else letter for letter in name)
    respelt = replace_letters(plain, _EVERY_LETTER)
    return "".join(letter for letter in respelt if not is_cyrillic(letter))


def _plain(letter: str) -> str:
    lowered = without_marks(letter.lower())
    return lowered.upper() if letter.isupper() else lowered
