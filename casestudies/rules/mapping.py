"""The map of a case: its places in layers from the beginning down, and the lines between them."""

from dataclasses import dataclass

from casestudies.rules.graph import Ending, Graph, TurningPoint

# All in units of the drawing. A name has room for about sixteen letters.
STOP_WIDTH, STOP_HEIGHT = 128, 36
_ACROSS, _DOWN, _EDGE = 146, 84, 14
# Room beside the boxes for lines that pass some of them.
_BESIDE = 64


@dataclass(frozen=True)
class MapStop:
    """A place on the map; ``x`` and ``y`` are its middle. ``kind``: start, point, ending, lost or unknown."""

    name: str
    kind: str
    x: float
    y: float

    @property
    def left(self) -> float:
        """Left edge of its box."""
        return self.x - STOP_WIDTH / 2

    @property
    def top(self) -> float:
        """Upper edge of its box."""
        return self.y - STOP_HEIGHT / 2


@dataclass(frozen=True)
class MapLine:
    """A choice drawn from one place to the next as the ``d`` of an SVG path."""

    start: str
    end: str
    number: int
    path: str
    could_do_harm: bool
    goes_back: bool


@dataclass(frozen=True)
class Map:
    """A drawn case with its size."""

    width: float
    height: float
    stops: tuple[MapStop, ...]
    lines: tuple[MapLine, ...]


def map_of(graph: Graph) -> Map:
    """Lay a case out: the beginning on top, every place one layer below what leads to it, endings last.

    Places that nothing leads to, and names that no place has, stand in the lowest row and are marked.
    """
    rows = _rows(graph)
    across = max((len(row) for row in rows), default=1)
    width = across * _ACROSS + 2 * _BESIDE
    stops = {
        name: MapStop(
            name=name,
            kind=_kind(graph, name),
            x=width / 2 + (place - (len(row) - 1) / 2) * _ACROSS,
            y=_EDGE + STOP_HEIGHT / 2 + layer * _DOWN,
        )
        for layer, row in enumerate(rows)
        for place, name in enumerate(row)
    }
    height = 2 * _EDGE + STOP_HEIGHT + max(len(rows) - 1, 0) * _DOWN
    return Map(width, height, tuple(stops.values()), tuple(_lines(graph, stops)))


def _kind(graph: Graph, name: str) -> str:
    if name not in graph.by_name:
        return "unknown"
    if name not in graph.reached():
        return "lost"
    if isinstance(graph.by_name[name], Ending):
        return "ending"
    return "start" if graph.points[0].name == name else "point"


def _rows(graph: Graph) -> list[list[str]]:
    depth = _depths(graph)
    endings = [each.name for each in graph.endings if each.name in depth]
    rows: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for name, layer in depth.items():
        if name not in endings:
            rows[layer].append(name)
    rows = [row for row in rows if row] + ([endings] if endings else [])
    targets = {choice.goes_to for point in graph.points for choice in point.choices if choice.goes_to}
    lost = [name for name in graph.by_name if name not in depth]
    lost += sorted(targets - graph.by_name.keys())
    return _untangled(graph, rows) + ([lost] if lost else [])


def _depths(graph: Graph) -> dict[str, int]:
    """Return the layer of each place that can be reached: one below the lowest place that leads to it.

    Lines that lead back to where a way has been already push nothing down.
    """
    depth: dict[str, int] = {}
    if graph.points:
        _sink(graph, graph.points[0], 0, (), depth)
    return depth


def _sink(
    graph: Graph, place: TurningPoint | Ending, level: int, above: tuple, depth: dict[str, int]
) -> None:
    if place.name in above or depth.get(place.name, -1) >= level:
        return
    depth[place.name] = level
    if isinstance(place, TurningPoint):
        for target in graph.targets(place):
            _sink(graph, target, level + 1, (*above, place.name), depth)


def _untangled(graph: Graph, rows: list[list[str]]) -> list[list[str]]:
    """Put every row in the order of what leads to it, so that fewer lines cross."""
    sorted_rows = rows[:1]
    for row in rows[1:]:
        where = {name: place for above in sorted_rows for place, name in enumerate(above)}

        def middle(name: str, where: dict[str, int] = where) -> float:
            leading = [
                where[point.name]
                for point in graph.points
                if point.name in where and any(choice.goes_to == name for choice in point.choices)
            ]
            return sum(leading) / len(leading) if leading else 0.0

        sorted_rows = [*sorted_rows, sorted(row, key=middle)]
    return sorted_rows


def _lines(graph: Graph, stops: dict[str, MapStop]):
    for point in graph.points:
        for number, choice in enumerate(point.choices, 1):
            if point.name in stops and choice.goes_to in stops:
                start, end = stops[point.name], stops[choice.goes_to]
                yield MapLine(
                    start=start.name,
                    end=end.name,
                    number=number,
                    path=_path(start, end, number - (len(point.choices) + 1) / 2),
                    could_do_harm=choice.could_do_harm,
                    goes_back=end.y <= start.y,
                )


def _path(start: MapStop, end: MapStop, side: float) -> str:
    """Return a curve down to the next layer; a line that leads back or further goes round the boxes."""
    layers = round((end.y - start.y) / _DOWN)
    if layers == 1:
        x, y = start.x + side * 26, start.y + STOP_HEIGHT / 2
        to_x, to_y = end.x + side * 26, end.y - STOP_HEIGHT / 2
        points = [(x, y), (x, y + _DOWN * 0.25), (to_x, to_y - _DOWN * 0.25), (to_x, to_y)]
    else:
        # Back on the right, forward on the left or right; the further, the wider.
        hand = 1 if layers <= 0 or side > 0 else -1
        edge, reach = hand * STOP_WIDTH / 2, hand * min(18 + 16 * abs(layers), 80)
        furthest = (max if hand > 0 else min)(start.x, end.x) + edge + reach
        from_x, to_x = start.x + edge, end.x + edge
        points = [(from_x, start.y), (furthest, start.y), (furthest, end.y), (to_x, end.y)]
    first, *rest = (f"{across:g} {down:g}" for across, down in points)
    return f"M{first}C{' '.join(rest)}"
