"""Where claims stand on a common line: pure arithmetic, and none of it an average."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

# Units of the drawing; a phone shows it a little smaller, a desk a little larger.
WIDTH = 320
_FIRST, _LAST = 14, 306
_ROW, _TEXT, _TRACK, _FOOT = 52, 13, 39, 22
# As many letters as fit on a line of the drawing in every alphabet of the site; the table has them all.
_LONGEST_LINE = 42
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


@dataclass(frozen=True)
class Claim:
    """What one source says of a number. An end that is None was left open ("more than", "up to").

    ``says`` is the claim in full, ``value`` what stands beside its dot, ``bare`` the same without its
    unit, for want of room. ``is_sum`` marks our own addition of what a source says of the parts;
    ``says`` then shows it.
    """

    says: str
    value: str
    bare: str
    low: Decimal | None
    high: Decimal | None
    date: str
    source: str
    section: str = ""
    speaker: str = ""
    code: str = ""
    is_sum: bool = False

    @property
    def numbers(self) -> list[Decimal]:
        """The ends that are named; none for a claim in words alone."""
        return [end for end in (self.low, self.high) if end is not None]

    @property
    def origin(self) -> str:
        """Date and source in one line."""
        return " · ".join(part for part in (self.date, self.source) if part)


@dataclass(frozen=True)
class Mark:
    """A claim on the line, under two lines of text: its value, then its date and source.

    ``start`` and ``end`` are in units of the drawing, alike for a single number.
    """

    claim: Claim
    value: str
    origin: str
    text_y: int
    y: int
    start: int
    end: int

    @property
    def dots(self) -> list[int]:
        """Where a dot stands: at each end that the source names."""
        named = [(self.claim.low, self.start), (self.claim.high, self.end)]
        return sorted({place for number, place in named if number is not None})

    @property
    def opens(self) -> str:
        """Which side the source left open: "up", "down", or "" where it named both ends."""
        if self.claim.high is None:
            return "up"
        return "down" if self.claim.low is None else ""


@dataclass(frozen=True)
class Tick:
    """A number under the line, and its place."""

    value: Decimal
    x: int
    label: str


@dataclass(frozen=True)
class Drawing:
    """Claims on one line, one row each, in the order they were given."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    height: int
    lowest: Claim
    highest: Claim

    @property
    def has_sums(self) -> bool:
        """Whether one of the rows is our own addition."""
        return any(mark.claim.is_sum for mark in self.marks)

    @property
    def foot(self) -> int:
        """Where the numbers under the line begin."""
        return self.height - _FOOT


def draw(claims: Sequence[Claim], written: Callable[[Decimal], str] = str) -> Drawing | None:
    """Return the drawing of the claims that name numbers; None for fewer than two: type says one better.

    ``written`` gives a number under the line as the reader's language writes it.
    """
    drawn = [claim for claim in claims if claim.numbers]
    if len(drawn) < 2:
        return None
    numbers = [number for claim in drawn for number in claim.numbers]
    low, high, step = _line(min(numbers), max(numbers))
    # Our additions are no source's numbers: they are lowest or highest only where there are no others.
    named = [claim for claim in drawn if not claim.is_sum] or drawn
    written_at = [low + step * number for number in range(int((high - low) / step) + 1)]
    return Drawing(
        marks=tuple(_mark(claim, row, low, high) for row, claim in enumerate(drawn)),
        ticks=tuple(Tick(number, _place(number, low, high), written(number)) for number in written_at),
        height=_ROW * len(drawn) + _FOOT,
        lowest=min(named, key=lambda claim: min(claim.numbers)),
        highest=max(named, key=lambda claim: max(claim.numbers)),
    )


def _line(lowest: Decimal, highest: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """Return where the line begins and ends, and the round step between its numbers, six at most."""
    span = (highest - lowest) or max(abs(highest), Decimal(1)) / 4
    size = Decimal(10) ** (span / 4).adjusted()
    step = next(size * factor for factor in _STEPS if size * factor * 4 >= span)
    low = (lowest / step).to_integral_value(ROUND_FLOOR) * step
    high = (highest / step).to_integral_value(ROUND_CEILING) * step
    return low, max(high, low + step), step


def _place(number: Decimal, low: Decimal, high: Decimal) -> int:
    return _FIRST + round((_LAST - _FIRST) * (number - low) / (high - low))


def _mark(claim: Claim, row: int, low: Decimal, high: Decimal) -> Mark:
    return Mark(
        claim=claim,
        value=_shortened(claim.value, claim.bare),
        origin=_shortened(claim.origin),
        text_y=_ROW * row + _TEXT,
        y=_ROW * row + _TRACK,
        # What was left open runs to the edge of the drawing.
        start=2 if claim.low is None else _place(claim.low, low, high),
        end=WIDTH - 2 if claim.high is None else _place(claim.high, low, high),
    )


def _shortened(*texts: str) -> str:
    """Return the first of the texts that fits on a line, else the last one cut."""
    fitting = next((text for text in texts if len(text) <= _LONGEST_LINE), None)
    return texts[-1][: _LONGEST_LINE - 1].rstrip(" ·,") + "…" if fitting is None else fitting


def added_up(parts: Sequence[tuple[Decimal | None, Decimal | None]]) -> tuple[Decimal | None, Decimal | None]:
    """Return the sum of parts given as (low, high); an end that any part leaves open stays open."""
    lows = [low for low, _high in parts if low is not None]
    highs = [high for _low, high in parts if high is not None]
    return (
        sum(lows, Decimal(0)) if parts and len(lows) == len(parts) else None,
        sum(highs, Decimal(0)) if parts and len(highs) == len(parts) else None,
    )
