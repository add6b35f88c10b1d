"""When a certificate may be renewed, and until when it then holds. Pure.

The stages follow the life cycle that certification systems share: in force, renewal window, expired, lapsed.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lms.certificates.rules import last_valid_day

WINDOW = timedelta(days=90)
# After this it is no longer news that somebody has not renewed; the way to renew stays open.
LAPSES_AFTER = timedelta(days=365)
# Days before the end at which the holder is told.
TOLD_AT = (90, 30, 7)


class Stage(StrEnum):
    """Where an award stands in its life on the day it is looked at."""

    IN_FORCE = "in force"
    WINDOW = "renewal window"
    EXPIRED = "expired"
    LAPSED = "lapsed"
    REVOKED = "revoked"


# Its end is near or past, and nobody has withdrawn it.
RENEWABLE = frozenset({Stage.WINDOW, Stage.EXPIRED, Stage.LAPSED})


@dataclass(frozen=True)
class Term:
    """How long an award holds: its last valid day, None without end, and whether it was revoked."""

    valid_until: date | None
    is_revoked: bool = False

    @property
    def opens_on(self) -> date | None:
        """The first day on which it may be renewed, None where it never has to be."""
        return self.valid_until - WINDOW if self.valid_until else None

    def stage(self, today: date) -> Stage:
        """Return where it stands today; its last day still counts."""
        if self.is_revoked:
            return Stage.REVOKED
        if self.valid_until is None or today < self.valid_until - WINDOW:
            return Stage.IN_FORCE
        if today <= self.valid_until:
            return Stage.WINDOW
        return Stage.EXPIRED if today <= self.valid_until + LAPSES_AFTER else Stage.LAPSED

    def is_renewable(self, today: date) -> bool:
        """Return whether it may be renewed today."""
        return self.stage(today) in RENEWABLE

    def renewed_until(self, today: date, *, valid_months: int) -> date | None:
        """Return the last day after a renewal today: in the window counted from the old end, else from today.

        Nobody loses days by renewing early, and nobody is given the months they let pass.
        """
        begins = today
        if self.valid_until and self.stage(today) == Stage.WINDOW:
            begins = self.valid_until
        return last_valid_day(begins, valid_months=valid_months)


def telling_due(valid_until: date, today: date) -> int | None:
    """Return which of ``TOLD_AT`` speaks today: the last one passed; None before the first, after the end."""
    days = (valid_until - today).days
    if days < 0:
        return None
    return min((step for step in TOLD_AT if days <= step), default=None)
