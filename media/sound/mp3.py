"""MP3: a row of frames, each with its own header; whatever is no frame is left out."""

from media.sound.kinds import Sound, SoundRefused

# Kilobits a second by index, for MPEG 1 and for MPEG 2 and 2.5, layer III.
_BITRATES = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_TAG_HEADER = 10
# Encoders leave silence of this many zero bytes at most before the first frame.
_MOST_ZEROS = 8192
_FEWEST_FRAMES = 10


def begins(upload: bytes) -> bool:
    """Return whether these bytes begin like an MP3."""
    return upload.startswith(b"ID3") or _frame(upload, 0) is not None


def rebuilt(upload: bytes) -> Sound:
    """Return nothing but the frames, with their length. Raises SoundRefused."""
    position = _after_tags(upload)
    frames: list[bytes] = []
    seconds = 0.0
    while (found := _frame(upload, position)) is not None:
        length, duration = found
        if position + length > len(upload):
            break
        frames.append(upload[position : position + length])
        seconds += duration
        position += length
    if len(frames) < _FEWEST_FRAMES:
        raise SoundRefused("not_a_recording" if not frames else "damaged")
    # A tag may follow; if much more does, the row of frames broke off in the middle.
    if len(upload) - position > max(2_000_000, len(upload) // 5) or _frame_follows(upload, position):
        raise SoundRefused("damaged")
    return Sound(b"".join(frames), ".mp3", seconds)


def _after_tags(upload: bytes) -> int:
    """Return where the first frame should begin: behind every tag with names and pictures."""
    position = 0
    while upload[position : position + 3] == b"ID3" and len(upload) >= position + _TAG_HEADER:
        size = upload[position + 6 : position + _TAG_HEADER]
        # Seven bits of each byte count.
        position += _TAG_HEADER + sum(
            (byte & 0x7F) << shift for byte, shift in zip(size, (21, 14, 7, 0), strict=True)
        )
    zeros = len(upload[position : position + _MOST_ZEROS]) - len(
        upload[position : position + _MOST_ZEROS].lstrip(b"\0")
    )
    return position + zeros


def _frame(upload: bytes, position: int) -> tuple[int, float] | None:
    """Return (length in bytes, seconds) of the frame that begins here; None where none does."""
    header = upload[position : position + 4]
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return None
    version, bitrate, rate = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version not in _RATES or bitrate in (0, 15) or rate == 3:
        return None
    is_first, per_second = version == 3, _RATES[version][rate]
    length = (144_000 if is_first else 72_000) * _BITRATES[is_first][bitrate] // per_second
    return length + (header[2] >> 1 & 1), (1152 if is_first else 576) / per_second


def _frame_follows(upload: bytes, position: int) -> bool:
    """Return whether a row of frames goes on a little later, so that something stands in between."""
    for start in range(position, min(position + 4096, len(upload) - 4)):
        here = _frame(upload, start)
        after = _frame(upload, start + here[0]) if here else None
        if here and after and _frame(upload, start + here[0] + after[0]):
            return True
    return False
