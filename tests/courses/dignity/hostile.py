"""Texts made to be slow or strange: near matches repeated, endless words, broken characters."""

import random
import re

from courses.dignity.rules import LONGEST_TEXT, check
from tests.courses.dignity.own_sentences import data, lexicon, own_sentences

# Whole words of the patterns, and what makes matching go wrong.
_PIECES = [
    "\ud800", "\udfff", "\x00", "\u00ad", "\u200b", "и\u0306", "е\u0308", "İ", "ǰ", "ß", "ſ", "K", "ʻ", "’",
    "‘", "'", '"', "“", "”", "„", "«", "»", ".", "!", "?", "\n", "\r", "\u2028", "\xa0", "-", "–", " ",
    "   ", "\t", "1", "12", ",", "летн", "маленьк", "лет", "Syria", "Сирии", "Aizada", "А", "the", "former",
    "x" * 60, "я" * 60, "real grave serious ", "ex former the ", "🙂", "𝔦𝔰𝔦𝔰", "\u202e", "\u0301" * 5,
]  # fmt: skip


def words_of_the_lexicon() -> list[str]:
    """Return what stands between the signs of every pattern."""
    rows = [row for entry in data()["entries"] for row in entry["langs"].values()]
    sources = [source for row in rows for source in row["patterns"]]
    sources += [text for by in data()["combination_rules"]["features"].values() for text in by.values()]
    return sorted({word for source in sources for word in re.findall(r"[^\W\d_]{2,}", source)})


def hostile_texts(random_source: random.Random, length: int):
    """Give texts of about ``length`` characters without end."""
    words = words_of_the_lexicon() + _PIECES
    sentences = [sentence.text for sentence in own_sentences()]
    while True:
        few = random_source.sample(words, random_source.randint(1, 4))
        joint = random_source.choice(["", " ", "-", "  ", "\xa0", ". ", ", ", "'"])
        yield (joint.join(few) + joint) * (length // max(1, len(joint.join(few) + joint)))
        yield joint.join(random_source.choices(words, k=length // 6))[:length]
        yield "".join(random_source.choices(sentences, k=length // 60))[:length]
        yield "".join(chr(random_source.randrange(0x110000)) for _ in range(length // 4))


def worst_texts(length: int) -> list[str]:
    """Return one endless text for every word of the lexicon, and for every sign alone."""
    return [(word + " ") * (length // (len(word) + 1)) + "Syria" for word in words_of_the_lexicon()] + [
        piece * (length // len(piece)) for piece in [*_PIECES, "я", "a", "маленьк", "named ", "A1", "Ая"]
    ]


def check_everything(text: str) -> int:
    """Check a text in every language and place; return how many marks there are, all of them sound."""
    found = 0
    for language in lexicon().expressions:
        marks = check(text, lexicon=lexicon(), language=language, position="headline")
        found += len(marks)
        for mark in marks:
            assert 0 <= mark.start < mark.end <= len(text)
            assert text[mark.start : mark.end] == mark.words
    return found


__all__ = ["LONGEST_TEXT", "check_everything", "hostile_texts", "words_of_the_lexicon", "worst_texts"]
