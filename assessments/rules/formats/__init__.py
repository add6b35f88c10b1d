"""Questions in the formats of others: pure readers and writers."""

from assessments.rules.formats.decoding import LARGEST_FILE, clean, text_of
from assessments.rules.formats.gift import read_gift
from assessments.rules.formats.moodle import read_moodle
from assessments.rules.formats.our_yaml import read_yaml, write_yaml
from assessments.rules.formats.plain import (
    FileRefused,
    LeftOut,
    Note,
    PlainChoice,
    PlainQuestion,
    Reading,
    Reason,
)
from assessments.rules.formats.writing import write_gift, write_moodle

__all__ = [
    "LARGEST_FILE",
    "FileRefused",
    "LeftOut",
    "Note",
    "PlainChoice",
    "PlainQuestion",
    "Reading",
    "Reason",
    "clean",
    "read_gift",
    "read_moodle",
    "read_yaml",
    "text_of",
    "write_gift",
    "write_moodle",
    "write_yaml",
]
