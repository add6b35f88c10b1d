"""When a message may leave: by the clock on the reader's wall, and how many in a week. Pure."""

from datetime import date, datetime, timedelta

QUIET_FROM, QUIET_UNTIL = 20, 9
SUNDAY = 6
MOST_A_WEEK = 2
# More than this in one message is a heap; the rest waits for the next one.
MOST_LINES = 3

ZONES = {
    "KZ": "Asia/Almaty",
    "KG": "Asia/Bishkek",
    "TJ": "Asia/Dushanbe",
    "UZ": "Asia/Tashkent",
}


def zone_name(country: str, default: str) -> str:
    """Return the name of a country's time zone. Each of the four has one; of others ``default`` is taken."""
    return ZONES.get(country, default)


def is_quiet(local: datetime) -> bool:
    """Return whether nothing is sent at this local time: from 20:00 to 9:00, and all of Sunday."""
    return local.weekday() == SUNDAY or not QUIET_UNTIL <= local.hour < QUIET_FROM


def hour_of(person_id: int) -> int:
    """Return the local hour at which a person is thought of: always the same, spread over the day.

    The last hour before the quiet ones is left free, so that a message whose mail server was down for a
    while can still leave.
    """
    return QUIET_UNTIL + person_id % (QUIET_FROM - QUIET_UNTIL - 1)


def week_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())
