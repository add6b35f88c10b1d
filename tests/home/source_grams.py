"""Ten words in a row of a source document, known by their hashes alone.

``python -m tests.home.source_grams FOLDER`` writes the hashes of the documents (``*.txt``) in FOLDER to
``source_grams.bin``, sorted; the documents themselves are not part of the project.
"""

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

LENGTH = 10
# Of 26,000 hashes of 40 bits, a text of a million words meets one by chance once in forty texts.
HASH_BYTES = 5
HASHES = Path(__file__).with_name("source_grams.bin")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def grams(text: str) -> Iterator[tuple[bytes, list[str]]]:
    """Give the hash of every ten words in a row, without case and punctuation, and the words as written."""
    words = [word.replace("’", "'") for word in _WORD.findall(text)]
    folded = [word.casefold() for word in words]
    for start in range(len(words) - LENGTH + 1):
        gram = " ".join(folded[start : start + LENGTH])
        digest = hashlib.blake2b(gram.encode(), digest_size=HASH_BYTES).digest()
        yield digest, words[start : start + LENGTH]


@cache
def known() -> frozenset[bytes]:
    """Return the hashes of all ten words in a row of the source documents."""
    data = HASHES.read_bytes()
    return frozenset(data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES))


def taken_over(text: str, quotations: Iterable[str] = ()) -> list[str]:
    """Return every ten words in a row of ``text`` that also stand in a source document.

    Names and titles are nobody's sentences: where half of the words begin with a capital letter, they
    are excused. So are ``quotations``, which are marked as such with their speaker.
    """
    excused = {digest for quotation in quotations for digest, _words in grams(quotation)}
    return [
        " ".join(words)
        for digest, words in grams(text)
        if digest in known() and digest not in excused and not _is_name(words)
    ]


def _is_name(words: list[str]) -> bool:
    return 2 * sum(1 for word in words if word[0].isupper()) >= len(words)


def write_hashes(folder: Path) -> int:
    """Write the hashes of the documents in ``folder``; return how many."""
    texts = [path.read_text("utf-8", errors="replace") for path in sorted(folder.glob("*.txt"))]
    found = sorted({digest for text in texts for digest, _words in grams(text)})
    HASHES.write_bytes(b"".join(found))
    return len(found)


if __name__ == "__main__":
    print(write_hashes(Path(sys.argv[1])), "hashes")  # noqa: T201
