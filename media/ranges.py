"""Parts of a file that a player asks for, as RFC 9110 has them. Pure Python."""

import re

_ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class RangeNotSatisfiable(ValueError):
    """The part that was asked for lies behind the end."""


def asked_range(header: str, size: int) -> tuple[int, int] | None:
    """Return the first and last byte of the one part that is asked for; None where the whole is sent.

    Several parts at once, and headers that are no ranges, get the whole: nobody needs them here.
    Raises RangeNotSatisfiable.
    """
    found = _ONE_RANGE.fullmatch(header.replace(" ", ""))
    if not found or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        start, end = max(0, size - int(last)), size - 1
    else:
        start, end = int(first), min(int(last or size - 1), size - 1)
        if last and int(last) < int(first):
            return None
    if start > end:
        raise RangeNotSatisfiable
    return start, end
