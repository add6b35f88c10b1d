"""What a package lays claim to on this site: ids that are free, its own course's, or somebody else's."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _

from assessments.api import pool_users, taken_questions
from casestudies.api import taken_ids, taken_studies
from courses.api import (
    taken_activities,
    taken_evidence,
    taken_exercises,
    taken_h5p,
    taken_objectives,
    taken_pages,
    taken_positions,
    taken_terms,
    unknown_codes,
)
from lms.home.packages.contents import PLACED, SOURCE, Contents, Library, asked_by
from lms.home.packages.shared import Shared, facts_of, shown, uploads_shown

Pairs = set[tuple[str, UUID]]


@dataclass(frozen=True)
class Claimed:
    """Ids of one kind, and the question whose they are."""

    pairs: Pairs
    taken: Callable[[Iterable[str], Iterable[UUID]], Pairs]


def _claims(contents: Contents | Library) -> dict[str, Claimed]:
    """Return what a package would write, by kind."""
    if isinstance(contents, Library):
        pairs = {(study.slug, study.key) for study in contents.studies[SOURCE]}
        return {"case study": Claimed(pairs, _taken_by_studies)}
    course, lessons = contents.course, contents.lessons()
    pages = {(course.slug, course.key), *((each.code, each.key) for each in (*course.modules, *lessons))}
    questions = contents.questions[SOURCE]
    activities = {(each.code, each.activity_key) for each in questions if each.activity_key}
    claims = {
        "page": Claimed(pages, _taken_by_pages),
        "objective": Claimed(_pairs(each for one in lessons for each in one.objectives), taken_objectives),
        "question": Claimed(_pairs(questions), taken_questions),
    }
    for kind in PLACED:
        plans = contents.placed[kind.folder, SOURCE]
        activities |= {(plan.code, plan.activity_key) for plan in plans}
        claims[kind.directive] = Claimed(_pairs(plans), _taken_of(kind.folder))
    activities |= {(contents.test.code, contents.test.key)} if contents.test else set()
    return claims | {"activity": Claimed(activities, taken_activities)}


def _taken_by_pages(codes: Iterable[str], keys: Iterable[UUID]) -> Pairs:
    """Return pages with one of these; a lesson may have a study's short name, never its key."""
    return taken_pages(codes, keys) | taken_studies((), keys)


def _taken_by_studies(codes: Iterable[str], keys: Iterable[UUID]) -> Pairs:
    return taken_studies(codes, keys) | taken_pages((), keys)


def _pairs(plans: Iterable) -> Pairs:
    return {(plan.code, plan.key) for plan in plans}


def _taken_of(folder: str) -> Callable[[Iterable[str], Iterable[UUID]], Pairs]:
    own = {"exercises": taken_exercises, "h5p": taken_h5p}
    return own.get(folder) or partial(taken_ids, folder)


def foreign_ids(contents: Contents | Library, stored: Contents | Library | None) -> list[str]:
    """Return a sentence for every id of a package that belongs to something else on this site."""
    ours = _claims(stored) if stored else {}
    found = []
    for kind, claimed in _claims(contents).items():
        own = ours[kind].pairs if kind in ours else set()
        codes, keys = {code for code, _key in claimed.pairs}, {key for _code, key in claimed.pairs}
        for code, key in sorted(claimed.taken(codes, keys) - own):
            found.append(_foreign(kind, code, key))
    found += _foreign_pool(contents) if isinstance(contents, Contents) else []
    return found + _foreign_evidence(contents.shared) + _twice(contents)


def _twice(contents: Contents | Library) -> list[str]:
    """Name keys that a package gives to two things of a kind."""
    found = []
    for kind, claimed in _claims(contents).items():
        keys = [key for _code, key in claimed.pairs]
        found += [
            _("%(kind)s “%(code)s” has the key of another of the package. Give it one of its own.")
            % {"kind": kind, "code": code}
            for code, key in sorted(claimed.pairs)
            if keys.count(key) > 1
        ]
    return found


def _foreign(kind: str, code: str, key: UUID) -> str:
    return _(
        "%(kind)s “%(code)s” (%(key)s) belongs to another course here, or to a draft. Give yours another "
        "id, or publish the draft first."
    ) % {"kind": kind, "code": code, "key": key}


