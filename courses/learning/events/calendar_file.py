"""An event as a calendar reads it: one entry of RFC 5545. Pure.

Written here, because it is one entry of ten lines: of what the standard holds, we need folding, escaping
and moments in UTC, and no library of our own set brings it.
"""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

_MOST_OCTETS = 75


@dataclass(frozen=True)
class Entry:
    """One entry. Calendars are copied to other people's servers: every text is outward.

    ``sequence`` counts the changes of time or place; ``changed_at`` is when the entry was written last.
    """

    uid: str
    summary: str
    location: str
    address: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    sequence: int
    is_cancelled: bool


def calendar_file(entry: Entry, *, maker: str) -> bytes:
    """Return the file: UTF-8, lines of at most 75 octets that end with CRLF."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_text(maker)}//events//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{_moment(entry.changed_at)}",
        f"SEQUENCE:{entry.sequence}",
        f"DTSTART:{_moment(entry.starts_at)}",
        f"DTEND:{_moment(entry.ends_at)}",
        f"SUMMARY:{_text(entry.summary)}",
        *([f"LOCATION:{_text(entry.location)}"] if entry.location else []),
        f"URL:{entry.address}",
        f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    r"""Escape a text: backslash, semicolon, comma; line breaks become \n, other controls go."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    escaped = escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(sign for sign in escaped if unicodedata.category(sign) != "Cc")


def _folded(line: str) -> bytes:
    """Fold a line where it grows past 75 octets, never inside a letter."""
    rows, row, room = [], b"", _MOST_OCTETS
    for sign in line:
        octets = sign.encode()
        if len(row) + len(octets) > room:
            rows.append(row)
            # The space that begins a continued line is one of its octets.
            row, room = b"", _MOST_OCTETS - 1
        row += octets
    return b"\r\n ".join([*rows, row]) + b"\r\n"
