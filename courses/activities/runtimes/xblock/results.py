"""What blocks publish, made into outcomes: numbers are checked, and only graders are believed."""

import math
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from courses.activities.contract import Outcome
from courses.activities.runtimes.xblock.catalogue import AllowedBlock


class ResultRefused(ValueError):
    """A block published a grade or a completion that cannot be."""


@dataclass
class Results:
    """What one call of a handler said about how it went."""

    score: float | None = None
    completed: bool = False
    is_graded: bool = False

    def take(self, event_type: str, event: Any, allowed: AllowedBlock) -> None:
        """Note a grade or a completion. Raises ResultRefused."""
        if event_type == "grade":
            self.score, self.is_graded = score_of(event), True
            self.completed = self.completed or allowed.completion == "grade"
        else:
            self.completed = self.completed or (completion_of(event) >= 1.0 and allowed.completion == "event")

    def outcome(self, activity_key: UUID, allowed: AllowedBlock) -> Outcome | None:
        """Return what is to be recorded; None where nothing was said."""
        if not (self.is_graded or self.completed):
            return None
        return Outcome(activity_key, completed=self.completed, score=self.score, trust=allowed.trust)


def score_of(event: Any) -> float:
    """Return a grade from 0 to 1. Raises ResultRefused."""
    value, most = _number(event, "value"), _number(event, "max_value")
    if most <= 0 or not 0 <= value <= most:
        raise ResultRefused(f"A grade of {value} of {most} cannot be.")
    return value / most


def completion_of(event: Any) -> float:
    """Return how complete a block says it is, from 0 to 1. Raises ResultRefused."""
    return min(max(_number(event, "completion"), 0.0), 1.0)


def _number(event: Any, name: str) -> float:
    value = event.get(name) if isinstance(event, dict) else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ResultRefused(f"{name} is no number.")
    return float(value)
