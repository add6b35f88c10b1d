"""How long a text takes to read, and how that is known."""

import re
import unicodedata

from courses.languages.alphabets import base_language

# Words per minute. `en` and `ru` are measured: International Reading Speed Texts,
# Trauzettel-Klosinski and Dietz 2012 (doi 10.1167/iovs.11-8284), adults of 18-35 reading plain
# prose ALOUD: English 228 (standard deviation 30), Russian 184 (32). Brysbaert's review of 190
# studies (doi 10.1016/j.jml.2019.104047) puts silent reading of English non-fiction at 238, with
# most adults between 175 and 300.
#
# For Kazakh, Kyrgyz, Tajik and Uzbek we found NO measured norm for adults. All four get 166, the
# value measured for Turkish in the same study (25): the nearest relative of three of them, and the
# lowest of the three values, so that nobody is promised less time than a text takes.
# Cross-check: Brysbaert finds that speeds differ between languages as the number of words they
# need for the same message. The Universal Declaration of Human Rights has 1,558 words in Russian,
# 1,455 in Kazakh, 1,547 in Kyrgyz, 1,625 in Tajik, 1,562 in Uzbek; scaled from Russian that would
# give 172, 183, 192, 184. So 166 errs on the slow side, by 4 to 16 per cent. Replace it by a
# measurement as soon as there is one.
WORDS_PER_MINUTE = {"en": 228, "ru": 184, "kk": 166, "ky": 166, "tg": 166, "uz": 166}

# A word may hold hyphens and apostrophes (ки-то, oʻqituvchi); a number its separators (09.11.2026).
_INSIDE = "-‐‑'’‘ʻʼ`´"
_WORD = re.compile(rf"[^\W_]+(?:[{_INSIDE}][^\W_]+|[.,:/]\d+)*")


def word_count(text: str) -> int:
    """Words and numbers in a plain text; punctuation alone is no word."""
    return len(_WORD.findall(_without_loose_marks(text)))


def reading_minutes(words: int, language: str) -> float:
    """Minutes an adult needs to read that many words, unrounded.

    No factor is added for "careful" reading. The speeds in WORDS_PER_MINUTE are already those of
    reading aloud, which in Brysbaert's review is about a quarter slower than reading in silence; a
    second allowance would print minutes nobody measured, and certified hours are sums of these.
    Raises UnknownLanguage for a language outside the table, ValueError for fewer than no words.
    """
    if words < 0:
        raise ValueError(f"a text cannot have {words} words")
    return words / WORDS_PER_MINUTE[base_language(language)]


def _without_loose_marks(text: str) -> str:
    # A stress mark or an invisible hyphen inside a word must not split it in two.
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if unicodedata.category(c) not in ("Mn", "Cf"))
