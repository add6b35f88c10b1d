"""Tables as networks: how far a hidden cell can move while everything that is shown stays as it is.

A table with sums in one hierarchy (regions in countries, by columns) is a flow: each cell is an arc, each sum
that must come out a node (Cox, "Network Models for Complementary Cell Suppression", JASA 1995). What may not
change has no arc. So the bounds an attacker can reach with all sums known are found exactly, by flows.
"""

import heapq
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, field

Key = Hashable
Node = Hashable


@dataclass(frozen=True)
class Arc:
    """One cell: people that flow from one sum into another."""

    tail: Node
    head: Node
    people: int


@dataclass
class Moves:
    """Changes to cells that leave every sum as it is, found one after another."""

    arcs: Mapping[Key, Arc]
    changed: dict[Key, int] = field(default_factory=lambda: defaultdict(int))

    def __post_init__(self) -> None:
        self._beside: dict[Node, list[tuple[Key, int, Node]]] = defaultdict(list)
        for key, arc in self.arcs.items():
            self._beside[arc.tail].append((key, 1, arc.head))
            self._beside[arc.head].append((key, -1, arc.tail))

    def push(self, key: Key, *, sign: int, most: int, cost: Mapping[Key, int]) -> int:
        """Raise (``sign`` 1) or lower (-1) a cell by up to ``most``; returns by how much it can.

        Of several ways the one over the cheapest cells is taken; a cell without a cost is never touched.
        """
        arc, moved = self.arcs[key], 0
        start, end = (arc.head, arc.tail) if sign == 1 else (arc.tail, arc.head)
        most = most if sign == 1 else min(most, arc.people)
        while moved < most:
            way = self._cheapest(start, end, without=key, cost=cost)
            if not way:
                break
            room = min([most - moved, *(self._room(each, step) for each, step in way)])
            for each, step in way:
                self.changed[each] += step * room
            moved += room
        return moved

    def _room(self, key: Key, step: int) -> int:
        """How much further a cell can go: up without end, down to nobody."""
        return 1_000_000 if step == 1 else self.arcs[key].people + self.changed[key]

    def _cheapest(self, start: Node, end: Node, *, without: Key, cost: Mapping[Key, int]):
        reached: dict[Node, tuple[Node, Key, int] | None] = {}
        waiting: list = [(0, 0, start, None)]
        order = 0
        while waiting:
            paid, _order, node, came = heapq.heappop(waiting)
            if node in reached:
                continue
            reached[node] = came
            if node == end:
                return _way_to(end, reached)
            for key, step, other in self._beside[node]:
                if other in reached or key == without or key not in cost or not self._room(key, step):
                    continue
                order += 1
                price = 0 if self.changed[key] else cost[key]
                heapq.heappush(waiting, (paid + price, order, other, (node, key, step)))
        return None


def _way_to(end: Node, reached: Mapping) -> list[tuple[Key, int]]:
    way: list[tuple[Key, int]] = []
    came = reached[end]
    while came is not None:
        node, key, step = came
        way.append((key, step))
        came = reached[node]
    return way


def bounds(arcs: Mapping[Key, Arc], hidden: Collection[Key], key: Key, *, most: int) -> tuple[int, int]:
    """Return the smallest and the largest number a hidden cell can have, looked at ``most`` either way."""
    free = dict.fromkeys(hidden, 0)
    down = Moves(arcs).push(key, sign=-1, most=most, cost=free)
    up = Moves(arcs).push(key, sign=1, most=most, cost=free)
    return arcs[key].people - down, arcs[key].people + up


def touched(moves: Moves) -> Iterator[Key]:
    """Yield the cells that a set of moves changes in the end."""
    return (key for key, change in moves.changed.items() if change)
