"""Where moments stand on the line of years, and what an editor should look at again. Pure Python."""

import re
from dataclasses import dataclass

FIRST_YEAR, LAST_YEAR = 2019, 2022
# Units of the drawing: a strip for whatever began earlier, then a strip for each year.
WIDTH, EARLIER, STRIP = 320, 24, 74
FEWEST_WORDS, MOST_WORDS = 700, 1200

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\b", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Moment:
    """A year and a month from 1 to 12; month 0 where a source names the year alone."""

    year: int
    month: int = 0


@dataclass(frozen=True)
class Span:
    """A case on the line of years; ``start`` and ``end`` in units of the drawing."""

    start: int
    end: int
    is_open: bool
    dots: tuple[int, ...]

    @property
    def length(self) -> int:
        """How long the bar is; a single moment still shows."""
        return max(self.end - self.start, 4)


def moment_of(text: str) -> Moment | None:
    """Return the first moment that an English date such as "5-6 January 2019" names; None for none."""
    year = _YEAR.search(text)
    if year is None:
        return None
    months = [found for found in _MONTH.finditer(text) if found.start() < year.start()]
    return Moment(int(year[0]), _MONTHS.index(months[0][1].lower()) + 1 if months else 0)


def place_of(moment: Moment) -> int:
    """Return where a moment stands on the line; what is earlier, in the first strip."""
    if moment.year < FIRST_YEAR:
        return EARLIER // 2
    if moment.year > LAST_YEAR:
        return WIDTH
    part = (moment.month - 1) / 12 if moment.month else 0.5
    return EARLIER + round(STRIP * (moment.year - FIRST_YEAR + part))


def span_of(first: int | None, last: int | None, moments: list[Moment]) -> Span | None:
    """Return a case on the line, from the beginning of its first year to the end of its last; else None."""
    dots = tuple(sorted({place_of(moment) for moment in moments}))
    if first is None or (last is not None and last < FIRST_YEAR):
        return None
    start = 0 if first < FIRST_YEAR else place_of(Moment(min(first, LAST_YEAR), 1))
    end = WIDTH if last is None or last >= LAST_YEAR else place_of(Moment(last + 1, 1))
    return Span(start, end, is_open=last is None, dots=dots)


def ticks() -> list[tuple[int, int]]:
    """Return the years under the line, each with the place where it begins."""
    return [(year, place_of(Moment(year, 1))) for year in range(FIRST_YEAR, LAST_YEAR + 1)]
