"""Two counts of the same report, figure by figure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# What is told of events, in this order.
EVENTS = ("events", "hours", "people")


@dataclass(frozen=True)
class Difference:
    """One figure that was told otherwise: of a table's row and column; empty texts mean the whole.

    ``column`` counts from 0; None is the sum. None as a figure means: hidden, or not there.
    """

    table: str
    row: str
    column: int | None
    before: int | None
    now: int | None


def differences(before: Mapping, now: Mapping) -> list[Difference]:
    """Return where two counts differ, the whole first. Of other columns the cells are not compared."""
    found = [*_whole(before, now), *_events(before, now)]
    if before["columns"] == now["columns"]:
        for table in {**before["tables"], **now["tables"]}:
            found += _rows(table, before["tables"].get(table, ()), now["tables"].get(table, ()))
    return [each for each in found if each.before != each.now]


def _whole(before: Mapping, now: Mapping) -> Iterator[Difference]:
    yield Difference("", "", None, before["people"], now["people"])
    if before["columns"] == now["columns"]:
        for place, (old, new) in enumerate(zip(before["sums"], now["sums"], strict=True)):
            yield Difference("", "", place, old, new)
    yield Difference("time", "", None, before["time"]["hours"], now["time"]["hours"])


def is_same(before: Mapping, now: Mapping) -> bool:
    """Tell whether two counts agree in all that both tell of: older ones were made without events."""
    return all(now[name] == figures for name, figures in before.items() if name in now)


def _events(before: Mapping, now: Mapping) -> Iterator[Difference]:
    """Of an event whose list is deleted by now nothing can be compared: both counts name their first day."""
    old, new = before.get("events"), now.get("events")
    for place, name in enumerate(EVENTS) if old and new else ():
        yield Difference("events", "", place, old[name], new[name])


def _rows(table: str, before, now) -> Iterator[Difference]:
    old, new = ({row[0]: row[2:] for row in rows} for rows in (before, now))
    for code in {**old, **new}:
        was, is_now = old.get(code, (None, [])), new.get(code, (None, []))
        yield Difference(table, code, None, was[0], is_now[0])
        for place in range(max(len(was[1]), len(is_now[1]))):
            yield Difference(table, code, place, _at(was[1], place), _at(is_now[1], place))


def _at(cells, place: int) -> int | None:
    return cells[place] if place < len(cells) else None
