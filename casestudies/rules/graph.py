"""A case as a graph: turning points, the choices that lead on from them, and endings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

_SCORE = re.compile(r"(?P<code>[a-z0-9-]+):? +(?P<share>0(?:\.\d{1,2})?|1(?:\.0{1,2})?)")


@dataclass(frozen=True)
class Choice:
    """One way on from a turning point; ``goes_to`` names a turning point or an ending.

    ``scores`` gives shares from 0 to 1 by code of competency; None where the author wrote something else.
    """

    key: str
    text: str
    goes_to: str
    consequence: str = ""
    comment: str = ""
    affects: str = ""
    harm: str = ""
    scores: dict[str, float] | None = field(default_factory=dict)

    @property
    def could_do_harm(self) -> bool:
        """Whether the author says how this choice could do harm."""
        return bool(self.harm)


@dataclass(frozen=True)
class TurningPoint:
    """A moment in which the learner has to choose. ``name`` is the author's short name for it."""

    name: str
    text: str
    choices: tuple[Choice, ...]
    facts: tuple[str, ...] = ()
    weighs: str = ""


@dataclass(frozen=True)
class Ending:
    """Where a way through the case ends; ``holds`` says what can be said for having come here."""

    name: str
    text: str
    holds: str = ""


@dataclass(frozen=True)
class Graph:
    """A whole case in the author's order; it begins at the first turning point.

    ``strays`` are the texts of choices that stand above every turning point.
    """

    points: tuple[TurningPoint, ...]
    endings: tuple[Ending, ...]
    strays: tuple[str, ...] = ()

    @property
    def places(self) -> tuple["TurningPoint | Ending", ...]:
        """All turning points, then all endings."""
        return (*self.points, *self.endings)

    @cached_property
    def by_name(self) -> dict[str, TurningPoint | Ending]:
        """Every place of the case by its name; of two with one name the first."""
        found: dict[str, TurningPoint | Ending] = {}
        for place in self.places:
            found.setdefault(place.name, place)
        return found

    def targets(self, point: TurningPoint) -> Iterator[TurningPoint | Ending]:
        """Give the places that a turning point leads to, in the order of its choices."""
        for choice in point.choices:
            if choice.goes_to in self.by_name:
                yield self.by_name[choice.goes_to]

    def reached(self) -> set[str]:
        """Return the names of all places that can be reached from the beginning."""
        seen: set[str] = set()
        waiting = [*self.points[:1]]
        while waiting:
            place = waiting.pop()
            if place.name in seen:
                continue
            seen.add(place.name)
            if isinstance(place, TurningPoint):
                waiting += list(self.targets(place))  # type: ignore[arg-type]
        return seen

    def leading_out(self) -> set[str]:
        """Return the names of all places from which some ending can be reached."""
        out = {ending.name for ending in self.endings if self.by_name[ending.name] is ending}
        grows = True
        while grows:
            more = {
                point.name
                for point in self.points
                if point.name not in out and any(target.name in out for target in self.targets(point))
            }
            out |= more
            grows = bool(more)
        return out


def read_scores(text: str) -> dict[str, float] | None:
    """Return shares by code of competency from a line like "do-no-harm 0.5, interagency 1".

    Empty text gives an empty dictionary; None means that the line cannot be read.
    """
    found: dict[str, float] = {}
    for part in (part.strip() for part in text.split(",") if part.strip()):
        match = _SCORE.fullmatch(part)
        if match is None:
            return None
        found[match["code"]] = float(match["share"])
    return found
