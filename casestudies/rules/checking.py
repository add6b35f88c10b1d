"""What keeps a case from being played, and what its author may want to look at again."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from casestudies.rules.graph import Graph, TurningPoint

FEWEST_POINTS, MOST_POINTS = 5, 8
FEWEST_CHOICES = 2


@dataclass(frozen=True)
class Flaw:
    """One thing to mend or to look at again: ``kind`` names the sentence, ``at`` the place, ``what`` more."""

    kind: str
    at: str = ""
    what: str = ""


def problems(graph: Graph) -> list[Flaw]:
    """Return everything that keeps a case from being played to an end, in the order of the outline."""
    if not graph.points:
        return [Flaw("no points")]
    found = [Flaw("stray choice", what=text) for text in graph.strays]
    if not graph.endings:
        found.append(Flaw("no endings"))
    found += _names(graph)
    for point in graph.points:
        found += _point(graph, point)
    found += [Flaw("ending without text", ending.name) for ending in graph.endings if not ending.text]
    return found + list(_ways(graph))


def _names(graph: Graph) -> list[Flaw]:
    counts = Counter(place.name for place in graph.places if place.name)
    unnamed = [Flaw("no name", what=place.text[:60]) for place in graph.places if not place.name]
    return unnamed + [Flaw("same name", name) for name, count in counts.items() if count > 1]


def _point(graph: Graph, point: TurningPoint) -> Iterator[Flaw]:
    if not point.text:
        yield Flaw("point without text", point.name)
    if not point.choices:
        yield Flaw("dead end", point.name)
    elif len(point.choices) < FEWEST_CHOICES:
        yield Flaw("one choice", point.name)
    for choice in point.choices:
        if not choice.text:
            yield Flaw("choice without text", point.name)
        if not choice.goes_to:
            yield Flaw("choice goes nowhere", point.name, choice.text)
        elif choice.goes_to not in graph.by_name:
            yield Flaw("unknown target", point.name, choice.goes_to)
        if choice.scores is None:
            yield Flaw("scores unreadable", point.name, choice.text)


def _ways(graph: Graph) -> Iterator[Flaw]:
    """Name what cannot be reached, and the places from which there is no way out."""
    reached, out = graph.reached(), graph.leading_out()
    for place in graph.places:
        if place.name not in reached:
            yield Flaw("unreachable", place.name)
    for point in graph.points:
        leads_on = any(True for _ in graph.targets(point))
        if point.name in reached and point.name not in out and leads_on and graph.endings:
            yield Flaw("no way out", point.name)


def doubts(graph: Graph) -> list[Flaw]:
    """Return what an author may want to look at again; none of it keeps a case from being published."""
    found = []
    if graph.points and not FEWEST_POINTS <= len(graph.points) <= MOST_POINTS:
        found.append(Flaw("many or few points", what=str(len(graph.points))))
    if len(graph.endings) == 1:
        found.append(Flaw("one ending"))
    for point in graph.points:
        if not point.facts:
            found.append(Flaw("no facts", point.name))
        if not point.weighs:
            found.append(Flaw("no other profession", point.name))
        if any(not (choice.consequence and choice.comment and choice.affects) for choice in point.choices):
            found.append(Flaw("choice not told", point.name))
    found += [Flaw("ending holds nothing", ending.name) for ending in graph.endings if not ending.holds]
    return found
