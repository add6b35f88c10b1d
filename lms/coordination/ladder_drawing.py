"""Where the dots, rings and arrows of the gap ladder stand."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from lms.coordination import wording
from lms.coordination.gaps import Ladder, Rung

WIDTH, EDGE = 320, 12


@dataclass(frozen=True)
class DrawnRung:
    """One region: its words, and where its marks stand on a line of ``WIDTH``; None for what is not drawn."""

    rung: Rung
    state: str
    dot: int
    ring: int | None
    low: int | None
    high: int | None
    tip: int | None
    target_address: str


def drawn(found: Ladder, work: str) -> list[DrawnRung]:
    """Return every rung in the order of the ladder, those without a number last."""
    return [_drawn(rung, found.most, work) for rung in (*found.rungs, *found.without)]


def _drawn(rung: Rung, most: int, work: str) -> DrawnRung:
    def at(number: float | None) -> int | None:
        return None if number is None else round(EDGE + (WIDTH - 2 * EDGE) * min(number, most) / most)

    reached = rung.projection
    place = urlencode({"place": rung.cell.place.code})
    return DrawnRung(
        rung=rung,
        state=wording.state_of(rung.cell),
        dot=at(rung.cell.certified) or EDGE,
        ring=at(rung.cell.target),
        low=at(reached.low) if reached else None,
        high=at(reached.high) if reached else None,
        tip=at((reached.low + reached.high) / 2) if reached else None,
        target_address=f"{reverse('target')}?{place}&{work}",
    )