def _foreign_pool(contents: Contents) -> list[str]:
    test = contents.test
    if test is None or pool_users(test.pool) <= {test.code}:
        return []
    return [
        _("Another test draws from the pool “%(pool)s” here. Give yours another name.") % {"pool": test.pool}
    ]


def _foreign_evidence(shared: Shared) -> list[str]:
    """Name evidence whose id or key is another's here; what differs in words alone is told elsewhere."""
    pairs = _pairs([*shared.facts, *shared.conflicts])
    codes, keys = {code for code, _key in pairs}, {key for _code, key in pairs}
    found = [_foreign("evidence", *pair) for pair in sorted(taken_evidence(codes, keys) - pairs)]
    terms = _pairs(shared.terms.get(SOURCE, ()))
    codes, keys = {code for code, _key in terms}, {key for _code, key in terms}
    found += [_foreign("term", *pair) for pair in sorted(taken_terms(codes, keys) - terms)]
    sides = {side.key: one.code for one in shared.conflicts for side in one.positions}
    return found + [
        _foreign("position", code, key) for key, code in taken_positions(sides).items() if sides[key] != code
    ]


def unknown_references(contents: Contents | Library, languages: Iterable[str]) -> list[str]:
    """Return a sentence for everything that a package points to and nobody knows."""
    asked, shared = asked_by(contents), contents.shared
    facts = asked.facts | facts_of(shared.conflicts)
    missing = facts - {each.code for each in shared.facts}
    conflicts = asked.conflicts - {each.code for each in shared.conflicts}
    pictures, recordings = uploads_shown(asked.pages)
    wanted = {
        _("facts"): missing - _known_evidence(missing),
        _("disagreements"): conflicts - _known_evidence(conflicts),
        _("sources"): {each.source for each in shared.facts} - {each.code for each in shared.sources},
        _("pictures"): pictures - {str(each.key) for each in shared.pictures},
        _("recordings"): recordings - {str(each.key) for each in shared.recordings},
        _("H5P packages"): {str(key) for key in asked.packages - {each.key for each in shared.packages}},
        _("languages"): set(contents.languages) - set(languages),
        **(_unknown_in_course(contents) if isinstance(contents, Contents) else {}),
    }
    return [
        _("Nobody here knows these %(kind)s: %(codes)s. Add them, or take out what names them.")
        % {"kind": kind, "codes": ", ".join(sorted(codes))}
        for kind, codes in wanted.items()
        if codes
    ]


def _unknown_in_course(contents: Contents) -> dict[str, set[str]]:
    unknown = unknown_codes(
        competencies=contents.course.competencies, professions=contents.course.professions
    )
    return {
        _("activities"): set(shown(contents.lessons(), "activity")) - set(contents.directives()),
        _("competencies or professions"): set(unknown),
    }


def _known_evidence(codes: Iterable[str]) -> set[str]:
    return {code for code, _key in taken_evidence(codes, [])}


def unlike_their_source(contents: Contents | Library) -> list[str]:
    """Name translations whose blocks are not those of their source.

    Texts, pictures and recordings may be others, block for block; the rest is the source's.
    """
    pages = asked_by(contents).pages
    own = {page.key: [_shape(block) for block in page.body] for page in pages[SOURCE]}
    return [
        _(
            "%(page)s (%(language)s) does not have the blocks of its source, in the same order. It may show "
            "another picture or play another recording, but neither one more nor one less, and it shows the "
            "same evidence and activities. Bring the translation up to date."
        )
        % {"page": page.title, "language": language}
        for language, found in pages.items()
        for page in found
        if page.key in own and [_shape(block) for block in page.body] != own[page.key]
    ]


def _shape(block: dict) -> tuple:
    """Return what of a block is the same in every language."""
    kind, value = block["type"], block["value"]
    if kind == "facts":
        return kind, tuple(value["codes"] if isinstance(value, dict) else value)
    if kind in ("conflict", "activity"):
        return kind, value
    return kind, value["is_ornament"] if kind == "picture" else ""
