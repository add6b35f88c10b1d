"""A way through a case: the choices taken one after another, where they lead, and what they are worth."""

from collections.abc import Sequence
from dataclasses import dataclass

from casestudies.rules.graph import Choice, Ending, Graph, TurningPoint

# A case may lead back to an earlier turning point; nobody needs to go round for ever.
LONGEST_WAY = 30


class WayForeign(ValueError):
    """A way that this case does not have: a choice of another place, or one after the end."""


class WayTooLong(ValueError):
    """A way with more choices than LONGEST_WAY."""


@dataclass(frozen=True)
class Walk:
    """The choices taken so far, each with its turning point, and the place they have led to."""

    steps: tuple[tuple[TurningPoint, Choice], ...]
    at: TurningPoint | Ending

    @property
    def is_at_end(self) -> bool:
        """Whether nothing is left to choose."""
        return isinstance(self.at, Ending)

    @property
    def way(self) -> list[str]:
        """The keys of the choices taken."""
        return [choice.key for _point, choice in self.steps]


def walk(graph: Graph, way: Sequence[str]) -> Walk:
    """Follow choices by their keys from the beginning. Raises WayForeign, WayTooLong."""
    if len(way) > LONGEST_WAY:
        raise WayTooLong(len(way))
    found = as_far_as(graph, way)
    if len(found.steps) < len(way):
        raise WayForeign(way[len(found.steps)])
    return found


def as_far_as(graph: Graph, way: Sequence[str]) -> Walk:
    """Follow choices as long as the case still has them: it may have been revised since they were taken."""
    at: TurningPoint | Ending = graph.points[0]
    steps: list[tuple[TurningPoint, Choice]] = []
    for key in way[:LONGEST_WAY]:
        choice = _choice(at, key)
        if choice is None or choice.goes_to not in graph.by_name:
            break
        steps.append((at, choice))  # type: ignore[arg-type]
        at = graph.by_name[choice.goes_to]
    return Walk(tuple(steps), at)


def _choice(at: TurningPoint | Ending, key: str) -> Choice | None:
    if isinstance(at, Ending):
        return None
    return next((choice for choice in at.choices if choice.key == key), None)


def score(steps: Sequence[tuple[TurningPoint, Choice]]) -> float | None:
    """Return the mean of what the choices of a way are worth, from 0 to 1.

    Each choice is worth the mean over its competencies; one without scores does not count. None where
    no choice has any.
    """
    worth = [sum(choice.scores.values()) / len(choice.scores) for _point, choice in steps if choice.scores]
    return sum(worth) / len(worth) if worth else None
