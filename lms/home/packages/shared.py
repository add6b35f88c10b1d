"""What courses and case studies stand on: evidence, words explained, pictures, recordings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from courses.api import (
    CarriedPackage,
    ConflictPlan,
    ConflictWords,
    FactPlan,
    FactWords,
    SourcePlan,
    TermPlan,
    conflict_plans,
    conflict_words,
    fact_plans,
    fact_words,
    source_plans,
    term_plans,
    terms_within,
)
from lms.home.packages.evidence import evidence_items, read_conflicts, read_facts, read_sources
from lms.home.packages.h5p_files import package_bytes, package_items, read_packages, stored_packages
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.media_files import media_bytes, media_items, read_pictures, read_recordings
from lms.home.packages.terms import SOURCE, read_terms, read_translated_terms, term_items
from lms.home.packages.translated_evidence import (
    read_conflict_words,
    read_fact_words,
    translated_evidence_items,
)
from media.api import PicturePlan, RecordingPlan, StaysHere, picture_plans, recording_plans


@dataclass(frozen=True)
class Shared:
    """Evidence and its translations, terms, pictures and recordings, each in the order of their ids.

    Terms stand by language, the source among them; ``fact_words`` and ``conflict_words`` by other languages.
    """

    sources: list[SourcePlan] = field(default_factory=list)
    facts: list[FactPlan] = field(default_factory=list)
    conflicts: list[ConflictPlan] = field(default_factory=list)
    terms: dict[str, list[TermPlan]] = field(default_factory=dict)
    pictures: list[PicturePlan] = field(default_factory=list)
    recordings: list[RecordingPlan] = field(default_factory=list)
    fact_words: dict[str, list[FactWords]] = field(default_factory=dict)
    conflict_words: dict[str, list[ConflictWords]] = field(default_factory=dict)
    packages: list[CarriedPackage] = field(default_factory=list)

    def items(self) -> dict[str, dict[str, str]]:
        """Return what it consists of, text by text: (file: {id: text})."""
        evidence = evidence_items(self.sources, self.facts, self.conflicts)
        evidence |= translated_evidence_items(self.fact_words, self.conflict_words)
        evidence |= package_items(self.packages)
        return evidence | term_items(self.terms) | media_items(self.pictures, self.recordings)

    def files(self) -> dict[str, bytes]:
        """Return the files that are no text."""
        return media_bytes(self.pictures, self.recordings) | package_bytes(self.packages)


@dataclass(frozen=True)
class Asked:
    """What texts ask for: codes of facts and disagreements, pages with blocks by language, keys of H5P."""

    facts: set[str]
    conflicts: set[str]
    pages: Mapping[str, list[Any]]
    packages: set[UUID] = field(default_factory=set)


def shown(pages: Iterable[Any], kind: str) -> list:
    """Return what the blocks of one kind show, in order, on pages that have a ``body``."""
    return [block["value"] for page in pages for block in page.body if block["type"] == kind]


def facts_shown(pages: Iterable[Any]) -> set[str]:
    """Return the codes of the facts that pages show in blocks of their own."""
    several = [each["codes"] if isinstance(each, dict) else each for each in shown(pages, "facts")]
    return {code for each in several for code in each}


def facts_of(conflicts: Iterable[ConflictPlan]) -> set[str]:
    """Return the codes of the facts on all sides of disagreements."""
    return {code for conflict in conflicts for side in conflict.positions for code in side.facts}


def uploads_shown(pages: Mapping[str, list[Any]]) -> tuple[set[str], set[str]]:
    """Return the ids of the pictures and of the recordings that pages show, in whichever language."""
    every = [page for each in pages.values() for page in each]
    return {value["picture"] for value in shown(every, "picture")}, set(shown(every, "recording"))


def stored_shared(asked: Asked) -> Shared:
    """Return what stands on this site of what texts ask for. Raises PackageError, saying what to mend."""
    conflicts = conflict_plans(asked.conflicts)
    codes = asked.facts | facts_of(conflicts)
    facts = fact_plans(codes)
    _require_published(codes - {fact.code for fact in facts})
    _require_published(asked.conflicts - {conflict.code for conflict in conflicts})
    pictures, recordings = (map(UUID, ids) for ids in uploads_shown(asked.pages))
    try:
        uploads = picture_plans(pictures), recording_plans(recordings)
    except StaysHere as error:
        raise PackageError(str(error)) from error
    sources = source_plans({fact.source for fact in facts})
    words = fact_words(codes), conflict_words(asked.conflicts)
    packages = stored_packages(asked.packages)
    return Shared(sources, facts, conflicts, _terms(asked.pages), *uploads, *words, packages)


def _terms(pages: Mapping[str, list[Any]]) -> dict[str, list[TermPlan]]:
    codes: set[str] = set()
    for language, found in pages.items():
        for page in found:
            codes |= terms_within(shown([page], "prose"), language)
    return term_plans(codes)


def _require_published(codes: set[str]) -> None:
    if codes:
        raise PackageError(
            _("Evidence is shown that is not published: %(codes)s. Publish it, or take it out.")
            % {"codes": ", ".join(sorted(codes))}
        )


def read_shared(folder: Path) -> Shared:
    """Return the same from a package's folder. Raises PackageError, KeyError, TypeError, ValueError."""
    evidence, glossary = folder / "evidence", folder / "glossary"
    terms = {SOURCE: read_terms(glossary), **read_translated_terms(glossary)} if glossary.is_dir() else {}
    has_evidence = evidence.is_dir()
    facts = _by_code(read_facts(evidence)) if has_evidence else []
    conflicts = _by_code(read_conflicts(evidence)) if has_evidence else []
    return Shared(
        sources=_by_code(read_sources(evidence)) if has_evidence else [],
        facts=facts,
        conflicts=conflicts,
        terms=_each_by_code(terms),
        pictures=sorted(read_pictures(folder), key=_by_id),
        recordings=sorted(read_recordings(folder), key=_by_id),
        fact_words=_each_by_code(read_fact_words(evidence, facts)),
        conflict_words=_each_by_code(read_conflict_words(evidence, conflicts)),
        packages=sorted(read_packages(folder), key=_by_id),
    )


def _each_by_code(plans: Mapping[str, list]) -> dict[str, list]:
    return {language: _by_code(found) for language, found in plans.items()}


def shared_here(like: Shared) -> Shared:
    """Return what stands on this site under the ids of a package, whoever shows it."""
    codes = {plan.code for plans in like.terms.values() for plan in plans}
    facts, conflicts = ([plan.code for plan in plans] for plans in (like.facts, like.conflicts))
    return Shared(
        source_plans(each.code for each in like.sources),
        fact_plans(facts),
        conflict_plans(conflicts),
        term_plans(codes),
        _here(picture_plans, like.pictures),
        _here(recording_plans, like.recordings),
        fact_words(facts),
        conflict_words(conflicts),
        stored_packages(each.key for each in like.packages),
    )


def _here(plans_of, like: list) -> list:
    """Return what is stored here under the same ids; what may not be shown is none."""
    found = []
    for plan in like:
        try:
            found += plans_of([plan.key])
        except StaysHere:
            continue
    return found


def _by_code(plans: Iterable) -> list:
    return sorted(plans, key=lambda plan: plan.code)


def _by_id(plan: PicturePlan | RecordingPlan | CarriedPackage) -> str:
    return str(plan.key)
