"""When two short answers say the same: what is compared instead of what was typed."""

import re
import unicodedata

# A number: whole or with decimals, a space, point or comma before each three digits or none at all.
# Three digits behind one sign are thousands, 1.300 as much as 1,300; fewer or more are decimals.
NUMBER = re.compile(
    r"""
    (?<![0-9])(?<![0-9][.,])
    (?P<minus>(?<!\S)-)?
    (?:
        (?P<grouped>[1-9][0-9]{0,2}(?P<sign>[ .,])[0-9]{3}(?:(?P=sign)[0-9]{3})*)
        (?:(?!(?P=sign))[.,](?P<part>[0-9]+))?
      |
        (?P<whole>[0-9]+)(?:[.,](?P<decimals>[0-9]+))?
    )
    (?![0-9])(?![.,][0-9])
    """,
    re.VERBOSE,
)


def answer_key(folded: str) -> str:
    """Return what a short answer is compared by; empty where no letter, digit or symbol was written.

    ``folded`` is the text after the folding of its language. Punctuation and runs of spaces do not
    count, nor how a number is written. Nothing is guessed: a slip of the pen is another answer.
    """
    pieces, end = [], 0
    for match in NUMBER.finditer(folded):
        pieces += [_words(folded[end : match.start()]), _number(match)]
        end = match.end()
    pieces.append(_words(folded[end:]))
    return " ".join(" ".join(pieces).split())


def _words(text: str) -> str:
    return "".join(" " if unicodedata.category(sign).startswith("P") else sign for sign in text)


def _number(match: re.Match) -> str:
    whole = re.sub(r"[^0-9]", "", match["grouped"] or match["whole"]).lstrip("0") or "0"
    decimals = (match["part"] or match["decimals"] or "").rstrip("0")
    return (match["minus"] or "") + (f"{whole}.{decimals}" if decimals else whole)
