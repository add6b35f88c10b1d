"""What is asked of cases: the published ones in a language, and how often choices were taken."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.apps import apps
from wagtail.models import Locale

from casestudies import rules
from casestudies.frozen import Content, frozen_content, in_words_of
from casestudies.models import Case, ChoiceTally


def content_in(case: Case, language: str) -> Content:
    """Return a case of the source language frozen, in ``language`` where a matching translation is published.

    ``page_language`` is kept beside it, so that a reader is told where the two differ.
    """
    source = frozen_content(case)
    translation = case.published_in(language) if language != source["language"] else None
    words = in_words_of(translation, source) if translation else None
    return {**(words or source), "page_language": language}


def published_cases() -> list[Case]:
    """Return the published cases of the source language by title. One query."""
    found = Case.objects.filter(live=True, locale=Locale.get_default(), activity__isnull=False)
    return list(found.select_related("locale", "activity").order_by("title"))


def published_case(code: str) -> Case | None:
    """Return the published case with this code, or None. One query."""
    found = Case.objects.filter(live=True, locale=Locale.get_default(), activity__isnull=False, code=code)
    return found.select_related("locale", "activity").first()


def cases_in(language: str) -> list[Case]:
    """Return the published cases in ``language``, else as they were written. Two queries."""
    translated = Case.objects.filter(live=True, locale__language_code=language).select_related("locale")
    by_key = {case.translation_key: case for case in translated}
    return [by_key.get(case.translation_key, case) for case in published_cases()]


def titles_in(cases: Iterable[Case], language: str) -> dict[UUID, tuple[str, str]]:
    """Return title and language of cases by key, in ``language`` where a translation is published."""
    shown = {case.translation_key: (case.title, case.locale.language_code) for case in cases}
    found = Case.objects.filter(live=True, translation_key__in=list(shown), locale__language_code=language)
    return shown | {key: (title, language) for key, title in found.values_list("translation_key", "title")}


def what_others_chose(case_key: UUID, choices_by_point: Iterable[list[str]]) -> dict[str, str]:
    """Return "most", "half" or "few" by choice, where five people have passed. One query."""
    groups = list(choices_by_point)
    wanted = [key for keys in groups for key in keys]
    told = dict(
        ChoiceTally.objects.filter(case_key=case_key, choice_key__in=wanted).values_list("choice_key", "told")
    )
    found: dict[str, str] = {}
    for keys in groups:
        found |= rules.shares({key: told.get(key, 0) for key in keys})
    return found


def cases_citing(codes: Iterable[str]) -> list[tuple[Case, bool]]:
    """Return the cases that name one of these facts, and whether more than a draft of them does."""
    wanted = set(codes)
    found = [(case, case.live) for case in Case.objects.all() if wanted & _codes(case)]
    known = [case.pk for case, _published in found]
    for case in Case.objects.filter(has_unpublished_changes=True).exclude(pk__in=known):
        if case.latest_revision and wanted & _codes(case.get_latest_revision_as_object()):
            found.append((case, False))
    return found


def _codes(case: Case) -> set[str]:
    points = (block.value for block in case.outline if block.block_type == "point")
    return {code.strip() for value in points for code in (value["facts"] or "").split(",") if code.strip()}


def unknown_codes(case: Case) -> list[rules.Flaw]:
    """Return the codes of facts and of competencies in a case that nothing carries."""
    facts = _codes(case)
    known = apps.get_model("courses", "Fact").objects.filter(code__in=facts)
    unknown = sorted(facts - set(known.values_list("code", flat=True)))
    named = {code for choice in _scored(case) for code in choice}
    competencies = apps.get_model("courses", "Competency").objects.filter(code__in=named)
    foreign = sorted(named - set(competencies.values_list("code", flat=True)))
    return [rules.Flaw("unknown fact", what=code) for code in unknown] + [
        rules.Flaw("unknown competency", what=code) for code in foreign
    ]


def _scored(case: Case) -> Iterator[dict[str, float]]:
    for block in case.outline:
        if block.block_type == "choice":
            yield rules.read_scores(block.value["scores"] or "") or {}
