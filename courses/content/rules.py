"""Pure rules about courses: minutes, sizes, editions, small corrections."""

import hashlib
import json
import math
import re
from difflib import SequenceMatcher

from courses.languages.rules import reading_minutes

_FIGURE = re.compile(r"\d")
_MARKUP = re.compile(r"<[^>]+>")
SMALL_CORRECTION_WORDS = 20


def lesson_minutes(words: int, language: str, activity_minutes: list[float]) -> float:
    """Return minutes of a lesson: words at the language's reading speed plus each activity's minutes."""
    return round(reading_minutes(words, language) + sum(activity_minutes), 1)


def shown_minutes(minutes: float) -> int:
    """Return whole minutes for a reader; never less than one, and rounded up so nobody is misled."""
    return max(1, math.ceil(minutes))


def data_size_label(size: int) -> str:
    """Return a size in bytes as readers see it: "14 KB" or "1.2 MB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB"


def edition_hash(lesson_keys: list[str], activity_keys: dict, test_key: str | None, rules: dict) -> str:
    """Return what tells two editions apart: a hash over lessons in any order, activities and rules."""
    canonical = json.dumps(
        [
            sorted(lesson_keys),
            {key: sorted(activity_keys[key]) for key in sorted(activity_keys)},
            test_key,
            rules,
        ],
        sort_keys=True,
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def is_small_correction(before: str, after: str, marked: bool = False) -> bool:
    """Return whether a change may be published at once and read by a second person afterwards.

    ``before`` and ``after`` are the whole texts, markup allowed. At most twenty words may differ, no
    figure may change, and ``marked`` (an open dignity mark) refuses it.
    """
    if marked:
        return False
    old, new = _words(before), _words(after)
    removed, added = _difference(old, new)
    if any(_FIGURE.search(word) for word in removed + added):
        return False
    return 0 < max(len(removed), len(added)) <= SMALL_CORRECTION_WORDS


def _words(text: str) -> list[str]:
    return _MARKUP.sub(" ", text).split()


def _difference(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """Return the words that went and the words that came, wherever in the text."""
    removed, added = [], []
    for change, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if change != "equal":
            removed += old[i1:i2]
            added += new[j1:j2]
    return removed, added
