"""M4A: boxes in boxes; those with names, pictures and times are emptied where they stand.

Sound is found by its place in the file, so an emptied box keeps its size.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from media.sound.kinds import LONGEST_SECONDS, Sound, SoundRefused

# Boxes that a recording needs; every other one is emptied. Those in _HOLDERS hold boxes.
_KEPT = {
    b"": {b"ftyp", b"moov", b"mdat"},
    b"moov": {b"mvhd", b"trak"},
    b"trak": {b"tkhd", b"mdia", b"edts"},
    b"mdia": {b"mdhd", b"hdlr", b"minf"},
    b"minf": {b"smhd", b"dinf", b"stbl"},
    b"stbl": {b"stsd", b"stts", b"stsc", b"stsz", b"stco", b"co64", b"sgpd", b"sbgp"},
}
_HOLDERS = set(_KEPT) - {b""}
_TIMED = {b"mvhd", b"tkhd", b"mdhd"}
_FREE = b"free"
# Real recordings hold some dozens.
_MOST_BOXES = 2_000
# Where the name of the recording program begins in its box.
_HANDLER_NAME = 24


@dataclass(frozen=True)
class _Box:
    kind: bytes
    start: int
    body: int
    end: int


def begins(upload: bytes) -> bool:
    """Return whether these bytes begin like MP4 or M4A."""
    return upload[4:8] == b"ftyp"


def rebuilt(upload: bytes) -> Sound:
    """Return the recording with every other box emptied, with its length. Raises SoundRefused."""
    data = bytearray(upload)
    found: dict[bytes, list[_Box]] = {}
    _clean(data, _Box(b"", 0, 0, len(data)), found)
    if any(len(found.get(kind, ())) != 1 for kind in (b"ftyp", b"moov", b"trak", b"mdhd", b"hdlr", b"stsd")):
        raise SoundRefused("not_sound_alone")
    if b"mdat" not in found:
        raise SoundRefused("damaged")
    if _bytes_in(data, found[b"hdlr"][0], 8, 4) != b"soun":
        raise SoundRefused("not_sound_alone")
    if _bytes_in(data, found[b"stsd"][0], 12, 4) != b"mp4a":
        raise SoundRefused("not_sound_alone")
    handler = found[b"hdlr"][0]
    data[handler.body + _HANDLER_NAME : handler.end] = bytes(
        max(0, handler.end - handler.body - _HANDLER_NAME)
    )
    return Sound(bytes(data), ".m4a", _seconds(data, found[b"mdhd"][0]))


def _clean(data: bytearray, parent: _Box, found: dict[bytes, list[_Box]]) -> None:
    boxes = list(islice(_boxes(data, parent), _MOST_BOXES + 1))
    if len(boxes) > _MOST_BOXES:
        raise SoundRefused("damaged")
    for box in boxes:
        if box.kind not in _KEPT[parent.kind]:
            data[box.start + 4 : box.start + 8] = _FREE
            data[box.body : box.end] = bytes(box.end - box.body)
            continue
        found.setdefault(box.kind, []).append(box)
        if box.kind in _TIMED:
            _forget_times(data, box)
        if box.kind in _HOLDERS:
            _clean(data, box, found)


def _boxes(data: bytearray, parent: _Box) -> Iterator[_Box]:
    """Give the boxes that stand in one. Raises SoundRefused where their sizes do not add up."""
    start = parent.body
    while start < parent.end:
        if start + 8 > parent.end:
            raise SoundRefused("damaged")
        size, kind, head = (
            int.from_bytes(data[start : start + 4], "big"),
            bytes(data[start + 4 : start + 8]),
            8,
        )
        if size == 1:
            size, head = int.from_bytes(data[start + 8 : start + 16], "big"), 16
        elif size == 0:
            size = parent.end - start
        if size < head or start + size > parent.end:
            raise SoundRefused("damaged")
        yield _Box(kind, start, start + head, start + size)
        start += size


def _forget_times(data: bytearray, box: _Box) -> None:
    """Empty when it was made and changed."""
    width = 16 if _bytes_in(data, box, 0, 1) == b"\1" else 8
    _bytes_in(data, box, 4, width)
    data[box.body + 4 : box.body + 4 + width] = bytes(width)


def _bytes_in(data: bytearray, box: _Box, offset: int, length: int) -> bytes:
    if box.body + offset + length > box.end:
        raise SoundRefused("damaged")
    return bytes(data[box.body + offset : box.body + offset + length])


def _seconds(data: bytearray, box: _Box) -> float:
    is_long = _bytes_in(data, box, 0, 1) == b"\1"
    at, width = (20, 8) if is_long else (12, 4)
    rate = int.from_bytes(_bytes_in(data, box, at, 4), "big")
    length = int.from_bytes(_bytes_in(data, box, at + 4, width), "big")
    seconds = length / rate if rate else 0
    if not 0 < seconds <= LONGEST_SECONDS:
        raise SoundRefused("damaged")
    return seconds
