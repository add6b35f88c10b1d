"""Words that hurt people who came home: found in a text, explained, and answered with better ones. Pure."""

from courses.dignity.rules.checking import POSITIONS, check
from courses.dignity.rules.lexicon import (
    Lexicon,
    LexiconError,
    languages_reviewed,
    read_lexicon,
)
from courses.dignity.rules.marks import Detail, Mark, Severity
from courses.dignity.rules.naming import possible_names
from courses.dignity.rules.refusing import LONGEST_TEXT, Unchecked, refuse_unreadable
from courses.dignity.rules.segments import Segment, segments, told_once
from courses.languages.rules import UnknownLanguage

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
    "possible_names",
    "read_lexicon",
    "refuse_unreadable",
    "segments",
    "told_once",
]
