"""What people knew before and after a course, as slopes and in one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.coordination.report.showing import GainLine

# The picture's own units; each slope is drawn as wide as its column.
WIDTH, HEIGHT, TOP, SIDE = 280, 150, 16, 56


@dataclass(frozen=True)
class Slope:
    """One course in one place: where its line begins and ends, and between which heights its end may lie.

    ``low`` and ``high`` are the 95 % interval of the difference, added to what was known before; None where
    no interval is told.
    """

    line: GainLine
    before: int
    after: int
    low: int | None
    high: int | None


def slopes(lines: Sequence[GainLine]) -> list[Slope]:
    """Return a slope for each line, in their order."""
    return [_slope(line) for line in lines]


def _slope(line: GainLine) -> Slope:
    low, high = (line.before + end for end in line.interval) if line.interval else (None, None)
    return Slope(
        line=line,
        before=_height(line.before),
        after=_height(line.after),
        low=None if low is None else _height(low),
        high=None if high is None else _height(high),
    )


def _height(points: float) -> int:
    """Return where so many points stand, counted from above."""
    kept = min(100.0, max(0.0, points))
    return round(HEIGHT - TOP - kept / 100 * (HEIGHT - 2 * TOP))


def summary(lines: Sequence[GainLine]) -> str:
    """Return the picture in one sentence: in how many courses people knew more, and where most."""
    if not lines:
        return ""
    more = sum(1 for line in lines if line.difference > 0)
    most = max(lines, key=lambda line: line.difference)
    said = {
        "number": len(lines),
        "more": more,
        "course": most.course,
        "before": round(most.before),
        "after": round(most.after),
    }
    told = ngettext(
        "In %(more)s of %(number)s comparison people knew more after the course; most in “%(course)s”: from "
        "%(before)s to %(after)s points of 100.",
        "In %(more)s of %(number)s comparisons people knew more after the course; most in “%(course)s”: from "
        "%(before)s to %(after)s points of 100.",
        len(lines),
    )
    return told % said if more else _("In no course did people know more afterwards than before.")
