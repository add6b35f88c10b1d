"""Writes courses, modules and lessons from plans: creates what is new, updates what differs, publishes."""

from uuid import UUID, uuid5

from wagtail.models import Locale, Page

from courses.activities.models import Activity
from courses.content.actions import one_publication
from courses.content.models import (
    Competency,
    CourseCompetency,
    CoursePage,
    LearningObjective,
    LessonPage,
    ModulePage,
    Profession,
)
from courses.content.plans import CoursePlan, LessonPlan, ModulePlan
from courses.content.translating import take_ids, write_translation
from courses.evidence.models import ConflictSet, Fact
from courses.handing_in import Drafts, hand_in, settle
from media.api import Picture, Recording


def write_profession(*, code: str, names: dict[str, str], position: int) -> None:
    """Create or update a profession of the default list."""
    Profession.objects.update_or_create(code=code, defaults={"names": names, "position": position})


def write_competency(
    *, key, code: str, cluster: str, name: str, outward_name: str, professions: list[str]
) -> None:
    """Create or update a competency in the source language."""
    competency, _created = Competency.objects.update_or_create(
        translation_key=key,
        locale=Locale.get_default(),
        defaults={"code": code, "cluster": cluster, "name": name, "outward_name": outward_name},
    )
    competency.professions.set(Profession.objects.filter(code__in=professions))


# Its title is read by learners, so it is signed like a text.
END_TEST = "end_test"


def place_activity(
    *, key, code: str, kind: str, title: str, minutes: float, drafts: Drafts, is_sensitive: bool = False
) -> Activity:
    """Return an activity for a draft, made where it is missing; other minutes wait for a second person."""
    activity, is_new = Activity.objects.get_or_create(
        translation_key=key,
        locale=Locale.get_default(),
        defaults={
            "code": code,
            "kind": kind,
            "title": title,
            "minutes": minutes,
            "is_sensitive": is_sensitive,
        },
    )
    if not is_new and float(activity.minutes) != minutes and not activity.has_unpublished_changes:
        activity.minutes = minutes
        hand_in(activity, drafts.by)
    return activity


def write_activity(
    *, key, code: str, kind: str, title: str, minutes: float, is_sensitive: bool = False
) -> Activity:
    """Create or update an activity in the source language."""
    activity, _created = Activity.objects.update_or_create(
        translation_key=key,
        locale=Locale.get_default(),
        defaults={
            "code": code,
            "kind": kind,
            "title": title,
            "minutes": minutes,
            "is_sensitive": is_sensitive,
        },
    )
    return activity


class UnknownReference(LookupError):
    """A lesson names a fact, a disagreement or an activity that does not exist."""


def write_course(plan: CoursePlan, parent: Page, drafts: Drafts | None = None) -> CoursePage:
    """Write a whole course below ``parent`` and publish it as one edition.

    With ``drafts`` nothing is published: what they hold waits for a second person, and new lessons
    stand at the end of their module.
    """
    if drafts is not None:
        _write_pages(plan, parent, drafts)
        return _course(plan, parent.locale)
    with one_publication(lambda: _course(plan, parent.locale)):
        _write_pages(plan, parent)
    return _course(plan, parent.locale)


def _course(plan: CoursePlan, locale: Locale) -> CoursePage:
    return CoursePage.objects.get(translation_key=plan.key, locale=locale)


def _write_pages(plan: CoursePlan, parent: Page, drafts: Drafts | None = None) -> None:
    course = _page(CoursePage, plan.key, parent, plan.title, plan.slug, drafts)
    course.outward_name, course.summary = plan.outward_name, plan.summary
    course.able_to = "\n".join(plan.able_to)
    course.valid_months, course.is_invented = plan.valid_months, plan.is_invented
    course.end_test = Activity.objects.filter(translation_key=plan.test_key, locale=course.locale).first()
    course.professions = list(Profession.objects.filter(code__in=plan.professions))
    course.course_competencies = [
        CourseCompetency(competency=Competency.objects.get(code=code, locale=course.locale), level=level)
        for code, level in plan.competencies.items()
    ]
    _settle(course, drafts)
    for module in plan.modules:
        _write_module(module, course, drafts)


def _write_module(plan: ModulePlan, course: CoursePage, drafts: Drafts | None) -> None:
    module = _page(ModulePage, plan.key, course, plan.title, plan.code, drafts)
    _settle(module, drafts)
    for lesson in plan.lessons:
        if drafts is None or drafts.hold(lesson.key):
            _write_lesson(lesson, module, drafts)


def _write_lesson(plan: LessonPlan, module: ModulePage, drafts: Drafts | None) -> None:
    lesson = _page(LessonPage, plan.key, module, plan.title, plan.code, drafts)
    for name in ("code", "load", "content_note", "is_sensitive"):
        setattr(lesson, name, getattr(plan, name))
    lesson.expert_review = list(plan.expert_review)
    lesson.objectives = [
        LearningObjective(
            translation_key=objective.key,
            locale=lesson.locale,
            code=objective.code,
            level=objective.level,
            text=objective.text,
            sort_order=position,
        )
        for position, objective in enumerate(plan.objectives)
    ]
    lesson.body = lesson.body.stream_block.to_python(stream_data(plan.body))
    _settle(lesson, drafts)


