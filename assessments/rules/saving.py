"""Which answer counts when saves of one question overtake each other or come from two windows."""

from dataclasses import dataclass
from enum import Enum

from assessments.rules.asking import Answer


class Told(Enum):
    """What a window is told about one question after a save."""

    NOTHING = "nothing"
    CHANGED_ELSEWHERE = "changed elsewhere"
    REPLACED_ELSEWHERE = "replaced elsewhere"
    OLDER = "older"


@dataclass(frozen=True)
class SavedAnswer:
    """An answer on the server. ``at`` is when it was chosen (seconds), ``window`` the page it came from."""

    answer: Answer
    at: float
    window: str


@dataclass(frozen=True)
class SentAnswer:
    """An answer as a page sends it, ``shown`` being what the page was opened with.

    ``at`` is when it was chosen (seconds); None where the page cannot tell or nothing was touched.
    """

    answer: Answer
    shown: Answer
    window: str
    at: float | None = None

    @property
    def is_untouched(self) -> bool:
        """Whether the page was only looking at this question."""
        return self.at is None and self.answer == self.shown


def merge(saved: SavedAnswer | None, sent: SentAnswer, *, now: float) -> tuple[SavedAnswer | None, Told]:
    """Return the answer that counts from now on, and what to tell the window that sent.

    The answer chosen last wins, not the one that arrived last.
    """
    current = saved.answer if saved else Answer()
    if sent.answer == current:
        return saved, Told.NOTHING
    is_ours = saved is not None and saved.window == sent.window
    if sent.is_untouched:
        return saved, Told.NOTHING if is_ours else Told.CHANGED_ELSEWHERE
    # A clock that runs ahead must not outlive the answers that follow.
    at = now if sent.at is None else min(sent.at, now)
    if saved is not None and at < saved.at:
        return saved, Told.NOTHING if is_ours else Told.OLDER
    kept = SavedAnswer(answer=sent.answer, at=at, window=sent.window)
    was_replaced = saved is not None and not is_ours and current != sent.shown
    return kept, Told.REPLACED_ELSEWHERE if was_replaced else Told.NOTHING
