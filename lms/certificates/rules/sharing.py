"""Until when a link to a record of learning opens. Pure."""

import hashlib
from datetime import date, timedelta

USUAL_DAYS = 30
LONGEST_DAYS = 365
DAYS_OFFERED = (7, 30, 90, LONGEST_DAYS)
MOST_OPEN_LINKS = 20
# How long a closed link stays in its owner's list.
KEPT_AFTER = timedelta(days=30)
# 128 random bits.
TOKEN_BYTES = 16


def token_hash(token: str) -> str:
    """Return what is stored of a link's token: whoever reads the table can open nothing."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def last_day_of(today: date, *, days: int) -> date:
    """Return the last day a link opens. Raises ValueError for less than a day or more than a year."""
    if not 1 <= days <= LONGEST_DAYS:
        raise ValueError("A link opens for a day at least and a year at most.")
    return today + timedelta(days=days)