def stream_data(body: list[dict]) -> list[dict]:
    """Return StreamField data for a planned body: codes of facts, conflicts and activities become rows.

    Raises UnknownReference for a code that no row carries.
    """
    return [{**block, "value": _resolved(block)} for block in body]


def _resolved(block: dict):
    value = block["value"]
    if block["type"] == "facts":
        return _facts(UUID(block["id"]), value)
    if block["type"] == "conflict":
        return {"conflict": _row(ConflictSet, value)}
    if block["type"] == "activity":
        return {"activity": _row(Activity, value)}
    if block["type"] == "recording":
        return {"recording": _upload(Recording, value)}
    if block["type"] == "picture":
        return {**value, "picture": _upload(Picture, value["picture"])}
    return value


def _facts(key: UUID, value: list | dict) -> dict:
    """Return claims side by side; ``value`` is their codes, or these with what they all count."""
    codes, counted = (value["codes"], value["counted"]) if isinstance(value, dict) else (value, "")
    items = [{"type": "item", "id": str(uuid5(key, code)), "value": _row(Fact, code)} for code in codes]
    return {"facts": items, "counted": counted} if counted else {"facts": items}


def _row(model, code: str) -> int:
    row = model.objects.filter(code=code, locale=Locale.get_default()).values_list("pk", flat=True).first()
    if row is None:
        raise UnknownReference(f"No {model._meta.verbose_name} is called “{code}”.")
    return row


def _upload(model, public_id: str) -> int:
    row = model.objects.filter(public_id=public_id).values_list("pk", flat=True).first()
    if row is None:
        raise UnknownReference(f"No {model._meta.verbose_name} has the id “{public_id}”.")
    return row


def _page(model, key, parent: Page, title: str, slug: str, drafts: Drafts | None = None):
    """Return the page with this key below ``parent``, made as a draft when it is new."""
    page = model.objects.filter(translation_key=key, locale=parent.locale).first()
    if page is None:
        page = model(translation_key=key, locale=parent.locale, title=title, slug=slug, live=False)
        page.owner = drafts.by if drafts else None
        return parent.add_child(instance=page)
    page.title, page.slug = title, slug
    return page


def _settle(page: Page, drafts: Drafts | None) -> None:
    settle(page, drafts)
    if drafts is None:
        page.refresh_from_db()


def write_course_translation(plan: CoursePlan, language: str, drafts: Drafts | None = None) -> None:
    """Translate a course, its modules and those of its lessons that ``plan`` holds, into ``language``.

    ``plan`` carries the translated texts under the source's keys; lessons without translation are
    left out of it. With ``drafts`` they wait for a second person. Raises TranslationMismatch.
    """
    if drafts is not None:
        _translate_pages(plan, language, drafts)
        return
    with one_publication(lambda: _course(plan, Locale.objects.get(language_code=language))):
        _translate_pages(plan, language, None)


def _translate_pages(plan: CoursePlan, language: str, drafts: Drafts | None) -> None:
    source = Locale.get_default()
    course = _newest(_course(plan, source), drafts)
    write_translation(
        course,
        CoursePage(
            title=plan.title,
            slug=course.slug,
            outward_name=plan.outward_name,
            summary=plan.summary,
            able_to="\n".join(plan.able_to),
        ),
        language,
        drafts,
    )
    for module_plan in plan.modules:
        module = _newest(ModulePage.objects.get(translation_key=module_plan.key, locale=source), drafts)
        write_translation(module, ModulePage(title=module_plan.title, slug=module.slug), language, drafts)
        for lesson_plan in module_plan.lessons:
            if drafts is None or drafts.hold(lesson_plan.key, language):
                _translate_lesson(lesson_plan, language, drafts)


def _newest(page: Page, drafts: Drafts | None) -> Page:
    """Return what a translation is made of: what is published, or the draft that it comes with."""
    return page if drafts is None else page.get_latest_revision_as_object()


def _translate_lesson(plan: LessonPlan, language: str, drafts: Drafts | None) -> None:
    found = LessonPage.objects.get(translation_key=plan.key, locale=Locale.get_default())
    lesson = _newest(found, drafts)
    shadow = LessonPage(title=plan.title, slug=lesson.slug, content_note=plan.content_note)
    shadow.body = lesson.body.stream_block.to_python(stream_data(plan.body))
    take_ids(shadow, lesson, ["body"])
    shadow.objectives = [
        LearningObjective(translation_key=objective.key, code=objective.code, text=objective.text)
        for objective in plan.objectives
    ]
    write_translation(lesson, shadow, language, drafts)


def translate_activity(key: UUID, title: str, language: str, drafts: Drafts | None = None) -> Activity | None:
    """Translate an activity's title.

    With ``drafts``, a test that they hold waits for a second person. Other activities are places without
    words of their own: one that is missing is made, one that is there stays.
    """
    activity = Activity.objects.get(translation_key=key, locale=Locale.get_default())
    if drafts is not None and not drafts.hold(key, language):
        locale = Locale.objects.get(language_code=language)
        if activity.kind == END_TEST or activity.has_translation(locale):
            return None
        drafts = None
    return write_translation(activity, Activity(title=title), language, drafts)
