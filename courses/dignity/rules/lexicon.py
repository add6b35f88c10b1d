"""The stigma lexicon as data becomes rules: read whole, refused where it is wrong, compiled."""

import re
from dataclasses import dataclass
from typing import Any, get_args

from courses.dignity.rules.marks import Severity
from courses.dignity.rules.patterns import BadPattern, Pattern, alternatives, words_beginning


class LexiconError(ValueError):
    """The lexicon is not what it should be; the message says where."""


@dataclass(frozen=True)
class Window:
    """Where the cues of an exemption are looked for."""

    sentences_around: int = 0
    characters_around: int | None = None
    needs_quotation_marks: bool = False


# The lexicon says these in words; a new one has to be understood here first.
WINDOWS = {
    "the match itself with 25 characters on either side": Window(characters_around=25),
    "same sentence": Window(),
    "same sentence and one sentence on either side; needs quotation marks around the match": Window(
        sentences_around=1, needs_quotation_marks=True
    ),
    "same sentence; needs quotation marks around the match": Window(needs_quotation_marks=True),
}
RESULTS = {"none", "info", "one step lower"}


@dataclass(frozen=True)
class Exemption:
    """An exception of the lexicon: what lowers or lifts a mark. ``categories`` empty means all of them."""

    name: str
    result: str
    categories: frozenset[str]
    window: Window
    cues: dict[str, tuple[str, ...]]
    blocked_by: dict[str, re.Pattern]
    before: dict[str, re.Pattern]


@dataclass(frozen=True)
class Expression:
    """One entry in one language."""

    entry: str
    category: str
    severity: Severity
    needs_context: bool
    needs_person: bool
    why: str
    better: tuple[str, ...]
    needs_native_review: bool
    suppressed_by: re.Pattern | None
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True)
class IdentityRule:
    """Details that let somebody be found when they stand together."""

    name: str
    category: str
    severity: Severity
    needs_all: tuple[str, ...]
    needs_any: tuple[str, ...]
    least_any: int
    needs_context: bool
    why: str
    better: str
    suppressed_by: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Lexicon:
    """Everything that the check needs, ready to be used."""

    expressions: dict[str, tuple[Expression, ...]]
    exemptions: tuple[Exemption, ...]
    context_terms: dict[str, tuple[str, ...]]
    person_terms: dict[str, re.Pattern]
    features: dict[str, dict[str, tuple[Pattern, ...]]]
    identity_rules: tuple[IdentityRule, ...]


def languages_reviewed(data: dict[str, Any]) -> dict[str, bool]:
    """Return each language that has entries, and whether a native reader has gone through all of them.

    Told from the data alone: a page that only offers languages need not wait for the patterns.
    """
    found: dict[str, bool] = {}
    for entry in data["entries"]:
        for language, row in entry["langs"].items():
            found[language] = found.get(language, True) and not row.get("needs_native_review", False)
    return found


def read_lexicon(data: dict[str, Any]) -> Lexicon:
    """Return the lexicon in ``data``, as YAML gives it. Raises LexiconError."""
    try:
        return _read(data)
    except (KeyError, TypeError, AttributeError) as error:
        raise LexiconError(f"Something is missing or of the wrong kind: {error!r}") from error
    except BadPattern as error:
        raise LexiconError(str(error)) from error


def _read(data: dict[str, Any]) -> Lexicon:
    matching, macros = data["matching"], data["matching"]["macros"]
    categories = {category["id"] for category in data["categories"]}
    identity = data["combination_rules"]
    names = [entry["id"] for entry in [*data["entries"], *identity["rules"]]]
    if len(names) != len(set(names)):
        raise LexiconError("Two entries or rules have the same id.")
    return Lexicon(
        expressions=_expressions(data["entries"], macros, categories),
        exemptions=tuple(_exemption(row, data["exceptions"], macros) for row in data["exceptions"]),
        context_terms=_small(matching["context_terms"]),
        person_terms={lang: words_beginning(terms) for lang, terms in matching["person_terms"].items()},
        features=_features(identity, macros),
        identity_rules=tuple(_identity_rule(row, identity, categories) for row in identity["rules"]),
    )


