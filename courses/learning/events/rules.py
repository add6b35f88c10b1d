"""Pure rules of events: the code on the door, when it opens, and words that leave the site."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

# The zones of the places that events are held in.
ZONES = ("Asia/Almaty", "Asia/Bishkek", "Asia/Dushanbe", "Asia/Tashkent")
SHORTEST, LONGEST = 15, 12 * 60
# Minutes; a short call may be evidence of a group, but it stands in for no test.
SHORTEST_COUNTED = 60
KEPT_MONTHS = 12
# Without I, L, O, U, 0 and 1: read aloud in a hall, none of them is taken for another.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 6
# Stems in the site's languages that say whom people work with; calendars and messages show them to others.
_TELLING = (
    *("syria", "iraq", "isis", "isil", "daesh", "al-hol", "returnee", "repatriat", "terror", "extremis"),
    *("radicali", "jihad", "foreign fighter", "jusan", "zhusan", "meerim", "camp children"),
    *("сири", "ирак", "игил", "даиш", "репатри", "террор", "экстрем", "радикал", "джихад", "боевик"),
    *("возвращен", "жусан", "мээрим", "сурия", "ироқ", "лаңкес", "ифрот", "suriya", "iroq", "ekstrem"),
    *("radikal", "jihod", "ishid"),
)


def day_of(moment: datetime, zone: str) -> date:
    """Return the day it is at a place at a moment."""
    return moment.astimezone(ZoneInfo(zone)).date()


def takes_code(*, starts_at: datetime, zone: str, is_cancelled: bool, is_closed: bool, now: datetime) -> bool:
    """Return whether somebody may sign in by code: on the event's own day, by the clock of its place."""
    return not (is_cancelled or is_closed) and day_of(now, zone) == day_of(starts_at, zone)


def is_changeable(
    *, starts_at: datetime, minutes: int, is_cancelled: bool, is_closed: bool, now: datetime
) -> bool:
    """Return whether an event may still be moved or cancelled: until it is over."""
    return not (is_cancelled or is_closed) and now < starts_at + timedelta(minutes=minutes)


def code_from(mac: bytes) -> str:
    """Return the code that people type, of a keyed MAC: six signs, one of 730 million."""
    number = int.from_bytes(mac)
    signs = []
    for _place in range(_CODE_LENGTH):
        number, rest = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[rest])
    return "".join(signs)


def shown_code(code: str) -> str:
    """Return a code in two groups of three, as people read it out."""
    return f"{code[:3]}-{code[3:]}"


def typed_code(typed: str) -> str:
    """Return a typed code, "" for what can be none. Dashes, spaces and case do not matter."""
    signs = re.sub(r"[\s\-–—]", "", unicodedata.normalize("NFKC", typed)).upper()
    return signs if len(signs) == _CODE_LENGTH and set(signs) <= set(_SIGNS) else ""


def telling_word(text: str) -> str:
    """Return the first word of a text that says whom people work with, "" where there is none."""
    for word in re.findall(r"[^\s,;:.!?()«»“”\"]+", text):
        if any(word.casefold().startswith(stem) for stem in _TELLING):
            return word
    folded = text.casefold()
    return next((stem for stem in _TELLING if " " in stem and stem in folded), "")
