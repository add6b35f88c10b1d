"""What an upper rung takes, and whom a change of it reaches. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lms.certificates.rules import last_valid_day

MOST_RATERS = 2
MOST_MONTHS = 120
# A course counts towards a competency's knowledge from this level on, of 3.
LEAST_LEVEL = 2


@dataclass(frozen=True)
class Terms:
    """What one version of a rule says.

    ``course_keys`` names courses that are all needed; empty means that any one which serves the competency
    is enough. ``least_percent`` is asked in the end test of each. ``raters`` must have seen the practice.
    ``valid_months`` is 0 for a rung without end. ``valid_from`` is None for what held from the beginning.
    """

    number: int = 1
    course_keys: tuple[str, ...] = ()
    least_percent: int = 80
    raters: int = 1
    valid_months: int = 24
    valid_from: date | None = None


# What every site begins with, for every competency.
FIRST = Terms()


def carrying(terms: Terms, shares: Mapping[str, float]) -> tuple[str, ...]:
    """Return the keys of the courses that carry the knowledge rung, or () where it is not reached.

    ``shares`` maps the courses that count (completed, signed by their experts) to the best share of their
    end test, from 0 to 1. Of several that would do, the best stands for all.
    """
    enough = {key: share for key, share in shares.items() if is_enough(share, terms.least_percent)}
    if terms.course_keys:
        return terms.course_keys if enough.keys() >= set(terms.course_keys) else ()
    return (max(sorted(enough), key=lambda key: enough[key]),) if enough else ()


def is_enough(share: float, least_percent: int) -> bool:
    """Return whether a share reaches a percentage; 0.8 is 80 %, whatever floating point makes of it."""
    return share * 100 >= least_percent - 1e-6


@dataclass(frozen=True)
class Due:
    """How many holders fall due in a month, and until when their next term holds by the old and new rule.

    The terms are reckoned for somebody who renews on the last day; None has no end.
    """

    month: date
    people: int
    until_before: date | None
    until_after: date | None


@dataclass(frozen=True)
class Effect:
    """Whom a change of a rule affects, and when. Nobody's certificate ends earlier by it.

    ``holders`` keep what they hold to its last day, ``endless`` of them for good. ``newly`` could claim after
    the change and cannot today; ``no_longer`` the other way round.
    """

    holders: int
    endless: int
    due: tuple[Due, ...]
    newly: int
    no_longer: int


def effect_of(
    ends: Iterable[date | None], *, before: Terms, after: Terms, could: set[int], can: set[int]
) -> Effect:
    """Reckon a change: last days of what is held, and who could claim by the old rule and can by the new."""
    ends = list(ends)
    months = Counter(day.replace(day=1) for day in ends if day is not None)
    return Effect(
        holders=len(ends),
        endless=sum(day is None for day in ends),
        due=tuple(
            Due(
                month,
                people,
                last_valid_day(month, valid_months=before.valid_months),
                last_valid_day(month, valid_months=after.valid_months),
            )
            for month, people in sorted(months.items())
        ),
        newly=len(can - could),
        no_longer=len(could - can),
    )
