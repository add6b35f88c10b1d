"""The short signed statement in the square of a certificate: what can be checked without a line.

Byte by byte, before the 64 bytes of the signature: version (1), first half of the key's name (8), code (10),
marks (1), day of issue and last day as days since 2020 (2 each), two hashes of the holder's name (2 each),
title (the rest, UTF-8). The whole is written in base64 for addresses.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from lms.certificates.rules import ALPHABET, normalise_name

LONGEST = 250
VERSION = 1
SIGNATURE_BYTES = 64
FIRST_DAY = date(2020, 1, 1)
NO_END = 0
SPECIMEN, PILOT = 1, 2
_HEAD_BYTES = 28
# What 250 letters of base64 hold, less the head and the signature.
LONGEST_TITLE_BYTES = LONGEST * 3 // 4 - SIGNATURE_BYTES - _HEAD_BYTES
# Signed bytes begin with this, so that no other signature of the same key can pass for a statement.
PURPOSE = b"Hamroh certificate\n"


@dataclass(frozen=True)
class Statement:
    """What a square says. ``key_name`` is the 16 hexadecimal signs that end the key's id."""

    key_name: str
    code: str
    title: str
    names: tuple[str, ...]
    awarded_on: date
    valid_until: date | None
    is_specimen: bool
    is_pilot: bool


def laid_out(statement: Statement) -> bytes:
    """Lay a statement out in bytes, unsigned. A long title is cut."""
    marks = SPECIMEN * statement.is_specimen | PILOT * statement.is_pilot
    return b"".join(
        [
            bytes([VERSION]),
            bytes.fromhex(statement.key_name),
            _code_number(statement.code).to_bytes(10, "big"),
            bytes([marks]),
            _days(statement.awarded_on).to_bytes(2, "big"),
            (_days(statement.valid_until) if statement.valid_until else NO_END).to_bytes(2, "big"),
            _name_marks(statement.code, statement.names),
            _cut(statement.title, LONGEST_TITLE_BYTES),
        ]
    )


def written(laid: bytes, signature: bytes) -> str:
    """Write a signed statement as the part of an address after ``#``: at most 250 letters."""
    return base64.urlsafe_b64encode(laid + signature).rstrip(b"=").decode("ascii")


def name_mark(code: str, name: str) -> bytes:
    """Two bytes of a hash over code and folded name.

    They expose a name that was changed on the paper; a list of names that somebody tries leaves so many
    that fit that nobody is found.
    """
    return hashlib.sha256(f"{code}\n{normalise_name(name)}".encode()).digest()[:2]


def _name_marks(code: str, names: tuple[str, ...]) -> bytes:
    marks = [name_mark(code, name) for name in names[:2]]
    return b"".join(marks + marks[:1])[:4]


def _code_number(code: str) -> int:
    number = 0
    for letter in code:
        number = number * 32 + ALPHABET.index(letter)
    return number


def _days(day: date) -> int:
    # Two bytes last until 2199; what is later counts as that last day.
    return max(1, min((day - FIRST_DAY) // timedelta(days=1), 0xFFFF))


def _cut(text: str, longest: int) -> bytes:
    raw = text.encode()
    if len(raw) <= longest:
        return raw
    # Between two letters, and with a sign that something follows.
    return raw[: longest - 3].decode(errors="ignore").rstrip().encode() + "…".encode()
