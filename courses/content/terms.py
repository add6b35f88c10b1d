"""Keeps published texts in step with the glossary: a mended term is mended wherever it is explained."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from wagtail import hooks
from wagtail.models import Locale

from courses.content.actions import compile_lessons, compile_lessons_later, count_publication
from courses.content.citing import LESSONS_AT_ONCE
from courses.content.models import CompiledLesson, LessonPage
from courses.content.translating import write_translation
from courses.glossary.marking import holds_term
from courses.glossary.models import GlossaryTerm
from courses.glossary.writing import TermPlan
from courses.handing_in import Drafts

# Rooms above compile their own pages by this hook: a function of the term that changed.
TERM_HOOK = "term_changed"


@transaction.atomic
def publish_lessons_explaining(term: GlossaryTerm) -> int:
    """Compile the published lessons anew that explain a term or hold it now; returns how many there are.

    The glossary itself is counted as changed also where no lesson holds the term. Where very many
    lessons do, all but the first are compiled by jobs.
    """
    for follow in hooks.get_hooks(TERM_HOOK):
        follow(term)
    live = sorted(_lessons_holding(term))
    compile_lessons(live[:LESSONS_AT_ONCE])
    for start in range(LESSONS_AT_ONCE, len(live), LESSONS_AT_ONCE):
        compile_lessons_later.delay_on_commit(live[start : start + LESSONS_AT_ONCE])
    count_publication()
    return len(live)


def changes_with(term: GlossaryTerm, compiled, prose: Iterable[str]) -> bool:
    """Return whether a compiled text with this ``prose`` explains a term, or holds it now.

    Whether a native reader has read a translated term stands at its source, and is told where the
    translation is explained.
    """
    own = term.locale.language_code
    if term.code in compiled.artifact.get("terms", ()):
        return own in (compiled.language, settings.LANGUAGE_CODE)
    return own == compiled.language and holds_term(prose, term)


def _lessons_holding(term: GlossaryTerm) -> set[int]:
    keys: dict[str, list[UUID]] = {}
    for compiled in CompiledLesson.objects.iterator(100):
        if changes_with(term, compiled, _prose(compiled.artifact)):
            keys.setdefault(compiled.language, []).append(compiled.lesson_key)
    pages = (
        LessonPage.objects.filter(translation_key__in=held, locale__language_code=language)
        for language, held in keys.items()
    )
    return {number for found in pages for number in found.values_list("pk", flat=True)}


def _prose(artifact: dict[str, Any]) -> Iterator[str]:
    return (piece["html"] for piece in artifact["pieces"] if piece.get("type") == "prose")


def translate_term(plan: TermPlan, language: str, drafts: Drafts | None = None) -> GlossaryTerm:
    """Translate a term and publish it; ``plan`` holds the words under the source's key.

    With ``drafts`` it waits for a second person. Raises TranslationMismatch.
    """
    source = GlossaryTerm.objects.get(translation_key=plan.key, locale=Locale.get_default())
    shadow = GlossaryTerm(term=plan.term, forms="\n".join(plan.forms), definition=plan.definition)
    return write_translation(source, shadow, language, drafts)
