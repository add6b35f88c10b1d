"""Published courses given back as the plans that would write them again, for an export."""

from collections.abc import Iterable
from uuid import UUID

from wagtail.models import Locale, Page
from wagtail.rich_text import expand_db_html

from courses.activities.models import Activity
from courses.content.models import (
    Competency,
    CompiledLesson,
    CoursePage,
    LearningObjective,
    LessonPage,
    ModulePage,
    Profession,
)
from courses.content.plans import CoursePlan, LessonPlan, ModulePlan, ObjectivePlan
from courses.taken import taken


class NotInAPackage(ValueError):
    """A text shows what was deleted; ``code`` is the lesson's or the case study's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def course_plan(slug: str) -> CoursePlan | None:
    """Return a published course of the source language with its published lessons; None without one.

    Raises NotInAPackage.
    """
    course = CoursePage.objects.filter(slug=slug, locale=Locale.get_default(), live=True).first()
    return _course_plan(course) if course else None


def translated_course_plans(key: UUID) -> dict[str, CoursePlan]:
    """Return the published translations of a course by language, each with the lessons translated.

    Raises NotInAPackage.
    """
    rows = CoursePage.objects.filter(translation_key=key, live=True).exclude(locale=Locale.get_default())
    return {
        row.locale.language_code: _course_plan(_as_published(row))
        for row in rows.select_related("locale").order_by("locale__language_code")
    }


def _as_published(page: Page) -> Page:
    """Return what readers see: the row of a translation may hold strings that nobody has signed yet."""
    return page.live_revision.as_object() if page.live_revision_id else page


def _course_plan(course: CoursePage) -> CoursePlan:
    levels = course.course_competencies.select_related("competency").order_by("sort_order", "pk")
    return CoursePlan(
        key=course.translation_key,
        slug=course.slug,
        title=course.title,
        outward_name=course.outward_name,
        summary=course.summary,
        able_to=tuple(line for line in course.able_to.split("\n") if line.strip()),
        professions=tuple(course.professions.values_list("code", flat=True)),
        competencies={each.competency.code: each.level for each in levels},
        valid_months=course.valid_months,
        is_invented=course.is_invented,
        modules=tuple(_module_plan(each) for each in ModulePage.objects.child_of(course).live()),
        test_key=course.end_test.translation_key if course.end_test else None,
    )


def _module_plan(module: ModulePage) -> ModulePlan:
    lessons = LessonPage.objects.child_of(module).live().select_related("locale", "live_revision")
    plans = tuple(_lesson_plan(_as_published(lesson)) for lesson in lessons)
    return ModulePlan(module.translation_key, module.slug, _as_published(module).title, plans)


def _lesson_plan(lesson: LessonPage) -> LessonPlan:
    objectives = sorted(lesson.objectives.all(), key=lambda each: (each.sort_order or 0, each.code))
    return LessonPlan(
        key=lesson.translation_key,
        code=lesson.code or lesson.slug,
        title=lesson.title,
        load=lesson.load,
        content_note=lesson.content_note,
        expert_review=tuple(lesson.expert_review),
        is_sensitive=lesson.is_sensitive,
        objectives=tuple(
            ObjectivePlan(each.translation_key, each.code, each.level, each.text) for each in objectives
        ),
        body=planned_body(lesson.body, lesson.code or lesson.slug),
    )


def planned_body(body: Iterable, code: str) -> list[dict]:
    """Return the blocks of a page as packages know them: codes instead of rows. Raises NotInAPackage.

    Pictures and recordings go by their public ids.
    """
    return [_planned(block, code) for block in body]


def _planned(block, code: str) -> dict:
    kind, value = block.block_type, block.value
    if kind == "facts":
        value = {"codes": [_code(fact, code) for fact in value["facts"]], "counted": value["counted"] or ""}
        value = value if value["counted"] else value["codes"]
    elif kind == "conflict":
        value = _code(value["conflict"], code)
    elif kind == "activity":
        value = _code(value["activity"], code)
    elif kind == "recording":
        value = _public_id(value["recording"], code)
    elif kind == "picture":
        value = {
            "picture": _public_id(value["picture"], code),
            "alt": value["alt"] or "",
            "is_ornament": bool(value["is_ornament"]),
            "caption": value["caption"] or "",
        }
    else:
        value = expand_db_html(value.source)
    return {"type": kind, "id": str(block.id), "value": value}


def _code(row, lesson: str) -> str:
    if row is None:
        raise NotInAPackage(lesson)
    return row.code


def _public_id(upload, page: str) -> str:
    if upload is None:
        raise NotInAPackage(page)
    return str(upload.public_id)


def activity_titles(keys: Iterable[UUID]) -> dict[tuple[UUID, str], str]:
    """Return the titles of activities by (key, language)."""
    rows = Activity.objects.filter(translation_key__in=list(keys)).select_related("locale")
    return {(row.translation_key, row.locale.language_code): row.title for row in rows}


def placed_elsewhere(course: UUID) -> set[UUID]:
    """Return the keys of the activities that published lessons of other courses place."""
    lessons = CompiledLesson.objects.exclude(course_key=course).values_list("artifact", flat=True)
    return {UUID(placed["key"]) for artifact in lessons.iterator() for placed in artifact["activities"]}


def taken_pages(codes: Iterable[str], keys: Iterable[UUID]) -> set[tuple[str, UUID]]:
    """Return (slug, key) of every course, module and lesson here, draft or not, with one of these."""
    pages = [CoursePage, ModulePage, LessonPage]
    return {pair for model in pages for pair in taken(model, codes, keys, "slug")}


def taken_activities(codes: Iterable[str], keys: Iterable[UUID]) -> set[tuple[str, UUID]]:
    """Return (code, key) of every activity here with one of these codes or keys."""
    return taken(Activity, codes, keys)


def taken_objectives(codes: Iterable[str], keys: Iterable[UUID]) -> set[tuple[str, UUID]]:
    """Return (code, key) of every learning objective here with one of these codes or keys."""
    return taken(LearningObjective, codes, keys)


def unknown_codes(*, competencies: Iterable[str], professions: Iterable[str]) -> list[str]:
    """Return those codes of competencies and professions that this site does not know."""
    known = set(Competency.objects.filter(locale=Locale.get_default()).values_list("code", flat=True))
    known_professions = set(Profession.objects.values_list("code", flat=True))
    return sorted({*competencies} - known) + sorted({*professions} - known_professions)
