"""Keeps published lessons in step with the glossary: a mended term is mended wherever it is explained."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from wagtail.models import Locale

from courses.content.actions import compile_lessons, compile_lessons_later, count_publication
from courses.content.citing import LESSONS_AT_ONCE
from courses.content.models import CompiledLesson, LessonPage
from courses.content.translating import write_translation
from courses.glossary.models import GlossaryTerm
from courses.glossary.rules import Entry, mark
from courses.glossary.writing import TermPlan
from courses.handing_in import Drafts


@transaction.atomic
def publish_lessons_explaining(term: GlossaryTerm) -> int:
    """Compile the published lessons anew that explain a term or hold it now; returns how many there are.

    The glossary itself is counted as changed also where no lesson holds the term. Where very many
    lessons do, all but the first are compiled by jobs.
    """
    live = sorted(_lessons_holding(term))
    compile_lessons(live[:LESSONS_AT_ONCE])
    for start in range(LESSONS_AT_ONCE, len(live), LESSONS_AT_ONCE):
        compile_lessons_later.delay_on_commit(live[start : start + LESSONS_AT_ONCE])
    count_publication()
    return len(live)


def _lessons_holding(term: GlossaryTerm) -> set[int]:
    language = term.locale.language_code
    entry = Entry(term.code, term.written_forms)
    keys = [
        compiled.lesson_key
        for compiled in CompiledLesson.objects.filter(language=language).iterator(100)
        if term.code in compiled.artifact.get("terms", ()) or _holds(compiled.artifact, entry, language)
    ]
    pages = LessonPage.objects.filter(translation_key__in=keys, locale=term.locale)
    return set(pages.values_list("pk", flat=True))


def _holds(artifact: dict[str, Any], entry: Entry, language: str) -> bool:
    return bool(mark(_prose(artifact), [entry], language)[1])


def _prose(artifact: dict[str, Any]) -> Iterator[str]:
    return (piece["html"] for piece in artifact["pieces"] if piece.get("type") == "prose")


def translate_term(plan: TermPlan, language: str, drafts: Drafts | None = None) -> GlossaryTerm:
    """Translate a term and publish it; ``plan`` holds the words under the source's key.

    With ``drafts`` it waits for a second person. Raises TranslationMismatch.
    """
    source = GlossaryTerm.objects.get(translation_key=plan.key, locale=Locale.get_default())
    shadow = GlossaryTerm(term=plan.term, forms="\n".join(plan.forms), definition=plan.definition)
    return write_translation(source, shadow, language, drafts)
