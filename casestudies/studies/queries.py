"""Published case studies, kept in process memory until the next publication."""

from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from django.conf import settings

from casestudies.studies.models import CaseStudyPage, CompiledStudy
from casestudies.studies.shelf import Study, build_study
from courses.api import country_names, profession_names

_lock = Lock()
_shelves: dict[tuple[int, str], "Shelf"] = {}


@dataclass(frozen=True)
class Shelf:
    """All published studies in one language of the site, by short name, and what sorts them by its name."""

    studies: dict[str, Study]
    countries: dict[str, str]
    professions: dict[str, str]
    language: str

    @property
    def has_foreign(self) -> bool:
        """Whether a study is read in another language than the reader's."""
        return any(study.language != self.language for study in self.studies.values())

    def beside(self, study: Study) -> list[Study]:
        """Return the studies that are worth laying beside one, as far as they are published."""
        return [self.studies[slug] for slug in study.compare_with if slug in self.studies]


def forget_studies() -> None:
    """Drop what this process keeps; for tests and for a database replaced under a running process."""
    with _lock:
        _shelves.clear()


def shelf_of(version: int, language: str) -> Shelf:
    """Return the published studies; from memory for a ``version`` seen before, else three queries."""
    found = _shelves.get((version, language))
    if found is None:
        found = _read(version, language)
        with _lock:
            for stale in [key for key in _shelves if key[0] != version]:
                _shelves.pop(stale, None)
            _shelves[(version, language)] = found
    return found


def _read(version: int, language: str) -> Shelf:
    source = settings.LANGUAGE_CODE
    compiled: dict[UUID, dict[str, dict]] = {}
    rows = CompiledStudy.objects.all().only("study_key", "language", "artifact")
    for row in rows:
        compiled.setdefault(row.study_key, {})[row.language] = row.artifact
    studies = [
        build_study(
            versions[source],
            versions.get(language) if language != source else None,
            sorted(versions),
            language,
        )
        for versions in compiled.values()
        if source in versions
    ]
    countries, professions = country_names(language), dict(profession_names(version, language).values())
    studies.sort(key=lambda study: (_first_country(study, countries), study.first_year or 9999, study.title))
    return Shelf({study.slug: study for study in studies}, countries, professions, language)


def _first_country(study: Study, countries: dict[str, str]) -> int:
    """Cases of one country stand together, in the order of the countries; those of several come last."""
    order = list(countries)
    if len(study.countries) != 1 or study.countries[0] not in order:
        return len(order)
    return order.index(study.countries[0])


def studies_citing(codes: list[str]) -> list[CaseStudyPage]:
    """Return the studies whose unpublished drafts show one of these facts; published pages are indexed."""
    wanted = set(codes)
    drafts = CaseStudyPage.objects.filter(has_unpublished_changes=True).select_related("latest_revision")
    return [study for study in drafts if wanted & _codes_in(study)]


def _codes_in(study: CaseStudyPage) -> set[str]:
    draft = study.get_latest_revision_as_object()
    found: set[str] = set()
    for name in ("steps", "helped", "limits"):
        for block in getattr(draft, name):
            found |= {fact.code for fact in block.value["facts"] if fact}
    for block in draft.body:
        if block.block_type == "facts":
            found |= {fact.code for fact in block.value["facts"] if fact}
    return found
