"""Ogg with Opus or Vorbis: pages with checksums; the packet of comments is written anew and empty."""

import struct
import zlib
from dataclasses import dataclass, replace

from media.sound.kinds import LONGEST_SECONDS, Sound, SoundRefused

_HEADER = struct.Struct("<4sBBqIIIB")
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_NO_POSITION = -1
_LARGEST_PAGE = 255 * 255
_CONTINUED, _FIRST, _LAST = 1, 2, 4
_EMPTY_LISTS = b"\0" * 8
_OPUS_RATE = 48_000


@dataclass(frozen=True)
class _Page:
    flags: int
    position: int
    serial: int
    number: int
    lacing: bytes
    body: bytes

    def packed(self) -> bytes:
        """Return the page with its checksum."""
        bare = self._with_checksum(0)
        return self._with_checksum(_checksum(bare))

    def _with_checksum(self, checksum: int) -> bytes:
        values = (self.flags, self.position, self.serial, self.number, checksum, len(self.lacing))
        return _HEADER.pack(b"OggS", 0, *values) + self.lacing + self.body


def begins(upload: bytes) -> bool:
    """Return whether these bytes begin like Ogg."""
    return upload.startswith(b"OggS")


def rebuilt(upload: bytes) -> Sound:
    """Return the recording with empty comments, with its length. Raises SoundRefused."""
    pages = _pages(upload)
    if len({page.serial for page in pages}) != 1 or not pages[0].flags & _FIRST:
        raise SoundRefused("not_sound_alone")
    is_opus = pages[0].body.startswith(b"OpusHead") and len(pages[0].body) >= 19
    if not is_opus and not (pages[0].body.startswith(b"\x01vorbis") and len(pages[0].body) >= 30):
        raise SoundRefused("not_sound_alone")
    packets, sound = _headers(pages[1:], 1 if is_opus else 2)
    if is_opus:
        packets[0] = b"OpusTags" + _EMPTY_LISTS
    else:
        packets[0] = b"\x03vorbis" + _EMPTY_LISTS + b"\x01"
    made = [pages[0], _page_of(packets, pages[0].serial), *sound]
    data = b"".join(replace(page, number=number).packed() for number, page in enumerate(made))
    return Sound(data, ".ogg", _seconds(pages[0].body, sound, is_opus))


def _pages(upload: bytes) -> list[_Page]:
    """Return all pages, each checked. Raises SoundRefused for anything between or behind them."""
    pages, start = [], 0
    while start < len(upload):
        header = upload[start : start + _HEADER.size]
        if len(header) < _HEADER.size or header[:5] != b"OggS\0":
            raise SoundRefused("damaged")
        _mark, _version, flags, position, serial, number, checksum, segments = _HEADER.unpack(header)
        lacing = upload[start + _HEADER.size : start + _HEADER.size + segments]
        end = start + _HEADER.size + segments + sum(lacing)
        page = _Page(flags, position, serial, number, lacing, upload[end - sum(lacing) : end])
        if end > len(upload) or page.packed()[22:26] != struct.pack("<I", checksum):
            raise SoundRefused("damaged")
        pages.append(page)
        start = end
    return pages


def _headers(pages: list[_Page], count: int) -> tuple[list[bytes], list[_Page]]:
    """Return the packets of comments and settings, and the pages of sound behind them."""
    packets, packet = [], bytearray()
    for number, page in enumerate(pages):
        offset = 0
        for length in page.lacing:
            packet += page.body[offset : offset + length]
            offset += length
            if length < 255:
                packets.append(bytes(packet))
                packet = bytearray()
        if len(packets) >= count:
            # Sound begins on a page of its own.
            if len(packets) > count or packet or number + 1 == len(pages):
                raise SoundRefused("damaged")
            return packets, pages[number + 1 :]
    raise SoundRefused("damaged")


def _page_of(packets: list[bytes], serial: int) -> _Page:
    lacing = b"".join(b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255]) for packet in packets)
    if len(lacing) > 255:
        raise SoundRefused("damaged")
    return _Page(0, 0, serial, 1, lacing, b"".join(packets))


def _seconds(head: bytes, sound: list[_Page], is_opus: bool) -> float:
    ends = [page.position for page in sound if page.position != _NO_POSITION]
    if not ends:
        raise SoundRefused("damaged")
    skipped = struct.unpack_from("<H", head, 10)[0] if is_opus else 0
    rate = _OPUS_RATE if is_opus else struct.unpack_from("<I", head, 12)[0]
    seconds = (ends[-1] - skipped) / rate if rate else 0
    if not 0 < seconds <= LONGEST_SECONDS:
        raise SoundRefused("damaged")
    return seconds


def _checksum(page: bytes) -> int:
    """Return Ogg's checksum: the usual one with every byte, and the result, read from the other end."""
    mirrored = zlib.crc32(page.translate(_MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int.from_bytes(mirrored.to_bytes(4, "little").translate(_MIRRORED), "big")
