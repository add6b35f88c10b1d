"""Captions in WebVTT: read line by line, refused with the number of the line that is wrong. Pure Python."""

import re
from dataclasses import dataclass

MAX_CHARACTERS = 200_000
MAX_LINES = 10_000
_TIME = r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+\S.*)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# Recorders round; a caption may end a little after the sound.
_GRACE = 1.0


class CaptionsRefused(ValueError):
    """The text is no WebVTT that can be shown. ``reason`` is one of the REASONS, ``line`` counts from 1."""

    REASONS = (
        *("too_long", "no_header", "control", "style", "no_timing", "bad_timing", "backwards"),
        *("no_words", "after_end", "no_captions"),
    )

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(f"{reason} in line {line}")
        self.reason = reason
        self.line = line


@dataclass(frozen=True)
class Caption:
    """Words that are said between two moments, in seconds."""

    start: float
    end: float
    words: str


def read_captions(text: str, *, seconds: float | None = None) -> list[Caption]:
    """Return the captions of a WebVTT text, in order. Notes and positions are left out.

    ``seconds`` is the length of the recording, where it is known. Raises CaptionsRefused.
    """
    if len(text) > MAX_CHARACTERS or text.count("\n") + text.count("\r") > MAX_LINES:
        raise CaptionsRefused("too_long")
    lines = re.split(r"\r\n|\n|\r", text.removeprefix("\ufeff"))
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise CaptionsRefused("no_header")
    for number, line in enumerate(lines, 1):
        if _CONTROL.search(line):
            raise CaptionsRefused("control", number)
    captions: list[Caption] = []
    for number, block in _blocks(lines):
        caption = _caption(number, block, captions[-1].start if captions else 0.0, seconds)
        if caption:
            captions.append(caption)
    if not captions:
        raise CaptionsRefused("no_captions", len(lines))
    return captions


def written_captions(captions: list[Caption]) -> str:
    """Return captions as WebVTT in its plainest form."""
    parts = [f"{_moment(each.start)} --> {_moment(each.end)}\n{each.words}" for each in captions]
    return "\n\n".join(["WEBVTT", *parts]) + "\n"


def _blocks(lines: list[str]):
    """Give (number of the first line, lines) of everything between empty lines, the header left out."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            block.append(line)
            continue
        if block and number - len(block) > 1:
            yield number - len(block), block
        block = []


def _caption(number: int, block: list[str], earliest: float, seconds: float | None) -> Caption | None:
    first = block[0]
    if first.split()[0] == "NOTE":
        return None
    if first.strip() in ("STYLE", "REGION"):
        raise CaptionsRefused("style", number)
    at = 0 if "-->" in first else 1
    if at >= len(block) or "-->" not in block[at]:
        raise CaptionsRefused("no_timing", number)
    start, end = _timing(block[at], number + at)
    if start < earliest or end <= start:
        raise CaptionsRefused("backwards", number + at)
    if seconds is not None and end > seconds + _GRACE:
        raise CaptionsRefused("after_end", number + at)
    words = block[at + 1 :]
    if not words or any("-->" in line for line in words):
        raise CaptionsRefused("no_words", number + at)
    return Caption(start, end, "\n".join(line.strip() for line in words))


def _timing(line: str, number: int) -> tuple[float, float]:
    found = _TIMING.fullmatch(line.strip())
    if not found:
        raise CaptionsRefused("bad_timing", number)
    parts = [int(part or 0) for part in found.groups()]
    return _seconds(parts[:4]), _seconds(parts[4:])


def _seconds(parts: list[int]) -> float:
    hours, minutes, seconds, thousandths = parts
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def _moment(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
