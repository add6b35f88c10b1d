"""How hard a text is to read, as the school grade it asks for: a rough measure, for authors only."""

import re

from courses.languages.alphabets import base_language
from courses.languages.reading import word_count

# Grade = a * (words per sentence) + b * (syllables per word) - c. English: Kincaid, Fishburne, Rogers
# and Chissom 1975, Derivation of New Readability Formulas. Russian: the same measure fitted anew by
# Oborneva 2006, Automated assessment of the complexity of educational texts. For Kazakh, Kyrgyz,
# Tajik and Uzbek we found no fitted measure, so there is none: a borrowed one would be a guess.
_FITTED = {"en": (0.39, 11.8, 15.59), "ru": (0.5, 8.4, 15.59)}
_SENTENCE_END = re.compile(r"[.!?…]+(?=[\s”»\"')]|$)|\n+")
_WORD = re.compile(r"[^\W\d_]+")
_RUSSIAN_VOWELS = re.compile(r"[аеёиоуыэюя]")
_ENGLISH_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_ENDING = re.compile(r"(?<=[^laeiouy])e$|(?<=[^aeiouydt])ed$|(?<=[^aeiouyscxz])es$")


def reading_grade(text: str, language: str) -> float | None:
    """Return the school grade that ``text`` asks of its reader; None where nothing was ever fitted.

    English syllables are counted as groups of vowels without the silent endings, which is off by a
    few in a hundred; the grade is good for comparing texts, and for no more.
    """
    fitted = _FITTED.get(base_language(language))
    words, sentences = word_count(text), _sentences(text)
    if fitted is None or not words or not sentences:
        return None
    per_sentence, per_word, less = fitted
    count = _russian_syllables if base_language(language) == "ru" else _english_syllables
    syllables = sum(count(word) for word in _WORD.findall(text.lower()))
    return round(per_sentence * words / sentences + per_word * syllables / words - less, 1)


def _sentences(text: str) -> int:
    return sum(1 for part in _SENTENCE_END.split(text) if part and _WORD.search(part))


def _russian_syllables(word: str) -> int:
    return len(_RUSSIAN_VOWELS.findall(word))


def _english_syllables(word: str) -> int:
    return max(1, len(_ENGLISH_VOWELS.findall(_SILENT_ENDING.sub("", word))))
