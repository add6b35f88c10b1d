"""What may be told of other people's choices without telling of anybody."""

from collections.abc import Mapping

# Below this many people at a turning point nothing is told, and what is told moves by this many at once.
FEWEST_PEOPLE = 5
# Shares that make "most" and "about half". Of five people no answer gives away an exact number.
_MOST, _HALF = 0.65, 0.35


def moves_now(counted: int) -> bool:
    """Whether what is told may move, now that so many have been counted at a turning point.

    It moves five people at a time: who looks before and after a colleague learns nothing of them.
    """
    return counted >= FEWEST_PEOPLE and counted % FEWEST_PEOPLE == 0


def shares(counts: Mapping[str, int]) -> dict[str, str]:
    """Return "most", "half" or "few" for each choice of one turning point; nothing below five people."""
    people = sum(counts.values())
    if people < FEWEST_PEOPLE:
        return {}
    return {key: _share(count / people) for key, count in counts.items()}


def _share(part: float) -> str:
    if part >= _MOST:
        return "most"
    return "half" if part > _HALF else "few"
