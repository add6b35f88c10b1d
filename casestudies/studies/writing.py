"""Writes case studies from a package's plans, below the case library, and publishes them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from django.apps import apps
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from casestudies.studies.advice import unknown_lessons
from casestudies.studies.models import CaseLibraryPage, CaseStudyPage
from casestudies.studies.publishing import counted_once
from courses.api import Drafts, UnknownReference, hand_in, stream_data, take_ids, write_translation

PLAIN = (
    "title", "summary", "setting", "period", "first_year", "last_year", "content_note", "dignity_note",
)  # fmt: skip
CODES = ("countries", "topics", "practices", "professions", "compare_with", "lessons")
_SLUG = "case-library"


@dataclass(frozen=True)
class RemarkPlan:
    """A step (``when`` may be empty), something that helped, or a limit; ``facts`` are codes."""

    text: str
    facts: tuple[str, ...] = ()
    when: str = ""


@dataclass(frozen=True)
class StudyPlan:
    """A whole case study in one language. ``body`` is StreamField data with codes for rows."""

    key: UUID
    slug: str
    title: str
    summary: str
    setting: str
    period: str
    first_year: int | None
    last_year: int | None
    countries: tuple[str, ...]
    topics: tuple[str, ...]
    practices: tuple[str, ...]
    professions: tuple[str, ...]
    body: tuple[dict, ...]
    content_note: str = ""
    dignity_note: str = ""
    actors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    steps: tuple[RemarkPlan, ...] = ()
    helped: tuple[RemarkPlan, ...] = ()
    limits: tuple[RemarkPlan, ...] = ()
    dilemmas: tuple[str, ...] = ()
    learning: Mapping[str, str] = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()
    compare_with: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()


def write_studies(
    plans: Iterable[StudyPlan],
    parent: Page,
    library_title: str,
    *,
    lessons_may_follow: bool = False,
    drafts: Drafts | None = None,
) -> None:
    """Create or update studies in the source language below ``parent``'s library and publish them.

    Raises UnknownReference, with the study's name, where one names a fact, a disagreement or a lesson
    that does not exist. What it may be laid beside is shown as soon as that is there; so is a lesson,
    where ``lessons_may_follow``. With ``drafts``, those that they hold wait for a second person.
    """
    plans = list(plans)
    if not lessons_may_follow:
        _refuse_unknown_lessons(plans)
    with counted_once():
        library = _library_below(parent, library_title, drafts)
        for plan in plans:
            if drafts is None:
                _publish(_told(_page(plan, library), plan))
            elif drafts.hold(plan.key):
                hand_in(_told(_page(plan, library, drafts.by), plan), drafts.by)


def _refuse_unknown_lessons(plans: Iterable[StudyPlan]) -> None:
    for plan in plans:
        _refuse(plan, "lesson", unknown_lessons(list(plan.lessons)))


def translate_studies(
    plans: Iterable[StudyPlan], language: str, library_title: str, *, drafts: Drafts | None = None
) -> None:
    """Translate studies that are written in the source language. Raises TranslationMismatch."""
    source = Locale.get_default()
    with counted_once():
        library = CaseLibraryPage.objects.get(locale=source)
        locale = Locale.objects.get(language_code=language)
        if drafts is None or not library.has_translation(locale):
            own = drafts and Drafts(drafts.by, {(library.translation_key, language)})
            shadow = CaseLibraryPage(title=library_title, slug=library.slug)
            write_translation(library, shadow, language, own)
        for plan in plans:
            if drafts is None or drafts.hold(plan.key, language):
                _translate(plan, source, language, drafts)


def _translate(plan: StudyPlan, source: Locale, language: str, drafts: Drafts | None) -> None:
    study = CaseStudyPage.objects.get(translation_key=plan.key, locale=source)
    shadow = _told(CaseStudyPage(slug=study.slug, locale=source), plan)
    newest = study if drafts is None else study.get_latest_revision_as_object()
    take_ids(shadow, newest, _streams(plan))
    write_translation(newest, shadow, language, drafts)


def _library_below(parent: Page, title: str, drafts: Drafts | None = None) -> CaseLibraryPage:
    library = CaseLibraryPage.objects.child_of(parent).first()
    if library is not None:
        return library
    library = parent.add_child(
        instance=CaseLibraryPage(title=title, slug=_SLUG, locale=parent.locale, live=False)
    )
    if drafts is not None:
        hand_in(library, drafts.by)
    else:
        _publish(library)
    return library


def _page(plan: StudyPlan, library: CaseLibraryPage, owner=None) -> CaseStudyPage:
    """Return the page with this key, made as a draft when it is new; an editor may have moved it."""
    found = CaseStudyPage.objects.filter(translation_key=plan.key, locale=library.locale).first()
    if found is not None:
        found.slug = plan.slug
        return found
    key, locale = plan.key, library.locale
    page = CaseStudyPage(translation_key=key, locale=locale, title=plan.title, slug=plan.slug, live=False)
    page.owner = owner
    return library.add_child(instance=page)


def _publish(page: Page) -> None:
    """Publish a page as it stands; what it refers to is noted once and not at each of its savings."""
    with disable_reference_index_auto_update():
        page.save_revision(clean=True).publish()
    ReferenceIndex.create_or_update_for_object(page)


def _told(study: CaseStudyPage, plan: StudyPlan) -> CaseStudyPage:
    """Put a plan's words into a page that is not saved. Raises UnknownReference."""
    for name in PLAIN:
        setattr(study, name, getattr(plan, name))
    for name in CODES:
        setattr(study, name, list(getattr(plan, name)))
    for name, data in _streams(plan).items():
        stream = study._meta.get_field(name).stream_block
        setattr(study, name, stream.to_python(data))
    return study


