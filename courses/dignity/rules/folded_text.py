"""A text as the lexicon reads it: folded letter by letter, with its sentences, quotations and paragraphs."""

import re
from bisect import bisect_right
from functools import cached_property
from unicodedata import combining, is_normalized, normalize

_PLAIN = dict.fromkeys("’‘ʻʼ`´", "'") | dict.fromkeys("‐‑", "-")
# Nobody sees them: soft hyphen, zero-width spaces and joiners, byte order mark.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LINE_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_SENTENCE = re.compile(rf"[^.!?{_LINE_BREAKS}]*[.!?{_LINE_BREAKS}]*")
_PARAGRAPH = re.compile(rf"[^{_LINE_BREAKS}]+")
_L = r"[A-Za-z\u0400-\u04FF]"
# Each stops at the next opening mark, so that a thousand of them cost no more than their length.
_QUOTATIONS = (
    re.compile(r'"[^"\n]*"'),
    re.compile(r"“[^“”\n]*”"),
    re.compile(r"„[^„“”\n]*[“”]"),
    re.compile(r"«[^«»\n]*»"),
    re.compile(rf"(?<!{_L})'(?:[^'\n]|(?<={_L})'(?={_L}))*'(?!{_L})"),
    re.compile(rf"(?<!{_L})‘(?:[^‘’\n]|(?<={_L})’(?={_L}))*’(?!{_L})"),
)


class FoldedText:
    """``cased`` has plain apostrophes and hyphens, ``folded`` small letters too; both count alike."""

    def __init__(self, original: str):
        self.original = original
        self._written, self._places = _composed(original)
        self.cased = _plain(self._written)
        self.folded = _lowered(self.cased)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a folded span stands in the original."""
        if self._places is None or start == end:
            return start, end
        return self._places[start], self._places[end - 1] + _width(self.original, self._places[end - 1])

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [found.end() for found in _SENTENCE.finditer(self.folded) if found.end() > found.start()]

    def sentences(self, start: int, end: int, around: int = 0) -> tuple[int, int]:
        """Return the span of the sentences that hold a span, with as many more on either side."""
        ends = self._sentence_ends
        first = max(bisect_right(ends, start) - around, 0)
        last = min(bisect_right(ends, max(end - 1, start)) + around, len(ends) - 1)
        return (ends[first - 1] if first else 0), ends[last]

    @cached_property
    def _quotations(self) -> list[tuple[int, int]]:
        spans = (found.span() for kind in _QUOTATIONS for found in kind.finditer(self._written))
        return _merged(sorted(spans))

    def is_quoted(self, start: int, end: int) -> bool:
        """Return whether a span stands inside a pair of quotation marks."""
        number = bisect_right(self._quotations, (start, len(self.folded))) - 1
        return number >= 0 and end <= self._quotations[number][1]

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """The spans between line breaks that hold anything."""
        return [found.span() for found in _PARAGRAPH.finditer(self.folded) if found.group().strip()]


def _composed(original: str) -> tuple[str, list[int] | None]:
    """Return the text with composed letters and without what nobody sees, and where each letter stood.

    Mac computers write й as и and a mark; a lexicon must not overlook it. None means that nothing moved.
    """
    if is_normalized("NFC", original) and not any(sign in original for sign in _UNSEEN):
        return original, None
    letters: list[str] = []
    places: list[int] = []
    for number, letter in enumerate(original):
        if letter in _UNSEEN:
            continue
        whole = normalize("NFC", letters[-1] + letter) if letters and combining(letter) else ""
        if len(whole) == 1:
            letters[-1] = whole
        else:
            letters.append(letter)
            places.append(number)
    return "".join(letters), places


def _plain(text: str) -> str:
    # One pass for each sign is quicker than str.translate where most letters are Cyrillic.
    for typographic, plain in _PLAIN.items():
        text = text.replace(typographic, plain)
    return text


def _width(original: str, number: int) -> int:
    end = number + 1
    while end < len(original) and combining(original[end]):
        end += 1
    return end - number


def _lowered(text: str) -> str:
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    # A few letters become two when they are made small; they stay as they are.
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that lie inside or across one another."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
