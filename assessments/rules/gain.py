"""What a course changes: the same people before and after it, in points from 0 to 100."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, fmean, stdev

# Of fewer people nothing is told, and figures change only when as many more have come.
FEWEST_PAIRS = 5
# From this many on an interval is told.
FEWEST_FOR_INTERVAL = 30

Pair = tuple[float, float]


def student_t(share: float, freedom: int) -> float:
    """Return the quantile of Student's t for ``share``, by its expansion around the normal one.

    Abramowitz and Stegun 26.7.5 with three terms; at 29 degrees of freedom it is off by less than 0.0001.
    """
    z = NormalDist().inv_cdf(share)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3


def whole_groups(pairs: Sequence[Pair]) -> Sequence[Pair]:
    """Return the pairs as far as they fill groups of five.

    One more person changes no figure, so nobody's score can be told from the page before and after.
    """
    return pairs[: len(pairs) - len(pairs) % FEWEST_PAIRS]


def normalised_gain(before: float, after: float) -> float | None:
    """Return which share of what could still be gained was gained; None where nothing could be.

    Negative where people knew less afterwards.
    """
    return None if before >= 100 else (after - before) / (100 - before)


@dataclass(frozen=True)
class Slope:
    """People who began alike, from ``lowest`` to ``highest`` points: how many, and their means."""

    people: int
    lowest: float
    highest: float
    before: float
    after: float


@dataclass(frozen=True)
class Gain:
    """What the same people knew before and after. ``interval`` is that of the mean difference, 95 %."""

    people: int
    before: float
    after: float
    difference: float
    interval: tuple[float, float] | None
    normalised: float | None
    slopes: tuple[Slope, ...]


def gain_of(pairs: Sequence[Pair]) -> Gain | None:
    """Return the gain of matched pairs (before, after); None of fewer than five."""
    if len(pairs) < FEWEST_PAIRS:
        return None
    before, after = fmean(pair[0] for pair in pairs), fmean(pair[1] for pair in pairs)
    return Gain(
        people=len(pairs),
        before=before,
        after=after,
        difference=after - before,
        interval=_interval([pair[1] - pair[0] for pair in pairs]),
        normalised=normalised_gain(before, after),
        slopes=slopes_of(pairs),
    )


def _interval(differences: Sequence[float]) -> tuple[float, float] | None:
    """Return the 95 % interval of the mean of paired differences (paired t); None under 30."""
    number = len(differences)
    if number < FEWEST_FOR_INTERVAL:
        return None
    reach = student_t(0.975, number - 1) * stdev(differences) / sqrt(number)
    return fmean(differences) - reach, fmean(differences) + reach


def slopes_of(pairs: Sequence[Pair], *, step: float = 25) -> tuple[Slope, ...]:
    """Return the slopes by bands of what people knew before, lowest first.

    A band of fewer than five people is joined with its neighbour, so that no slope shows fewer and none can
    be told from the rest.
    """
    bands: dict[int, list[Pair]] = {}
    for pair in pairs:
        bands.setdefault(min(3, int(pair[0] // step)), []).append(pair)
    joined: list[tuple[list[int], list[Pair]]] = []
    for place, band in sorted(bands.items()):
        if joined and len(joined[-1][1]) < FEWEST_PAIRS:
            _join(joined[-1], [place], band)
        else:
            joined.append(([place], list(band)))
    if len(joined) > 1 and len(joined[-1][1]) < FEWEST_PAIRS:
        last = joined.pop()
        _join(joined[-1], *last)
    return tuple(
        _slope(band, places[0] * step, (places[-1] + 1) * step)
        for places, band in joined
        if len(band) >= FEWEST_PAIRS
    )


def _join(into: tuple[list[int], list[Pair]], places: list[int], band: list[Pair]) -> None:
    into[0].extend(places)
    into[1].extend(band)


def _slope(band: Sequence[Pair], lowest: float, highest: float) -> Slope:
    return Slope(
        people=len(band),
        lowest=lowest,
        highest=highest,
        before=fmean(before for before, _after in band),
        after=fmean(after for _before, after in band),
    )
