"""Whether a file is a bare picture or a bare recording: nothing in it but what is seen or heard.

What a package brings is stored byte for byte, so nothing is rebuilt that could leave the rest behind.
"""

import struct
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from media.pixels import MAX_PROFILE_BYTES
from media.sound import MAX_BYTES, Sound, SoundRefused, rebuilt_sound

# The widest that pages show; what is larger stays on the site where it was uploaded.
WIDEST_SHOWN = 800
MOST_PICTURE_BYTES = 2 * 1024 * 1024
_TALLEST = 4 * WIDEST_SHOWN
_CHUNKS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"}
_HEADER = 12


def is_bare_picture(data: bytes) -> bool:
    """Return whether these bytes are one still WebP of at most the width shown, without a word beside it."""
    chunks = _chunks_of(data)
    if not chunks or len(data) > MOST_PICTURE_BYTES or len({name for name, _size in chunks}) != len(chunks):
        return False
    if any(name not in _CHUNKS or (name == b"ICCP" and size > MAX_PROFILE_BYTES) for name, size in chunks):
        return False
    try:
        picture = Image.open(BytesIO(data), formats=["WEBP"])
        if picture.width > WIDEST_SHOWN or picture.height > _TALLEST or getattr(picture, "n_frames", 1) > 1:
            return False
        picture.load()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        return False
    return True


def _chunks_of(data: bytes) -> list[tuple[bytes, int]]:
    """Return (name, size) of every chunk of a WebP, none where its sizes do not fill the file exactly."""
    if data[:4] != b"RIFF" or data[8:_HEADER] != b"WEBP":
        return []
    if struct.unpack("<I", data[4:8])[0] + 8 != len(data):
        return []
    found, place = [], _HEADER
    while place + 8 <= len(data):
        name, size = data[place : place + 4], struct.unpack("<I", data[place + 4 : place + 8])[0]
        found.append((name, size))
        # Chunks begin at even places.
        place += 8 + size + size % 2
    return found if place == len(data) else []


def bare_sound(data: bytes) -> Sound | None:
    """Return the recording in these bytes; None where storing an upload of it would leave something out."""
    if len(data) > MAX_BYTES:
        return None
    try:
        sound = rebuilt_sound(data)
    except SoundRefused:
        return None
    return sound if sound.data == data else None
