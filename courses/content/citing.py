"""Keeps published lessons in step with the evidence they show: a mended fact is mended wherever it stands."""

from collections.abc import Iterable

from django.db.models import Q
from wagtail.models import Page, ReferenceIndex

from courses.content.actions import publish_course
from courses.content.models import CoursePage
from courses.evidence.models import ConflictSet, Fact, Source


def publish_lessons_citing(evidence: Fact | ConflictSet | Source) -> int:
    """Compile the courses whose lessons show a piece of evidence anew; returns how many there were."""
    pages = _pages_showing(_shown_through(evidence))
    courses = {course.pk: course for page in pages for course in page.get_ancestors().type(CoursePage).live()}
    for course in courses.values():
        publish_course(course.specific, recompile=True)
    return len(courses)


def _shown_through(evidence) -> list:
    """Return everything a lesson may place that shows this evidence, in every language."""
    if isinstance(evidence, ConflictSet):
        return list(ConflictSet.objects.filter(translation_key=evidence.translation_key))
    about = (
        Q(source=evidence) if isinstance(evidence, Source) else Q(translation_key=evidence.translation_key)
    )
    facts = list(Fact.objects.filter(about))
    return [*facts, *ConflictSet.objects.filter(positions__facts__in=facts).distinct()]


def _pages_showing(placed: Iterable) -> list[Page]:
    numbers: set[int] = set()
    for row in placed:
        references = ReferenceIndex.get_references_to(row).filter(base_content_type__model="page")
        numbers |= {int(number) for number in references.values_list("object_id", flat=True)}
    return list(Page.objects.filter(pk__in=numbers))
