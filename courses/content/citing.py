"""Keeps published lessons in step with the evidence they show: a mended fact is mended wherever it stands."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from wagtail import hooks
from wagtail.models import ReferenceIndex

from courses.content.actions import compile_lessons, compile_lessons_later, count_publication
from courses.content.models import LessonPage
from courses.evidence.models import ConflictSet, Fact, Source

# What an editor waits for; the others follow as jobs of as many each.
LESSONS_AT_ONCE = 20
# Rooms above compile their own pages by this hook: a function of the ids of pages that show what changed.
CITED_HOOK = "evidence_changed_on_pages"


@transaction.atomic
def publish_lessons_citing(evidence: Fact | ConflictSet | Source) -> int:
    """Compile the published lessons that show a piece of evidence anew; returns how many there are.

    The register of claims is counted as changed also where no lesson shows it.
    """
    compiled = publish_lessons_placing(shown_through(evidence))
    count_publication()
    return compiled


@transaction.atomic
def publish_lessons_placing(placed: Iterable) -> int:
    """Compile the published lessons that place one of these rows anew; returns how many there are.

    Where very many lessons do, all but the first are compiled by jobs.
    """
    numbers = sorted(pages_showing_any(placed))
    for follow in hooks.get_hooks(CITED_HOOK):
        follow(numbers)
    live = list(LessonPage.objects.filter(pk__in=numbers).live().values_list("pk", flat=True))
    compile_lessons(live[:LESSONS_AT_ONCE])
    for start in range(LESSONS_AT_ONCE, len(live), LESSONS_AT_ONCE):
        compile_lessons_later.delay_on_commit(live[start : start + LESSONS_AT_ONCE])
    return len(live)


def shown_through(evidence) -> list:
    """Return everything a page may place that shows this evidence, in every language."""
    if isinstance(evidence, ConflictSet):
        return list(ConflictSet.objects.filter(translation_key=evidence.translation_key))
    about = (
        Q(source=evidence) if isinstance(evidence, Source) else Q(translation_key=evidence.translation_key)
    )
    facts = list(Fact.objects.filter(about))
    return [*facts, *ConflictSet.objects.filter(positions__facts__in=facts).distinct()]


def pages_showing_any(placed: Iterable) -> set[int]:
    """Return the ids of the pages that place one of these, as their rows stand. Two queries."""
    by_model: dict[type, list[str]] = {}
    for row in placed:
        by_model.setdefault(type(row), []).append(str(row.pk))
    numbers: set[int] = set()
    for model, ids in by_model.items():
        references = ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(model),
            to_object_id__in=ids,
            base_content_type__model="page",
        )
        numbers |= {int(number) for number in references.values_list("object_id", flat=True)}
    return numbers
