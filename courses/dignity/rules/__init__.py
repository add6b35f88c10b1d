"""Words that hurt people who came home: found in a text, explained, and answered with better ones. Pure."""

from courses.dignity.rules.checking import LONGEST_TEXT, POSITIONS, Unchecked, check, refuse_unreadable
from courses.dignity.rules.lexicon import (
    Lexicon,
    LexiconError,
    UnknownLanguage,
    languages_reviewed,
    read_lexicon,
)
from courses.dignity.rules.marks import Detail, Mark, Severity
from courses.dignity.rules.segments import Segment, segments, told_once

__all__ = [
    "LONGEST_TEXT",
    "POSITIONS",
    "Detail",
    "Lexicon",
    "LexiconError",
    "Mark",
    "Segment",
    "Severity",
    "Unchecked",
    "UnknownLanguage",
    "check",
    "languages_reviewed",
    "read_lexicon",
    "refuse_unreadable",
    "segments",
    "told_once",
]
