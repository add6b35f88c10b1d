"""How fresh a topic is: it fades with time and recovers with every recall that succeeds.

Method: the exponential forgetting curve, written with a half-life that each success doubles (Ebbinghaus 1885;
Settles & Meeder, "A trainable spaced repetition model", ACL 2016, with a fixed factor of 2 in place of a
trained one). It is a picture of what usually happens and no measurement of a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# Days in which a topic that was just finished fades to a half.
FIRST_HALF_LIFE = 7
LONGEST_HALF_LIFE = 112
# From this share of right answers on, a recall has succeeded.
SUCCESS = 2 / 3
FRESH, FADING = 2 / 3, 1 / 3


@dataclass(frozen=True)
class Recall:
    """One refresher of a topic: the day, and the share that was right, 0 to 1."""

    on: date
    share: float


def freshness(*, finished_on: date, recalls: Sequence[Recall], on: date) -> float:
    """Return how fresh a topic is on a day, 0 to 1; ``recalls`` in the order of their days.

    A success makes it whole again and doubles its half-life. A recall that failed changes neither: the day
    of the last success stays where it was, so nothing is taken away for having tried.
    """
    since, half_life = finished_on, FIRST_HALF_LIFE
    for recall in recalls:
        if recall.on <= on and recall.share >= SUCCESS:
            since, half_life = recall.on, min(half_life * 2, LONGEST_HALF_LIFE)
    return 0.5 ** (max((on - since).days, 0) / half_life)


def course_of_fading(
    *, finished_on: date, recalls: Sequence[Recall], last: date, days: int
) -> list[tuple[int, float]]:
    """Return (day, freshness) for the last ``days`` days up to ``last``; day ``days`` is the last one.

    Days before the topic was finished are left out.
    """
    first = last - timedelta(days=days)
    every = [(number, first + timedelta(days=number)) for number in range(days + 1)]
    return [
        (number, freshness(finished_on=finished_on, recalls=recalls, on=day))
        for number, day in every
        if day >= finished_on
    ]


def band(level: float) -> str:
    """Return "fresh", "fading" or "faint"."""
    if level >= FRESH:
        return "fresh"
    return "fading" if level >= FADING else "faint"
