"""Tells the words of a saved text apart from everything else in it. Pure Python."""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

# Where a link leads is no wording: it is compared apart from the words it stands under.
_LINK = re.compile(r"<a\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")


@dataclass
class Wording:
    """The words of a text by place, and a list of all that is not words, in a fixed order."""

    words: dict[str, str] = field(default_factory=dict)
    frame: list[tuple[str, Any]] = field(default_factory=list)

    def add_words(self, place: str, text: str) -> None:
        """Note words at a place; the links in them belong to the frame."""
        self.words[place] = text
        self.frame += [(place, link) for link in _LINK.findall(text)]
        self.frame.append((place, "words"))

    def add_frame(self, place: str, value: Any) -> None:
        """Note something that is not words."""
        self.frame.append((place, value))


def wording_of(
    saved: dict[str, Any], word_fields: set[str], stream_fields: set[str], ignored: set[str]
) -> Wording:
    """Return the wording of a saved row.

    ``saved`` is what a revision holds: values by field name, stream fields as JSON text or list, child
    rows as lists of the same. A dotted name such as "objectives.text" names a field of child rows.
    """
    wording = Wording()
    _read_row(wording, saved, "", word_fields, stream_fields, ignored)
    return wording


def _read_row(wording: Wording, row: dict, prefix: str, word_fields, stream_fields, ignored) -> None:
    for name in sorted(row):
        place = f"{prefix}{name}"
        plain = re.sub(r"\[\d+\]", "", place)
        value = row[name]
        if plain in ignored:
            continue
        if plain in stream_fields:
            _read_stream(wording, place, value)
        elif plain in word_fields and isinstance(value, str):
            wording.add_words(place, value)
        elif isinstance(value, list) and value and all(isinstance(child, dict) for child in value):
            for number, child in enumerate(value):
                _read_row(wording, child, f"{place}[{number}].", word_fields, stream_fields, ignored)
        else:
            wording.add_frame(place, value)


def _read_stream(wording: Wording, place: str, value: Any) -> None:
    """Read a stream field: every string is words, except a block's type and its id."""
    if isinstance(value, dict):
        for name in sorted(value):
            if name in ("type", "id"):
                wording.add_frame(f"{place}.{name}", value[name])
            else:
                _read_stream(wording, f"{place}.{name}", value[name])
    elif isinstance(value, list):
        wording.add_frame(place, len(value))
        for number, child in enumerate(value):
            _read_stream(wording, f"{place}[{number}]", child)
    elif isinstance(value, str):
        wording.add_words(place, value)
    else:
        wording.add_frame(place, value)


def changed_passages(before: Wording, after: Wording) -> tuple[str, str]:
    """Return the passages that differ, without markup, as they were and as they are."""
    places = [place for place in before.words if before.words[place] != after.words.get(place)]
    return (
        "\n\n".join(_readable(before.words[place]) for place in places),
        "\n\n".join(_readable(after.words.get(place, "")) for place in places),
    )


def whole_text(wording: Wording) -> str:
    """Return all words in the order of their places."""
    return "\n".join(wording.words.values())


def _readable(text: str) -> str:
    return unescape(_TAG.sub(" ", text)).strip()
