"""What a room hands over for the next digest."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Line:
    """One line of a digest: a sentence by its outward name, and a path where it leads.

    ``key`` is an opaque id by which the room knows it again once it was sent.
    """

    key: str
    text: str
    path: str


@dataclass(frozen=True)
class Source:
    """Where lines come from.

    ``people(now)`` returns the ids of those it may have something for; ``lines(person_id, now)`` what it
    has for one of them, in the language that is active, each line until it was sent; ``sent(keys, now)``
    is told which lines have left. All three may be called as often as one likes.
    """

    people: Callable[[datetime], Iterable[int]]
    lines: Callable[[int, datetime], list[Line]]
    sent: Callable[[list[str], datetime], None]


_sources: dict[str, Source] = {}


def offer_lines(name: str, source: Source) -> None:
    """Make a room's lines part of every digest from now on; the same name again replaces it."""
    _sources[name] = source


def all_sources() -> list[Source]:
    """Return every source, in the order they were offered."""
    return list(_sources.values())
