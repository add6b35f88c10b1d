"""What a package lays claim to on this site: ids that are free, its own course's, or somebody else's."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.utils.translation import gettext as _

from assessments.api import pool_users, taken_questions
from casestudies.api import taken_ids
from courses.api import (
    taken,
    taken_activities,
    taken_evidence,
    taken_objectives,
    taken_pages,
    taken_positions,
    unknown_codes,
)
from lms.home.packages.contents import PLACED, SOURCE, Contents, facts_behind, shown

Pairs = set[tuple[str, UUID]]


@dataclass(frozen=True)
class Claimed:
    """Ids of one kind, and the question whose they are."""

    pairs: Pairs
    taken: Callable[[Iterable[str], Iterable[UUID]], Pairs]


def _claims(contents: Contents) -> dict[str, Claimed]:
    """Return what a package would write, by kind."""
    course, lessons = contents.course, contents.lessons()
    pages = {(course.slug, course.key), *((each.code, each.key) for each in (*course.modules, *lessons))}
    questions = contents.questions[SOURCE]
    activities = {(each.code, each.activity_key) for each in questions if each.activity_key}
    claims = {
        "page": Claimed(pages, taken_pages),
        "objective": Claimed(_pairs(each for one in lessons for each in one.objectives), taken_objectives),
        "question": Claimed(_pairs(questions), taken_questions),
    }
    for kind in PLACED:
        plans = contents.placed[kind.folder, SOURCE]
        activities |= {(plan.code, plan.activity_key) for plan in plans}
        claims[kind.directive] = Claimed(_pairs(plans), _taken_of(kind.folder))
    activities |= {(contents.test.code, contents.test.key)} if contents.test else set()
    return claims | {"activity": Claimed(activities, taken_activities)}


def _pairs(plans: Iterable) -> Pairs:
    return {(plan.code, plan.key) for plan in plans}


def _taken_of(folder: str) -> Callable[[Iterable[str], Iterable[UUID]], Pairs]:
    if folder == "exercises":
        return lambda codes, keys: taken(apps.get_model("courses", "BlockExercise"), codes, keys)
    return lambda codes, keys: taken_ids(folder, codes, keys)


def foreign_ids(contents: Contents, stored: Contents | None) -> list[str]:
    """Return a sentence for every id of a package that belongs to something else on this site."""
    ours = _claims(stored) if stored else {}
    found = []
    for kind, claimed in _claims(contents).items():
        own = ours[kind].pairs if kind in ours else set()
        codes, keys = {code for code, _key in claimed.pairs}, {key for _code, key in claimed.pairs}
        for code, key in sorted(claimed.taken(codes, keys) - own):
            found.append(_foreign(kind, code, key))
    return found + _foreign_pool(contents) + _foreign_evidence(contents)


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


def _foreign_evidence(contents: Contents) -> list[str]:
    """Name evidence whose id or key is another's here; what differs in words alone is told elsewhere."""
    pairs = _pairs([*contents.facts, *contents.conflicts])
    codes, keys = {code for code, _key in pairs}, {key for _code, key in pairs}
    found = [_foreign("evidence", *pair) for pair in sorted(taken_evidence(codes, keys) - pairs)]
    sides = {side.key: one.code for one in contents.conflicts for side in one.positions}
    return found + [
        _foreign("position", code, key) for key, code in taken_positions(sides).items() if sides[key] != code
    ]


def unknown_references(contents: Contents, languages: Iterable[str]) -> list[str]:
    """Return a sentence for everything that a package points to and nobody knows."""
    conflicts = {each.code for each in contents.conflicts}
    facts = {each.code for each in contents.facts}
    cases = contents.placed["cases", SOURCE]
    asked = facts_behind(contents.lessons(), contents.questions[SOURCE], cases, contents.conflicts)
    wanted = {
        _("facts"): asked - facts - {code for code, _key in taken_evidence(asked, [])},
        _("disagreements"): _unknown_conflicts(contents, conflicts),
        _("activities"): set(shown(contents.lessons(), "activity")) - set(contents.directives()),
        _("sources"): {each.source for each in contents.facts} - {each.code for each in contents.sources},
        _("competencies or professions"): set(
            unknown_codes(competencies=contents.course.competencies, professions=contents.course.professions)
        ),
        _("languages"): set(contents.languages) - set(languages),
    }
    return [
        _("Nobody here knows these %(kind)s: %(codes)s. Add them, or take out what names them.")
        % {"kind": kind, "codes": ", ".join(sorted(codes))}
        for kind, codes in wanted.items()
        if codes
    ]


def _unknown_conflicts(contents: Contents, own: set[str]) -> set[str]:
    asked = set(shown(contents.lessons(), "conflict")) - own
    return asked - {code for code, _key in taken_evidence(asked, [])}
