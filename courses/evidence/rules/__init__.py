"""What can be said of claims and numbers by arithmetic alone. Pure."""

from courses.evidence.rules.drawing import WIDTH, Claim, Drawing, added_up, draw
from courses.evidence.rules.sourcing import SMALLEST_CHECKED, Unsourced, unsourced_numbers

__all__ = [
    "SMALLEST_CHECKED",
    "WIDTH",
    "Claim",
    "Drawing",
    "Unsourced",
    "added_up",
    "draw",
    "unsourced_numbers",
]
