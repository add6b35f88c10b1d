"""How a text is made safe for a spreadsheet. Pure Python."""

import re
import unicodedata

_FORMULA_SIGNS = "=+-@−"
# A file made for one list separator is opened with another one: what follows any of them may begin a cell.
_SEPARATORS = re.compile(r"([,;|])")
_QUOTES = "\"'`´‘’‚“”„«»‹›"


def safe_cell(value: str | int) -> str:
    """Return a value as a spreadsheet shows it and never computes it.

    What would begin with a formula sign, also behind quotes or spaces, as a full-width variant, or
    behind a separator of another locale, begins with an apostrophe instead. Controls, line breaks
    and invisible signs become spaces.
    """
    parts = _SEPARATORS.split(_visible(str(value)))
    return "".join(part if part in ",;|" else _disarmed(part) for part in parts)


def _visible(text: str) -> str:
    seen = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in text)
    return " ".join(seen.split())


def _disarmed(part: str) -> str:
    first = part.lstrip(_QUOTES + " ")[:1]
    begins_formula = bool(first) and unicodedata.normalize("NFKC", first)[:1] in _FORMULA_SIGNS
    return f"'{part}" if begins_formula else part
