"""Which numbers of a text stand in no evidence beside it: pure, and a question to the author, no verdict."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

# Up to ten, numbers count steps, colleagues and cups of tea.
SMALLEST_CHECKED = 11
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|„[^“]*“|\"[^\"]*\"")
_HOUR = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
_NUMBER = re.compile(r"\d[\d_]*(?:[.,]\d+)?")
# A narrow, a hard and a plain space, a comma: what stands between thousands in the site's languages.
_THOUSANDS = re.compile(r"(?<=\d)[\u202f\u00a0 ,](?=\d{3}(?!\d))")


@dataclass(frozen=True)
class Unsourced:
    """A number without evidence, as it is written, and the words around it."""

    number: str
    around: str


def unsourced_numbers(text: str, evidence: Iterable[str]) -> list[Unsourced]:
    """Return the numbers of ``text`` that no piece of ``evidence`` names, each once.

    Only digits are read; numbers below ``SMALLEST_CHECKED``, hours of the day and what stands in
    quotation marks, as examples and invented headlines do, are left alone.
    """
    known = {number for piece in evidence for _at, number in _numbers(piece)}
    found: dict[Decimal, Unsourced] = {}
    plain = _HOUR.sub(_blank, _QUOTED.sub(_blank, text))
    for at, number in _numbers(plain):
        if number >= SMALLEST_CHECKED and number not in known and number not in found:
            found[number] = Unsourced(f"{number:f}", _around(text, at))
    return list(found.values())


def _blank(match: re.Match) -> str:
    return " " * len(match.group())


def _numbers(text: str) -> list[tuple[int, Decimal]]:
    """Return where numbers begin in ``text`` and what they are."""
    # Of the same length, so that places stay where they are.
    joined = _THOUSANDS.sub("_", text)
    return [
        (match.start(), Decimal(match.group().replace("_", "").replace(",", ".")).normalize())
        for match in _NUMBER.finditer(joined)
    ]


def _around(text: str, at: int) -> str:
    """Return the words around a place, cut at spaces, at most some eighty letters."""
    start = max(0, text.rfind(" ", 0, max(0, at - 36)) + 1)
    end = text.find(" ", at + 36)
    return " ".join(text[start : end if end > 0 else len(text)].split())
