"""Compiles case studies when they are published, and anew when the evidence they show has changed."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from celery import shared_task
from django.db import transaction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from casestudies.studies.compile import compile_study
from casestudies.studies.models import CaseStudyPage, CompiledStudy
from courses.api import changes_with, count_publication

# What an editor waits for; the others follow as jobs of as many each.
STUDIES_AT_ONCE = 10

# Short names of what was published inside ``counted_once``; None outside of it.
_held: ContextVar[list[str] | None] = ContextVar("studies_held", default=None)


def connect() -> None:
    """Listen for publications, moves and changed addresses of case studies."""
    page_published.connect(_published, sender=CaseStudyPage, dispatch_uid="compile_study")
    page_slug_changed.connect(_published, sender=CaseStudyPage, dispatch_uid="compile_renamed_study")
    page_unpublished.connect(_withdrawn, sender=CaseStudyPage, dispatch_uid="withdraw_study")
    post_page_move.connect(_moved, dispatch_uid="compile_moved_study")


@contextmanager
def counted_once() -> Iterator[None]:
    """Publish many studies as one publication: every process reads its memory anew once, not for each."""
    held: list[str] = []
    with transaction.atomic():
        token = _held.set(held)
        try:
            yield
        finally:
            _held.reset(token)
        if held:
            count_publication()


def _count(slug: str) -> None:
    held = _held.get()
    if held is None:
        count_publication()
    else:
        held.append(slug)


def _published(sender, instance: CaseStudyPage, **kwargs) -> None:
    publish_study(instance)


def _withdrawn(sender, instance: CaseStudyPage, **kwargs) -> None:
    withdraw_study(instance)


def _moved(sender, instance, **kwargs) -> None:
    if isinstance(instance.specific, CaseStudyPage) and instance.live:
        publish_study(instance.specific)


@transaction.atomic
def publish_study(study: CaseStudyPage) -> None:
    """Compile a published study in its language and count the publication."""
    # The row of a translation may hold strings that nobody has signed yet; published is its revision.
    shown = study.live_revision.as_object() if study.live_revision_id else study
    artifact = compile_study(shown, study.last_published_at)
    CompiledStudy.objects.update_or_create(
        study_key=study.translation_key,
        language=study.locale.language_code,
        defaults={"slug": study.slug, "artifact": {**artifact, "slug": study.slug}},
    )
    _count(study.slug)


@transaction.atomic
def withdraw_study(study: CaseStudyPage) -> None:
    """Take a study off the shelf in its language."""
    CompiledStudy.objects.filter(
        study_key=study.translation_key, language=study.locale.language_code
    ).delete()
    _count(study.slug)


def publish_studies(numbers: Iterable[int] | None = None) -> int:
    """Compile published studies anew, all of them or those with these page ids; returns how many."""
    found = CaseStudyPage.objects.live().select_related("locale", "live_revision")
    studies = list(found if numbers is None else found.filter(pk__in=list(numbers)))
    with counted_once():
        for study in studies:
            publish_study(study)
    return len(studies)


@shared_task(name="casestudies.compile_studies")
def compile_studies_later(numbers: list[int]) -> None:
    """Compile studies anew, after evidence changed that very many of them show."""
    publish_studies(numbers)


def follow_evidence(pages: list[int]) -> None:
    """Compile those of the pages that are studies anew; very many of them by jobs."""
    found = CaseStudyPage.objects.live().filter(pk__in=pages)
    _publish_anew(list(found.order_by("pk").values_list("pk", flat=True)))


def follow_term(term) -> None:
    """Compile the studies anew that explain a term of the glossary, or hold it now."""
    numbers: list[int] = []
    for compiled in CompiledStudy.objects.iterator(100):
        if changes_with(term, compiled, [compiled.artifact["html"]]):
            pages = CaseStudyPage.objects.live().filter(
                translation_key=compiled.study_key, locale__language_code=compiled.language
            )
            numbers += pages.values_list("pk", flat=True)
    _publish_anew(sorted(numbers))


def _publish_anew(numbers: list[int]) -> None:
    publish_studies(numbers[:STUDIES_AT_ONCE])
    for start in range(STUDIES_AT_ONCE, len(numbers), STUDIES_AT_ONCE):
        compile_studies_later.delay_on_commit(numbers[start : start + STUDIES_AT_ONCE])
