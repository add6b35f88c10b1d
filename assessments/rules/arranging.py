"""Steps put in order and things matched: what stands right, and what that is worth beyond a guess."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations


def beyond_chance(share: Fraction, chance: Fraction) -> Fraction:
    """Return what a share of right places or pairs is worth: 1 for all, 0 for no more than a guess earns.

    ``chance`` is the share that guessing gets right on average, below 1.
    """
    return max(Fraction(0), (share - chance) / (1 - chance))


def share_in_order(right: Mapping[str, int], given: Mapping[str, int]) -> Fraction:
    """Return how many of the pairs of steps stand the right way round; steps of one place are no pair.

    Both map every step to its place. Where all steps have one place, every order is right.
    """
    pairs = [(one, other) for one, other in combinations(right, 2) if right[one] != right[other]]
    in_order = sum((right[one] < right[other]) == (given[one] < given[other]) for one, other in pairs)
    return Fraction(in_order, len(pairs)) if pairs else Fraction(1)


def share_paired(right: Mapping[str, str], given: Mapping[str, str]) -> Fraction:
    """Return how many of the choices were given their own partner."""
    return Fraction(sum(given[choice] == partner for choice, partner in right.items()), len(right))


def places_open_to(places: Mapping[str, int]) -> dict[str, range]:
    """Return where each step may stand: one place, or several for steps that may stand either way."""
    taken = Counter(places.values())
    before = {place: sum(taken[other] for other in taken if other < place) for place in taken}
    return {
        step: range(before[place] + 1, before[place] + taken[place] + 1) for step, place in places.items()
    }


def doubled_place(given: Mapping[str, int]) -> int | None:
    """Return the first place that was given to more than one step."""
    return min((place for place, count in Counter(given.values()).items() if count > 1), default=None)


def as_arranged(given: Mapping[str, int], steps: Sequence[str]) -> list[str]:
    """Return the steps by the places given to them; as they stand while that is not yet an order."""
    if given.keys() != set(steps) or doubled_place(given) is not None:
        return list(steps)
    return sorted(steps, key=given.__getitem__)