def _expressions(entries: list[dict], macros, categories: set[str]) -> dict[str, tuple[Expression, ...]]:
    found: dict[str, list[Expression]] = {}
    for entry in entries:
        for language, row in entry["langs"].items():
            found.setdefault(language, []).append(_expression(entry, language, row, macros, categories))
    return {language: tuple(rows) for language, rows in found.items()}


def _expression(entry: dict, language: str, row: dict, macros, categories: set[str]) -> Expression:
    suppressing = entry.get("suppress_if_sentence_has", {}).get(language)
    sources = [(source, False) for source in row["patterns"]]
    sources += [(source, True) for source in row.get("patterns_case_sensitive", [])]
    return Expression(
        entry=entry["id"],
        category=_known(entry["category"], categories, entry["id"]),
        severity=_severity(entry),
        needs_context=_known(entry["context"], {"required", "none"}, entry["id"]) == "required",
        needs_person=entry.get("person_near", False),
        why=entry["why"],
        better=tuple(row.get("better", entry["better"])),
        needs_native_review=row.get("needs_native_review", False),
        suppressed_by=words_beginning(suppressing) if suppressing else None,
        patterns=tuple(Pattern(source, macros, is_cased=is_cased) for source, is_cased in sources),
    )


def _exemption(row: dict, rows: list[dict], macros) -> Exemption:
    relied_on = [other for other in rows if other["id"] == row.get("also_cues_of")]
    applies_to, before = row["applies_to"], row.get("before_match_pattern", {})
    return Exemption(
        name=row["id"],
        result=_known(row["result"], RESULTS, row["id"]),
        categories=frozenset() if applies_to == "all" else frozenset(applies_to),
        window=Window() if before else WINDOWS[_known(row["window"], set(WINDOWS), row["id"])],
        cues=_small(_together([row, *relied_on])),
        blocked_by={lang: words_beginning(stems) for lang, stems in row.get("blocked_by", {}).items()},
        before={lang: Pattern(source, macros).compiled for lang, source in before.items()},
    )


def _together(rows: list[dict]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        for language, cues in row.get("cues", {}).items():
            found.setdefault(language, []).extend(cues)
    return found


def _features(identity: dict, macros) -> dict[str, dict[str, tuple[Pattern, ...]]]:
    found: dict[str, dict[str, tuple[Pattern, ...]]] = {}
    for feature, by_language in identity["features"].items():
        is_cased = feature in identity["case_sensitive_features"]
        for language, source in by_language.items():
            found.setdefault(language, {})[feature] = tuple(
                Pattern(part, macros, is_cased=is_cased) for part in alternatives(source)
            )
    return found


def _identity_rule(row: dict, identity: dict, categories: set[str]) -> IdentityRule:
    for feature in [*row["needs_all"], *row["needs_any"]]:
        _known(feature, set(identity["features"]), row["id"])
    return IdentityRule(
        name=row["id"],
        category=_known(row["category"], categories, row["id"]),
        severity=_severity(row),
        needs_all=tuple(row["needs_all"]),
        needs_any=tuple(row["needs_any"]),
        least_any=row["min_any"],
        needs_context=row.get("requires_context", False),
        why=row["why"],
        better=row["better"],
        suppressed_by=_small(row.get("suppress_if_text_has", {})),
    )


def _small(words: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(word.lower() for word in found) for language, found in words.items()}


def _known(value: str, known: set[str], where: str) -> str:
    if value not in known:
        raise LexiconError(f"{where}: {value!r} is none of {', '.join(sorted(known))}")
    return value


def _severity(row: dict) -> Severity:
    _known(row["severity"], set(get_args(Severity)), row["id"])
    return row["severity"]
