"""The fonts of the document, and which letters they can draw."""

from functools import lru_cache
from pathlib import Path

from lms.certificates import rules

FOLDER = Path(__file__).parent / "fonts"


@lru_cache(maxsize=1)
def covered() -> tuple[range, ...]:
    """The code points that every font of the folder can draw, from its list."""
    lines = (FOLDER / "coverage.txt").read_text(encoding="utf-8").splitlines()
    spans = (span for line in lines if not line.startswith("#") for span in line.split())
    pairs = (span.split("-") for span in spans)
    return tuple(range(int(first, 16), int(last, 16) + 1) for first, last in pairs)


def unprintable_letters(text: str) -> list[str]:
    """Letters of `text` that no document could show, each once."""
    return rules.unprintable_letters(text, covered=covered())
