"""The spellings of Uzbek: current Latin is kept, the others are read and derived."""

import re
import unicodedata

from courses.languages.alphabets import APOSTROPHES
from courses.languages.letter_case import letter_table, replace_letters

TURNED_COMMA = "ʻ"  # U+02BB, part of the letters oʻ and gʻ
APOSTROPHE = "ʼ"  # U+02BC, the glottal stop (tutuq belgisi): sanʼat

_LATIN_OF_CYRILLIC = letter_table(
    "а б в г д ё ж з и й к л м н о п р с т у ф х ч ш щ ъ ы ь э ю я ў қ ғ ҳ",
    "a b v g d yo j z i y k l m n o p r s t u f x ch sh sh ʼ i - e yu ya oʻ q gʻ h",
)
_PROPOSED_LATIN = {"ö": "oʻ", "ğ": "gʻ", "ş": "sh", "ç": "ch"}
_CYRILLIC_OF_LATIN = letter_table(
    "a b d e f g h i j k l m n o p q r s t u v x y z w oʻ gʻ sh ch yo yu ya ye yoʻ ts ʼ",
    "а б д е ф г ҳ и ж к л м н о п қ р с т у в х й з в ў ғ ш ч ё ю я е йў ц ъ",
)
_VOWELS_BEFORE_YE = "аеёиоуўэюяъьaeiou"
_LETTER_THEN_SIGN = re.compile(f"(?<=[oOgG])[{APOSTROPHES}]")
# Unicode counts ʻ and ʼ as letters: two signs in a row are no spelling and stay as they are.
_LETTER = f"[^\\W\\d_{APOSTROPHES}]"
_SIGN_IN_WORD = re.compile(f"(?<={_LETTER})[{APOSTROPHES}](?={_LETTER})")
# Two spelling rules of Latin: no sign after oʻ (moʻjiza), a sign between s and h (Isʼhoq).
_SIGN_AFTER_OW = re.compile("(?<=ў)ъ", re.IGNORECASE)
_S_BEFORE_H = re.compile("(?<=с)(?=ҳ)", re.IGNORECASE)
_SIGN_BETWEEN_S_AND_H = re.compile(f"(?<=s){APOSTROPHE}(?=h)", re.IGNORECASE)
_KEEP_APART = "\0"
_LATIN_PIECES = re.compile("yoʻ|oʻ|gʻ|sh|ch|yo|yu|ya|ye|ts|.", re.IGNORECASE | re.DOTALL)


def uzbek_to_current_latin(text: str) -> str:
    """Uzbek text in the Latin spelling in force since 1995, with the right two signs, in NFC.

    Understands Cyrillic, the proposed letters ö ğ ş ç and every apostrophe people type: after o
    and g it becomes U+02BB, between other letters U+02BC. Quotation marks around a word stay,
    unless they stand right behind o or g. Text already right comes back unchanged.
    """
    composed = unicodedata.normalize("NFC", text)
    cyrillic = _S_BEFORE_H.sub(APOSTROPHE, _SIGN_AFTER_OW.sub("", composed))
    latin = replace_letters(cyrillic, _PROPOSED_LATIN)
    latin = replace_letters(latin, _LATIN_OF_CYRILLIC, _latin_of_e_and_ts)
    latin = _LETTER_THEN_SIGN.sub(TURNED_COMMA, latin)
    return _SIGN_IN_WORD.sub(_right_sign, latin)


def uzbek_cyrillic(text: str) -> str:
    """A machine's conversion of Uzbek to Cyrillic, to be read by a person before it is used.

    Words borrowed from Russian lose letters in Latin (ц, ь, щ), so those may come out wrong.
    """
    latin = _SIGN_BETWEEN_S_AND_H.sub(_KEEP_APART, uzbek_to_current_latin(text))
    pieces = _LATIN_PIECES.findall(latin)
    converted = []
    for place, piece in enumerate(pieces):
        before = pieces[place - 1] if place else " "
        converted.append(_cyrillic_of(piece, before))
    return "".join(converted)


def _latin_of_e_and_ts(letter: str, before: str) -> str | None:
    """The two Cyrillic letters whose Latin form hangs on what stands before them."""
    opens = not before.isalpha() or before.lower() in _VOWELS_BEFORE_YE
    if letter == "е":
        return "ye" if opens else "e"
    if letter == "ц":
        return "ts" if before.lower() in _VOWELS_BEFORE_YE else "s"
    return None


def _right_sign(match: re.Match) -> str:
    return TURNED_COMMA if match.string[match.start() - 1] in "oOgG" else APOSTROPHE


def _cyrillic_of(piece: str, before: str) -> str:
    lowered = piece.lower()
    if piece == _KEEP_APART:
        return ""
    if lowered == "e" and (not before[-1].isalpha() or before[-1].lower() in "aeiouʻ"):
        return "Э" if piece.isupper() else "э"
    letter = _CYRILLIC_OF_LATIN.get(lowered, piece)
    if lowered not in _CYRILLIC_OF_LATIN or piece == lowered:
        return letter
    return letter.upper() if piece.isupper() else letter.capitalize()
