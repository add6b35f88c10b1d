"""What a list of ticked behaviours says. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# Of the behaviours that must be seen, so much; partly counts half.
ENOUGH = 0.75


class Mark(StrEnum):
    """What an observer ticks beside a behaviour."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_SEEN = "not seen"


class Kind(StrEnum):
    """What a behaviour on a list is: asked for, good to see, or one that may harm."""

    CORE = "core"
    GOOD = "good"
    HARMFUL = "harmful"


_WORTH = {Mark.YES: 1.0, Mark.PARTLY: 0.5, Mark.NO: 0.0, Mark.NOT_SEEN: 0.0}
# A promise that was half made was made.
_HAPPENED = frozenset({Mark.YES, Mark.PARTLY})


@dataclass(frozen=True)
class Result:
    """What came of one observation: ids of harmful behaviours seen, of core ones missed, and the share."""

    harmful: tuple[str, ...]
    missed: tuple[str, ...]
    share: float

    @property
    def is_harmful(self) -> bool:
        """Whether a behaviour that may harm was seen."""
        return bool(self.harmful)

    @property
    def is_passed(self) -> bool:
        """Whether everything asked for was seen, nearly all of it whole, and nothing that harms."""
        return not self.harmful and not self.missed and self.share >= ENOUGH


def result_of(kinds: Mapping[str, str], marks: Mapping[str, str]) -> Result:
    """Weigh one observation. ``kinds`` gives each behaviour's kind, ``marks`` what was ticked beside it.

    A core behaviour that was not seen at all is missed, like one that was not done: nobody vouches for what
    nobody saw. What has no mark counts as not seen.
    """
    marked = {behaviour: Mark(marks.get(behaviour, Mark.NOT_SEEN)) for behaviour in kinds}
    core = [behaviour for behaviour, kind in kinds.items() if kind == Kind.CORE]
    return Result(
        harmful=tuple(
            behaviour
            for behaviour, kind in kinds.items()
            if kind == Kind.HARMFUL and marked[behaviour] in _HAPPENED
        ),
        missed=tuple(behaviour for behaviour in core if not _WORTH[marked[behaviour]]),
        share=sum(_WORTH[marked[behaviour]] for behaviour in core) / len(core) if core else 0.0,
    )


@dataclass(frozen=True)
class Seen:
    """One observation as the standing needs it; ``asked_at`` is when the learner asked for it."""

    request: int
    asked_at: datetime
    rated_at: datetime
    result: Result


@dataclass(frozen=True)
class Practice:
    """Where a competency's practice stands: the request that carries the rung, or why none does.

    ``blocked_at`` is when a harmful behaviour was last seen, None once a later request has passed.
    """

    carried_by: int | None
    blocked_at: datetime | None

    @property
    def is_shown(self) -> bool:
        """Whether the practice rung is reached."""
        return self.carried_by is not None


def practice_of(seen: Iterable[Seen], *, raters: int) -> Practice:
    """Return where somebody's practice stands.

    A request carries the rung when as many people as the rule asks for have rated it and each of them passed
    it. A harmful behaviour blocks until a request made after it has passed: the second rater of the same
    occasion cannot lift what the first one saw.
    """
    seen = sorted(seen, key=lambda each: each.rated_at)
    harmful = [each.rated_at for each in seen if each.result.is_harmful]
    since = max(harmful, default=None)
    of_requests: dict[int, list[Seen]] = {}
    for each in seen:
        if since is None or each.asked_at > since:
            of_requests.setdefault(each.request, []).append(each)
    passed = [
        request
        for request, observations in of_requests.items()
        if len(observations) >= raters and all(each.result.is_passed for each in observations)
    ]
    carried_by = passed[-1] if passed else None
    return Practice(carried_by, blocked_at=None if carried_by is not None else since)


@dataclass(frozen=True)
class Agreement:
    """How far two raters of one occasion saw the same: of ``both`` behaviours that both saw, ``same``.

    ``kappa`` is None where it cannot be computed.
    """

    both: int
    same: int
    kappa: float | None

    @property
    def percent(self) -> int:
        """The plain share, rounded down."""
        return self.same * 100 // self.both


def agreement_of(first: Mapping[str, str], second: Mapping[str, str]) -> Agreement | None:
    """Return how far two raters agree, None where no behaviour was seen by both.

    Kappa is the share of agreement beyond chance: J. Cohen, "A coefficient of agreement for nominal scales",
    Educational and Psychological Measurement 20 (1960), 37-46. It is undefined where chance alone explains
    everything, as when both ticked one word throughout.
    """
    pairs = [
        (first[behaviour], second[behaviour])
        for behaviour in first
        if behaviour in second and Mark.NOT_SEEN not in (first[behaviour], second[behaviour])
    ]
    if not pairs:
        return None
    same = sum(one == other for one, other in pairs)
    return Agreement(len(pairs), same, _kappa(pairs, same))


def _kappa(pairs: Sequence[tuple[str, str]], same: int) -> float | None:
    count = len(pairs)
    ones, others = Counter(one for one, _other in pairs), Counter(other for _one, other in pairs)
    # In whole numbers as long as possible: chance of 1 must be found exactly.
    by_chance = sum(ones[word] * others[word] for word in ones)
    if by_chance == count * count:
        return None
    chance = by_chance / count**2
    return (same / count - chance) / (1 - chance)
