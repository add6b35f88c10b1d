"""Where a piece of evidence is used: pages and disagreements, published and drafted told apart."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from wagtail import hooks
from wagtail.models import Page

from courses.activities.models import Activity
from courses.content.citing import pages_showing_any, shown_through
from courses.content.drafts import edit_url
from courses.content.models import LessonPage
from courses.evidence.models import ConflictSet, Fact, Source

# Rooms above answer by this hook for what they keep: a function of codes of facts that returns uses.
USES_HOOK = "uses_of_facts"


@dataclass(frozen=True)
class Use:
    """One place that uses a piece of evidence; ``is_published`` is False where only a draft does."""

    kind: str
    title: str
    edit_url: str
    is_published: bool


def uses_of(evidence: Fact | ConflictSet | Source) -> list[Use]:
    """Return every place that uses it, the published ones first."""
    placed = shown_through(evidence)
    facts = [row for row in placed if isinstance(row, Fact)]
    found = [*_pages(placed)]
    if isinstance(evidence, Source):
        found += [use_of(fact, is_published=fact.live) for fact in facts]
    elif facts:
        found += _conflicts(facts)
    codes = sorted({fact.code for fact in facts})
    for ask in hooks.get_hooks(USES_HOOK) if codes else ():
        found += ask(codes)
    return sorted(found, key=lambda use: not use.is_published)


def uses_of_activity(activity: Activity) -> list[Use]:
    """Return the lessons that place an activity, in every language, the published ones first."""
    placed = Activity.objects.filter(translation_key=activity.translation_key)
    return sorted(_pages(list(placed)), key=lambda use: not use.is_published)


def use_of(item, *, is_published: bool) -> Use:
    """Return a page or row as a use."""
    return Use(str(item._meta.verbose_name), str(item), edit_url(item), is_published)


def _pages(placed: Iterable) -> list[Use]:
    numbers = pages_showing_any(placed)
    rows = Page.objects.filter(pk__in=numbers).select_related("locale").specific()
    found = {page.pk: use_of(page, is_published=page.live) for page in rows}
    wanted = {(type(row)._meta.model_name, row.pk) for row in placed}
    drafts = LessonPage.objects.filter(has_unpublished_changes=True).exclude(pk__in=numbers)
    for lesson in drafts.select_related("latest_revision"):
        if wanted & set(_placed_in(_saved_list(lesson, "body"))):
            found[lesson.pk] = use_of(lesson, is_published=False)
    return list(found.values())


def _conflicts(facts: list[Fact]) -> list[Use]:
    rows = ConflictSet.objects.filter(positions__facts__in=facts).distinct()
    found = {conflict.pk: use_of(conflict, is_published=conflict.live) for conflict in rows}
    wanted = {fact.pk for fact in facts}
    drafts = ConflictSet.objects.filter(has_unpublished_changes=True).exclude(pk__in=found)
    for conflict in drafts.select_related("latest_revision"):
        positions = _saved_list(conflict, "positions")
        if any(wanted & set(position.get("facts", ())) for position in positions):
            found[conflict.pk] = use_of(conflict, is_published=False)
    return list(found.values())


def _saved_list(item, name: str) -> list[dict[str, Any]]:
    """Return a list out of the newest draft; blocks are kept there as JSON text."""
    saved = item.latest_revision.content.get(name) if item.latest_revision else None
    return json.loads(saved) if isinstance(saved, str) else saved or []


def _placed_in(body: list[dict[str, Any]]) -> Iterator[tuple[str, int]]:
    for block in body:
        if block["type"] == "facts":
            yield from (("fact", item["value"]) for item in block["value"]["facts"])
        elif block["type"] == "conflict":
            yield "conflictset", block["value"]["conflict"]
        elif block["type"] == "activity":
            yield "activity", block["value"]["activity"]
