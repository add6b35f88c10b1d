"""What the check says about a place in a text."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["high", "medium", "low", "info"]

SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low", "info")
IDENTITY = "identity-exposure"


@dataclass(frozen=True)
class Detail:
    """One of the details that identify a person only together: ``feature`` is CHILD, NAME, AGE and so on."""

    feature: str
    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Mark:
    """A marked place. ``start`` and ``end`` count characters of the text as it was given.

    ``severity`` is what is left after exceptions; ``exception`` names the one that applied. For details
    that identify in combination the place is the paragraph, and ``details`` are its telling parts.
    """

    entry: str
    category: str
    start: int
    end: int
    words: str
    severity: Severity
    why: str
    better: tuple[str, ...]
    exception: str = ""
    needs_native_review: bool = False
    details: tuple[Detail, ...] = ()

    @property
    def is_flag(self) -> bool:
        """Whether it should be rewritten; else it is a hint, which is shown quietly."""
        return self.severity in ("high", "medium")


def one_step_lower(severity: Severity) -> Severity:
    """Return the next severity down; info stays."""
    return SEVERITIES[min(SEVERITIES.index(severity) + 1, len(SEVERITIES) - 1)]
