"""What the site knows about its languages: folding, order, reading time, spellings. Pure Python."""

from courses.languages.alphabets import (
    LANGUAGES,
    UnknownLanguage,
    base_language,
    sort_key,
)
from courses.languages.folding import fold
from courses.languages.grading import reading_grade
from courses.languages.latin_names import is_cyrillic, latin_name
from courses.languages.orthography import uzbek_cyrillic, uzbek_to_current_latin
from courses.languages.reading import WORDS_PER_MINUTE, reading_minutes, word_count

__all__ = [
    "LANGUAGES",
    "WORDS_PER_MINUTE",
    "UnknownLanguage",
    "base_language",
    "fold",
    "is_cyrillic",
    "latin_name",
    "reading_grade",
    "reading_minutes",
    "sort_key",
    "uzbek_cyrillic",
    "uzbek_to_current_latin",
    "word_count",
]
