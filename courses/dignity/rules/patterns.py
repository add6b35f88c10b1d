"""The lexicon's patterns, compiled so that no text, however made, takes long.

Every repetition gets an upper end: no real word has more than forty letters, no real phrase more than
six adjectives, and a made-up one of a hundred thousand letters must not cost its square.
"""

import re

from courses.dignity.rules.heads import heads

LETTER = r"[A-Za-z\u0400-\u04FF]"
WORD_START = re.compile(rf"(?<!{LETTER}){LETTER}")
_LONGEST_RUN, _MOST_TURNS = 40, 6
_ATOM_REPEATED = re.compile(r"(\\[sd]|\[(?:\\.|[^\]\\])*\]|\))([*+])|(\\.|\[(?:\\.|[^\]\\])*\])|([*+])")
# They fail for Cyrillic, and the fast road below lowers a pattern's letters.
_FORBIDDEN = re.compile(r"\\[bBwWSD]")


class BadPattern(ValueError):
    """A pattern that cannot be compiled or could be slow; the message says which and why."""


class Pattern:
    """One way to write an expression; compiled for folded (small) letters unless ``is_cased``."""

    def __init__(self, source: str, macros: dict[str, str], *, is_cased: bool = False):
        self.source, self.is_cased = source, is_cased
        if _FORBIDDEN.search(source):
            raise BadPattern(f"{source}: \\b, \\w and their opposites are not understood")
        # Lowered before the macros come in: their classes name both cases.
        written = source if is_cased else _lowered(source)
        self.heads = heads(written.removeprefix("{B}")) if written.startswith("{B}") else frozenset({""})
        for name, meaning in macros.items():
            written = written.replace(name, meaning)
        try:
            self.compiled = re.compile(bounded(written))
        except re.error as error:
            raise BadPattern(f"{source}: {error}") from error


def _lowered(source: str) -> str:
    """Return a pattern in small letters, its macros as they are."""
    return "".join(
        part if re.fullmatch(r"\{[A-Z]\}", part) else part.lower()
        for part in re.split(r"(\{[A-Z]\})", source)
    )


def bounded(pattern: str) -> str:
    """Give every open repetition an upper end. Raises BadPattern where a single letter is repeated."""

    def close(found: re.Match) -> str:
        atom, sign, alone, stray = found.groups()
        if stray:
            raise BadPattern(f"{pattern}: only classes and groups may be repeated")
        if alone:
            return alone
        most = _MOST_TURNS if atom == ")" else _LONGEST_RUN
        return f"{atom}{{{int(sign == '+')},{most}}}"

    return _ATOM_REPEATED.sub(close, pattern)


def alternatives(source: str) -> list[str]:
    """Return the alternatives of a pattern that stand outside every group."""
    found, depth, current, number = [], 0, "", 0
    while number < len(source):
        step = 2 if source[number] == "\\" else 1
        piece = source[number : number + step]
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(piece, 0)
        if piece == "|" and depth == 0:
            found.append(current)
            current = ""
        else:
            current += piece
        number += step
    return [*found, current]


def words_beginning(stems: list[str]) -> re.Pattern:
    """Return a pattern for folded text that finds a word beginning with one of ``stems``."""
    return re.compile(rf"(?<!{LETTER})(?:{'|'.join(re.escape(stem.lower()) for stem in stems)})")
