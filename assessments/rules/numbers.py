"""Numbers as people write them: what one may mean, and which foreseen value it comes near."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal

# More than any count, sum or share that a question asks for; far below what makes arithmetic slow.
MOST_DIGITS = 15
GROUPED = re.compile(
    r"([1-9][0-9]{0,2}(?P<sign>[ .,'])[0-9]{3}(?:(?P=sign)[0-9]{3})*)(?:(?!(?P=sign))[.,]([0-9]+))?"
)
PLAIN = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?")
_SIGNS = str.maketrans({"−": "-", "–": "-", "’": "'", "ʼ": "'"})


def readings(text: str, unit: str = "") -> tuple[Decimal, ...]:
    """Return the numbers that a written one may be, the likeliest first; none where it is no plain number.

    Thousands may be apart by a space, point, comma or apostrophe; decimals follow a point or a comma. So
    ``1.300`` may be thirteen hundred, and a little more than one. A number is at most ``MOST_DIGITS`` digits
    long; the ``unit`` may stand behind it. Words, powers, infinity and what is not a number are none.
    """
    written = _tidy(text)
    if unit:
        written = written.removesuffix(_tidy(unit)).rstrip()
    minus, digits = ("-", written[1:].lstrip()) if written.startswith("-") else ("", written)
    if sum(sign.isdigit() for sign in digits) > MOST_DIGITS:
        return ()
    found = [match for form in (GROUPED, PLAIN) if (match := form.fullmatch(digits))]
    return tuple(dict.fromkeys(_number(minus, match[1], match[match.re.groups]) for match in found))


def _tidy(text: str) -> str:
    """Return a text with plain spaces, plain signs and small letters."""
    spaced = (" " if unicodedata.category(sign) == "Zs" else sign for sign in text)
    return "".join(spaced).translate(_SIGNS).strip().casefold()


def _number(minus: str, whole: str, decimals: str | None) -> Decimal:
    return Decimal(f"{minus}{re.sub(r'[^0-9]', '', whole)}.{decimals or '0'}")


def near(written: Iterable[Decimal], values: Mapping[str, tuple[Decimal, Decimal]]) -> str:
    """Return the first choice whose value is as near as its tolerance allows; empty where none is.

    ``values`` maps a choice to its value and to how far off an answer may be, in the unit of the question.
    """
    found = list(written)
    for choice, (value, within) in values.items():
        if any(abs(number - value) <= within for number in found):
            return choice
    return ""


def overlap(values: Iterable[tuple[Decimal, Decimal]]) -> bool:
    """Return whether two values lie so near that one answer would be near to both."""
    ordered = sorted((value - within, value + within) for value, within in values)
    return any(low <= before for (_low, before), (low, _high) in zip(ordered, ordered[1:], strict=False))
