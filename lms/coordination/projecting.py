"""How many there may be in a while, as a range. Pure Python.

The share of people who finish is estimated from the own history, with the score interval of E. B. Wilson
(Probable inference, the law of succession, and statistical inference, Journal of the American Statistical
Association 22, 1927, 209-212): it stays between 0 and 1 and holds for few cases and for shares near the ends,
where the plain interval fails (Brown, Cai, DasGupta, Statistical Science 16, 2001, 101-133).
"""

import math
from dataclasses import dataclass

# Below it the interval is so wide that a range would only look like knowledge.
FEWEST_CASES = 20
DAYS_AHEAD = 90
# Two-sided 95 %.
_Z = 1.959964


@dataclass(frozen=True)
class Range:
    """How many people there may be: at least and at most."""

    low: int
    high: int


def wilson(finished: int, begun: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share. Raises ValueError without a case, or with more than all."""
    if begun <= 0 or not 0 <= finished <= begun:
        raise ValueError("A share needs cases, and no more successes than these.")
    share, square = finished / begun, _Z**2
    middle = (share + square / (2 * begun)) / (1 + square / begun)
    half = _Z / (1 + square / begun) * math.sqrt(share * (1 - share) / begun + square / (4 * begun**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def projected(*, left: int, in_progress: int, finished: int, begun: int) -> Range | None:
    """Return how many people there may be: who is left, and who of those on their way arrives.

    ``left`` are certified people whose certificates do not end before. The low end is rounded down, the high
    end up. None where fewer than ``FEWEST_CASES`` have begun before: then nothing is foretold.
    """
    if begun < FEWEST_CASES:
        return None
    low, high = wilson(finished, begun)
    return Range(left + math.floor(in_progress * low), left + math.ceil(in_progress * high))
