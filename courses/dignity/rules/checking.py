"""Finds the lexicon's expressions in a text and says what is left of each after the exceptions.

Follows ``matching.procedure`` of the lexicon line by line.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal, get_args

from courses.dignity.rules.exempting import severity_left
from courses.dignity.rules.folded_text import FoldedText
from courses.dignity.rules.heads import LONGEST_HEAD
from courses.dignity.rules.identifying import identifying_marks
from courses.dignity.rules.lexicon import Expression, Lexicon
from courses.dignity.rules.marks import Mark, Severity
from courses.dignity.rules.patterns import WORD_START, Pattern
from courses.languages.rules import UnknownLanguage

Position = Literal["body", "headline", "caption", "tag", "push"]
POSITIONS: tuple[str, ...] = get_args(Position)


def check(text: str, *, lexicon: Lexicon, language: str, position: str = "body") -> list[Mark]:
    """Return what should be looked at again in ``text``, in the order it is read.

    ``language`` is the text's; ``position`` is where it stands, and a headline is judged more strictly.
    Raises UnknownLanguage. Takes any text in bounded time, see ``patterns``.
    """
    if language not in lexicon.expressions:
        raise UnknownLanguage(language)
    reading = Reading(FoldedText(text), lexicon, language, position)
    marks = [mark for match in _matches(reading) if (mark := _mark(reading, match))]
    marks += identifying_marks(reading.text, lexicon, language, has_context=reading.has_context)
    # At one place the lexicon's own order stays.
    return sorted(marks, key=lambda mark: (mark.start, mark.end))


@dataclass
class Reading:
    """One text being checked, with what was found out about it on the way."""

    text: FoldedText
    lexicon: Lexicon
    language: str
    position: str
    answers: dict = field(default_factory=dict)

    @cached_property
    def has_context(self) -> bool:
        """Whether the text is about people who came home from a conflict zone."""
        terms = self.lexicon.context_terms.get(self.language, ())
        return any(term in self.text.folded for term in terms)

    def has_word_beginning(self, pattern, span: tuple[int, int]) -> bool:
        """Whether a word in ``span`` begins with one of a pattern's stems; asked once for each span."""
        key = (pattern, span)
        if key not in self.answers:
            self.answers[key] = pattern.search(self.text.folded, *span) is not None
        return self.answers[key]


@dataclass(frozen=True)
class Match:
    """Where a pattern matched, in the folded text."""

    expression: Expression
    start: int
    end: int


@dataclass(frozen=True)
class _Index:
    """The patterns of a language by the beginnings of words they can match, and those without one."""

    by_head: dict[str, list[tuple[Expression, Pattern]]]

    def candidates(self, beginning: str) -> list[tuple[Expression, Pattern]]:
        """Return what can match at a word with this beginning."""
        heads = (beginning[:length] for length in range(len(beginning) + 1))
        return [row for head in dict.fromkeys(heads) for row in self.by_head.get(head, ())]


def _matches(reading: Reading) -> Iterator[Match]:
    for is_cased, text in ((False, reading.text.folded), (True, reading.text.cased)):
        yield from _matches_in(text, _index(reading.lexicon.expressions[reading.language], is_cased=is_cased))


def _matches_in(text: str, index: _Index) -> Iterator[Match]:
    """Give every match of every pattern, those of one pattern side by side, as ``finditer`` would."""
    if not any(head in text for head in index.by_head):
        return
    free_from: dict[Pattern, int] = {}
    met: dict[str, list[tuple[Expression, Pattern]]] = {}
    for at in [word.start() for word in WORD_START.finditer(text)]:
        beginning = text[at : at + LONGEST_HEAD]
        if beginning not in met:
            met[beginning] = index.candidates(beginning)
        for expression, pattern in met[beginning]:
            if free_from.get(pattern, 0) <= at and (found := pattern.compiled.match(text, at)):
                free_from[pattern] = found.end()
                yield Match(expression, at, found.end())


@lru_cache(maxsize=32)
def _index(expressions: tuple[Expression, ...], *, is_cased: bool) -> _Index:
    by_head: dict[str, list] = {}
    for expression in expressions:
        for pattern in expression.patterns:
            for head in pattern.heads if pattern.is_cased is is_cased else ():
                by_head.setdefault(head, []).append((expression, pattern))
    return _Index(by_head)


def _mark(reading: Reading, match: Match) -> Mark | None:
    severity = _severity(reading, match)
    if severity is None:
        return None
    left, exception = severity_left(reading, match, severity)
    if left is None:
        return None
    start, end = reading.text.place(match.start, match.end)
    expression = match.expression
    return Mark(
        entry=expression.entry,
        category=expression.category,
        start=start,
        end=end,
        words=reading.text.original[start:end],
        severity=left,
        why=expression.why,
        better=expression.better,
        exception=exception,
        needs_native_review=expression.needs_native_review,
    )


def _severity(reading: Reading, match: Match) -> Severity | None:
    """Return how serious a match is where it stands, before exceptions; None where it is no match at all."""
    expression = match.expression
    if expression.needs_context and not reading.has_context:
        return None
    sentence = reading.text.sentences(match.start, match.end)
    persons = reading.lexicon.person_terms.get(reading.language)
    if expression.needs_person and not (persons and reading.has_word_beginning(persons, sentence)):
        return None
    if expression.suppressed_by and reading.has_word_beginning(expression.suppressed_by, sentence):
        return None
    return "medium" if expression.severity == "low" and reading.position != "body" else expression.severity
