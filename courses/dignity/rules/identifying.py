"""Details that are harmless one by one and let a person be found together, paragraph by paragraph."""

import re
from collections.abc import Callable

from courses.dignity.rules.folded_text import FoldedText
from courses.dignity.rules.lexicon import IdentityRule, Lexicon
from courses.dignity.rules.marks import Detail, Mark
from courses.dignity.rules.patterns import Pattern

# The patterns are stems; a reader is shown the whole word.
_REST_OF_WORD = re.compile(r"[^\W_]{0,40}")
_Find = Callable[[str], tuple[int, int] | None]


def identifying_marks(text: FoldedText, lexicon: Lexicon, language: str, *, has_context: bool) -> list[Mark]:
    """Return a mark for every paragraph and rule that is met in it."""
    features = lexicon.features.get(language)
    if not features:
        return []
    rules = [rule for rule in lexicon.identity_rules if _is_open(rule, text, language, has_context)]
    found = []
    for span in text.paragraphs:
        find = _finder(text, features, span)
        found += [mark for rule in rules if (mark := _met(rule, text, span, find))]
    return found


def _is_open(rule: IdentityRule, text: FoldedText, language: str, has_context: bool) -> bool:
    if rule.needs_context and not has_context:
        return False
    return not any(words in text.folded for words in rule.suppressed_by.get(language, ()))


def _finder(text: FoldedText, features: dict[str, tuple[Pattern, ...]], span: tuple[int, int]) -> _Find:
    """Return a function that gives the first place of a feature in a paragraph; looks for each once."""
    known: dict[str, tuple[int, int] | None] = {}

    def find(feature: str) -> tuple[int, int] | None:
        if feature not in known:
            known[feature] = _first(text, features.get(feature, ()), span)
        return known[feature]

    return find


def _first(text: FoldedText, patterns: tuple[Pattern, ...], span: tuple[int, int]) -> tuple[int, int] | None:
    for pattern in patterns:
        found = pattern.compiled.search(text.cased if pattern.is_cased else text.folded, *span)
        if found:
            rest = _REST_OF_WORD.match(text.folded, found.end())
            return found.start(), rest.end() if rest else found.end()
    return None


def _met(rule: IdentityRule, text: FoldedText, span: tuple[int, int], find: _Find) -> Mark | None:
    if not all(find(feature) for feature in rule.needs_all):
        return None
    if sum(1 for feature in rule.needs_any if find(feature)) < rule.least_any:
        return None
    present = [feature for feature in dict.fromkeys([*rule.needs_all, *rule.needs_any]) if find(feature)]
    start, end = text.place(*span)
    return Mark(
        entry=rule.name,
        category=rule.category,
        start=start,
        end=end,
        words=text.original[start:end],
        severity=rule.severity,
        why=rule.why,
        better=(rule.better,),
        details=tuple(_detail(feature, text, find(feature) or span) for feature in present),
    )


def _detail(feature: str, text: FoldedText, span: tuple[int, int]) -> Detail:
    start, end = text.place(*span)
    return Detail(feature, start, end, text.original[start:end])
