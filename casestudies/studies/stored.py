"""Published case studies given back as the plans that would write them again, for an export."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from casestudies.studies.models import CaseLibraryPage, CaseStudyPage
from casestudies.studies.writing import CODES, PLAIN, RemarkPlan, StudyPlan
from courses.api import NotInAPackage, planned_body, taken


def library_titles() -> dict[str, str]:
    """Return the title of the published case library by language."""
    pages = CaseLibraryPage.objects.live().select_related("locale", "live_revision")
    return {page.locale.language_code: _as_published(page).title for page in pages}


def study_plans(language: str) -> list[StudyPlan]:
    """Return the published studies of a language, by their short names. Raises NotInAPackage."""
    pages = CaseStudyPage.objects.live().filter(locale__language_code=language)
    found = (_as_published(page) for page in pages.select_related("locale", "live_revision"))
    return sorted((_plan(study) for study in found), key=lambda plan: plan.slug)


def _as_published(page):
    """Return what readers see: the row of a translation may hold strings that nobody has signed yet."""
    return page.live_revision.as_object() if page.live_revision_id else page


def _plan(study: CaseStudyPage) -> StudyPlan:
    actors: dict[str, tuple[str, ...]] = {}
    for block in study.actors:
        sector = block.value["sector"]
        actors[sector] = (*actors.get(sector, ()), block.value["name"])
    return StudyPlan(
        key=study.translation_key,
        slug=study.slug,
        **{name: getattr(study, name) for name in PLAIN},
        **{name: tuple(getattr(study, name)) for name in CODES},
        **{name: _remarks(study, name) for name in ("steps", "helped", "limits")},
        body=tuple(planned_body(study.body, study.slug)),
        actors=actors,
        dilemmas=tuple(block.value for block in study.dilemmas),
        learning={block.value["profession"]: block.value["text"] for block in study.learning},
        conflicts=tuple(block["value"] for block in planned_body(study.conflicts, study.slug)),
    )


def _remarks(study: CaseStudyPage, name: str) -> tuple[RemarkPlan, ...]:
    return tuple(
        RemarkPlan(
            text=block.value["text"],
            facts=tuple(_codes(block.value["facts"], study.slug)),
            when=block.value.get("when") or "",
        )
        for block in getattr(study, name)
    )


def _codes(facts: Iterable, slug: str) -> Iterator[str]:
    for fact in facts:
        if fact is None:
            raise NotInAPackage(slug)
        yield fact.code


def taken_studies(codes: Iterable[str], keys: Iterable[UUID]) -> set[tuple[str, UUID]]:
    """Return (slug, key) of every case study here, draft or not, with one of these."""
    return taken(CaseStudyPage, codes, keys, "slug")