def _streams(plan: StudyPlan) -> dict[str, list[dict]]:
    rows = partial(_remarks, plan, _fact_numbers(plan))
    actors = [(sector, name) for sector, names in plan.actors.items() for name in names]
    conflicts = [{"type": "conflict", "value": code} for code in plan.conflicts]
    return {
        "body": _resolved(plan, list(plan.body)),
        "conflicts": _resolved(plan, _numbered(plan, "conflicts", conflicts)),
        "steps": rows("steps", "step"),
        "helped": rows("helped", "remark"),
        "limits": rows("limits", "remark"),
        "actors": _blocks(plan, "actors", "actor", [{"sector": each, "name": name} for each, name in actors]),
        "dilemmas": _blocks(plan, "dilemmas", "question", list(plan.dilemmas)),
        "learning": _blocks(
            plan,
            "learning",
            "learning",
            [{"profession": who, "text": text} for who, text in plan.learning.items()],
        ),
    }


def _remarks(plan: StudyPlan, numbers: dict[str, int], name: str, kind: str) -> list[dict]:
    values = []
    for place, remark in enumerate(getattr(plan, name)):
        facts = [
            {"type": "item", "id": _id(plan, f"{name}/{place}/{code}"), "value": numbers[code]}
            for code in remark.facts
        ]
        value: dict[str, Any] = {"text": remark.text, "facts": facts}
        values.append({"when": remark.when, **value} if kind == "step" else value)
    return _blocks(plan, name, kind, values)


def _blocks(plan: StudyPlan, name: str, kind: str, values: list) -> list[dict]:
    return _numbered(plan, name, [{"type": kind, "value": value} for value in values])


def _numbered(plan: StudyPlan, name: str, blocks: list[dict]) -> list[dict]:
    """Give blocks the ids that follow from their place, the same in every language and import."""
    return [{**block, "id": _id(plan, f"{name}/{place}")} for place, block in enumerate(blocks)]


def _id(plan: StudyPlan, place: str) -> str:
    return str(uuid5(plan.key, place))


def _fact_numbers(plan: StudyPlan) -> dict[str, int]:
    """Return the ids of the facts behind the lists by code. Raises UnknownReference. One query."""
    remarks = [*plan.steps, *plan.helped, *plan.limits]
    codes = {code for remark in remarks for code in remark.facts}
    facts = apps.get_model("courses", "Fact").objects.filter(code__in=codes, locale=Locale.get_default())
    found = dict(facts.values_list("code", "pk"))
    _refuse(plan, "fact", sorted(codes - found.keys()))
    return found


def _resolved(plan: StudyPlan, blocks: list[dict]) -> list[dict]:
    try:
        return stream_data(blocks)
    except UnknownReference as unknown:
        raise UnknownReference(f"{plan.slug}: {unknown}") from unknown


def _refuse(plan: StudyPlan, what: str, unknown: list[str]) -> None:
    if unknown:
        raise UnknownReference(f"{plan.slug}: No {what} is called “{unknown[0]}”.")
