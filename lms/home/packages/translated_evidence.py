"""Facts and disagreements of a package in other languages: one file for each kind and language."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from courses.api import LANGUAGES, ConflictPlan, ConflictWords, FactPlan, FactWords
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.yaml_files import canonical_yaml, read_yaml

SOURCE = "en"
_FACT = [each.name for each in fields(FactWords) if each.name not in ("key", "code")]
_CONFLICT = ("title", "counted", "adds_up", "explanation", "show")


def read_fact_words(folder: Path, facts: Iterable[FactPlan]) -> dict[str, list[FactWords]]:
    """Return the translations of facts by language. Raises PackageError, KeyError, TypeError."""
    keys = {plan.code: plan.key for plan in facts}
    return {
        language: [_fact_words(data, _key(data, keys, path)) for data in read_yaml(path)]
        for language, path in _files(folder, "facts")
    }


def read_conflict_words(folder: Path, conflicts: Iterable[ConflictPlan]) -> dict[str, list[ConflictWords]]:
    """Return the translations of disagreements by language. Raises PackageError, KeyError, TypeError."""
    keys = {plan.code: plan.key for plan in conflicts}
    return {
        language: [_conflict_words(data, _key(data, keys, path)) for data in read_yaml(path)]
        for language, path in _files(folder, "conflicts")
    }


def _files(folder: Path, name: str) -> list[tuple[str, Path]]:
    found = [(path.suffixes[0].removeprefix("."), path) for path in sorted(folder.glob(f"{name}.*.yaml"))]
    for language, path in found:
        if language not in LANGUAGES or language == SOURCE:
            raise PackageError(
                _("%(name)s: “%(language)s” is no language that this site translates into.")
                % {"name": path.name, "language": language}
            )
    return found


def _key(data: dict[str, Any], keys: Mapping[str, UUID], path: Path) -> UUID:
    """Return the key of what is translated: a translation has none of its own, and so takes nobody's."""
    if data["id"] not in keys:
        raise PackageError(
            _("%(name)s translates “%(code)s”, which the package does not hold. Take it out.")
            % {"name": path.name, "code": str(data["id"])[:100]}
        )
    return keys[data["id"]]


def _fact_words(data: dict[str, Any], key: UUID) -> FactWords:
    return FactWords(key, data["id"], **{name: data[name] for name in _FACT if name in data})


def _conflict_words(data: dict[str, Any], key: UUID) -> ConflictWords:
    said = {name: data[name] for name in _CONFLICT if name in data}
    return ConflictWords(key, data["id"], positions=tuple(data["positions"]), **said)


def translated_evidence_items(
    facts: Mapping[str, list[FactWords]], conflicts: Mapping[str, list[ConflictWords]]
) -> dict[str, dict[str, str]]:
    """Return the translations by file and id; who has signed them stays with the site that asked."""
    found = {f"evidence/facts.{each}.yaml": _texts(facts[each], _fact_data) for each in facts}
    found |= {
        f"evidence/conflicts.{each}.yaml": _texts(conflicts[each], _conflict_data) for each in conflicts
    }
    return {name: items for name, items in found.items() if items}


def _texts(plans: list, data_of) -> dict[str, str]:
    return {plan.code: canonical_yaml([data_of(plan)]) for plan in plans}


def _fact_data(plan: FactWords) -> dict[str, Any]:
    said = {name: getattr(plan, name) for name in _FACT}
    return {"id": plan.code} | {name: text for name, text in said.items() if text}


def _conflict_data(plan: ConflictWords) -> dict[str, Any]:
    said = {name: getattr(plan, name) for name in _CONFLICT}
    data = {name: text for name, text in said.items() if text}
    return {"id": plan.code, "title": plan.title, "positions": list(plan.positions)} | data


def out_of_step(shared) -> list[str]:
    """Name translations of evidence that lack what their source says, or say what it does not.

    The translators' tables keep the words of a text side by side, so nothing can be left out of one.
    """
    facts, conflicts = _by_code(shared.facts), _by_code(shared.conflicts)
    pairs = [
        (language, words, facts[words.code], _FACT)
        for language, found in shared.fact_words.items()
        for words in found
    ]
    pairs += [
        (language, words, conflicts[words.code], _CONFLICT)
        for language, found in shared.conflict_words.items()
        for words in found
    ]
    return [
        _(
            "“%(code)s” (%(language)s) does not run parallel to what it translates: %(what)s. Bring the "
            "translation up to date."
        )
        % {"code": words.code, "language": language, "what": ", ".join(uneven)}
        for language, words, source, names in pairs
        if (uneven := _uneven(words, source, names))
    ]


def _by_code(plans: Iterable) -> dict[str, Any]:
    return {plan.code: plan for plan in plans}


def _uneven(words: Any, source: Any, names: Iterable[str]) -> list[str]:
    found = [name for name in names if bool(getattr(words, name)) != bool(getattr(source, name))]
    if isinstance(words, ConflictWords):
        sides = [bool(says) for says in words.positions]
        found += [] if sides == [bool(side.says) for side in source.positions] else ["positions"]
    return found
