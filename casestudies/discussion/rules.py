"""What may be sent into a discussion, under which name, and for how long it stays. Pure: no Django."""

import hashlib
import hmac
import re
from datetime import datetime, timedelta

LONGEST = 1500  # characters
A_DAY = 5  # contributions of one person to one discussion within 24 hours
KEPT_DAYS = 90

# What carries no words: controls but line breaks, halves of characters, signs that turn a line around.
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LINES = re.compile(r"\n{3,}")
# Each is found in a text of bounded length; repetitions have an upper end.
_DIRECT = {
    "address": re.compile(r"[^\s@]{1,64}@[^\s@]{1,64}\.\w{2,20}"),
    "date": re.compile(
        r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}[./-]\d{1,2}[./-]\d{1,2})(?!\d)"
    ),
    "document": re.compile(r"\b[A-ZА-ЯЁ]{1,3}[ №-]{0,3}\d{6,10}\b|(?<!\d)\d{12,14}(?!\d)"),
    # Eight digits alone may be two years, "2016-2017".
    "telephone": re.compile(
        r"\+\d(?:[\s().-]{0,2}\d){6,14}(?!\d)|(?<![\d.,])\d(?:[\s().-]{0,2}\d){8,14}(?!\d)"
    ),
}
_LETTERS = "BCDFGHKLMNPRSTVZ"


def cleaned(text: str) -> str:
    """Return what was typed without unseen signs and without a page of empty lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _LINES.sub("\n\n", _UNSEEN.sub("", lines)).strip()


def direct_identifiers(text: str) -> list[str]:
    """Return which kinds of direct identifier stand in a text: "address", "date", "document", "telephone"."""
    return [name for name, pattern in _DIRECT.items() if pattern.search(text)]


def pseudonym(secret: str, thread: str, person: str) -> str:
    """Return the sign of a person in one thread, such as "K4-817"; nobody can make it without ``secret``."""
    told = hmac.new(secret.encode(), f"{thread}\n{person}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(told[:8], "big")
    return f"{_LETTERS[number % 16]}{number // 16 % 10}-{number // 160 % 900 + 100}"


def too_old(now: datetime) -> datetime:
    """Return the moment before which everything that was written goes."""
    return now - timedelta(days=KEPT_DAYS)
