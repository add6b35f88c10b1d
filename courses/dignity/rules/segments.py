"""Prepares marks to be shown: each place once, and the text cut where marks begin and end."""

from dataclasses import dataclass

from courses.dignity.rules.marks import SEVERITIES, Mark


@dataclass(frozen=True)
class Segment:
    """A piece of a text and the numbers of the marks that it belongs to, counted from 1.

    ``endings`` are those of them that end with this piece: a number stands after the last word it is about.
    """

    text: str
    numbers: tuple[int, ...]
    endings: tuple[int, ...]

    @property
    def label(self) -> str:
        """The numbers as a reader sees them."""
        return ", ".join(str(number) for number in self.endings)


def segments(text: str, marks: list[Mark]) -> list[Segment]:
    """Return the whole of ``text`` in pieces; of what identifies together only the details are marked."""
    spans = [
        (number, place.start, place.end)
        for number, mark in enumerate(marks, start=1)
        for place in (mark.details or (mark,))
    ]
    cuts = sorted({0, len(text)} | {cut for _number, start, end in spans for cut in (start, end)})
    found = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        here = [(number, stop) for number, begin, stop in spans if begin <= start and end <= stop]
        found.append(
            Segment(
                text=text[start:end],
                numbers=tuple(sorted({number for number, _stop in here})),
                endings=tuple(sorted({number for number, stop in here if stop == end})),
            )
        )
    return found


def told_once(marks: list[Mark]) -> list[Mark]:
    """Return one mark for each place: where several entries mark the same words, the most serious."""
    found: dict[tuple[int, int, bool], Mark] = {}
    for mark in marks:
        place = (mark.start, mark.end, bool(mark.details))
        if place not in found or _seriousness(mark) < _seriousness(found[place]):
            found[place] = mark
    return list(found.values())


def _seriousness(mark: Mark) -> int:
    return SEVERITIES.index(mark.severity)
