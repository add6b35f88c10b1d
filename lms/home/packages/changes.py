"""What of a package differs from what is published here, thing by thing: that alone becomes a draft."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from courses.api import CoursePlan
from lms.home.packages.contents import PLACED, SOURCE, Contents, Library
from lms.home.packages.shared import Shared

Held = set[tuple[UUID, str]]
_LANGUAGE = re.compile(r"\.([a-z]{2})\.(?:yaml|md)$")


def held_by(contents: Contents | Library, stored: Contents | Library | None, told: Iterable[str]) -> Held:
    """Return (key, language) of everything that is new or changed; ``told`` are the lines of a report."""
    codes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in told:
        name, _colon, code = line.partition(": ")
        language = _LANGUAGE.search(name)
        codes[name.split("/")[0], language[1] if language else SOURCE].add(code)
    held = set(_keys(_filed(contents), codes)) | set(_keys(_shared(contents.shared), codes))
    if isinstance(contents, Contents):
        held |= set(_pages(contents, stored if isinstance(stored, Contents) else None))
    return held


def _keys(filed: Iterable[tuple[str, str, Any]], codes: dict) -> Iterator[tuple[UUID, str]]:
    for folder, language, plan in filed:
        if (getattr(plan, "code", "") or plan.slug) in codes[folder, language]:
            yield plan.key, language


def _filed(contents: Contents | Library) -> Iterator[tuple[str, str, Any]]:
    """Give (folder, language, plan) of all that a package has files of."""
    if isinstance(contents, Library):
        for language, studies in contents.studies.items():
            yield from (("studies", language, plan) for plan in studies)
        return
    for language in contents.languages:
        yield from (("lessons", language, plan) for plan in contents.lessons(language))
        yield from (("questions", language, plan) for plan in contents.questions[language])
        for kind in PLACED:
            yield from ((kind.folder, language, plan) for plan in contents.placed[kind.folder, language])


def _shared(shared: Shared) -> Iterator[tuple[str, str, Any]]:
    yield from (("evidence", SOURCE, plan) for plan in (*shared.facts, *shared.conflicts))
    for words in (shared.fact_words, shared.conflict_words):
        for language, found in words.items():
            yield from (("evidence", language, plan) for plan in found)
    for language, plans in shared.terms.items():
        yield from (("glossary", language, plan) for plan in plans)


def _pages(contents: Contents, stored: Contents | None) -> Iterator[tuple[UUID, str]]:
    """Give what stands in the files of the course itself: pages, objectives, titles of the test."""
    for language in contents.languages:
        own = contents.course_in(language)
        known = stored.course_in(language) if stored and language in stored.languages else None
        yield from _course_pages(own, known, language)
        title = contents.test_titles.get(language)
        if title and (stored is None or stored.test_titles.get(language) != title):
            yield contents.test.key, language


def _course_pages(own: CoursePlan, known: CoursePlan | None, language: str) -> Iterator[tuple[UUID, str]]:
    if known is None or _said(own) != _said(known):
        yield own.key, language
    titles = {module.key: module.title for module in known.modules} if known else {}
    objectives = _objectives(known) if known else {}
    for module in own.modules:
        if titles.get(module.key) != module.title:
            yield module.key, language
    for key, said in _objectives(own).items():
        if objectives.get(key) != said:
            yield key, language


def _said(plan: CoursePlan) -> tuple:
    words = (plan.title, plan.outward_name, plan.summary, plan.able_to, plan.slug)
    return (
        *(words, plan.valid_months, plan.is_invented, plan.test_key),
        *(sorted(plan.professions), plan.competencies),
    )


def _objectives(plan: CoursePlan) -> dict[UUID, tuple]:
    return {lesson.key: lesson.objectives for module in plan.modules for lesson in module.lessons}


def order_of(contents: Contents, among: set[UUID]) -> list[tuple[UUID, list[UUID]]]:
    """Return the modules with their lessons in order, by their keys, as far as they are ``among`` these."""
    return [
        (module.key, [lesson.key for lesson in module.lessons if lesson.key in among])
        for module in contents.course.modules
        if module.key in among
    ]
