"""What other rooms let stand in a record of learning beside courses and certificates, such as a workshop."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class RecordEntry:
    """One line by its outward name: what, when, and for how many whole minutes.

    ``kind`` says in the reader's language what it was; ``language``, that of the title, is "" if not known.
    """

    title: str
    language: str
    day: date
    minutes: int
    kind: str = ""


Source = Callable[..., list[RecordEntry]]
_sources: dict[str, Source] = {}


def offer_entries(name: str, source: Source) -> None:
    """Let ``source(learner)`` add lines to every record from now on; the same name again replaces it."""
    _sources[name] = source


def entries_of(learner) -> list[RecordEntry]:
    """Return what all rooms know of a learner, the newest first."""
    found = [entry for source in _sources.values() for entry in source(learner)]
    return sorted(found, key=lambda entry: entry.day, reverse=True)
