"""Publishing: compile what changed, count the publication, pin an edition when the course asks for more."""

import uuid
from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from celery import shared_task
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from wagtail.models import Locale

from courses.activities.runtimes.h5p.forgetting import forget_unneeded
from courses.content.compile import (
    compile_course,
    compile_lesson,
    lesson_card,
    placed_test,
)
from courses.content.models import (
    CompiledCourse,
    CompiledLesson,
    CourseEdition,
    CoursePage,
    LessonPage,
    ModulePage,
    PublishedVersion,
)
from courses.content.rules import edition_hash


@dataclass
class Held:
    """What waits for the end of ``one_publication``: courses to compile, activities that changed."""

    courses: list[Callable[[], CoursePage]] = field(default_factory=list)
    activities: set[uuid.UUID] = field(default_factory=set)


_held: ContextVar[Held | None] = ContextVar("publications_held", default=None)


@contextmanager
def one_publication(course_of: Callable[[], CoursePage] | None = None):
    """Compile once for many pages published inside: one edition, not one for each page.

    ``course_of`` returns the course when everything inside is done. Inside another one it waits for
    the end of the outer.
    """
    outer = _held.get()
    if outer is not None:
        yield
        outer.courses += [course_of] if course_of else []
        return
    held = Held()
    with transaction.atomic():
        token = _held.set(held)
        try:
            yield
        finally:
            _held.reset(token)
        held.courses += [course_of] if course_of else []
        _publish_held(held)


def _publish_held(held: Held) -> None:
    courses = {course.pk: course for course in (course_of() for course_of in held.courses)}
    for course in _courses_placing(held.activities):
        courses.setdefault(course.pk, course)
    for course in courses.values():
        publish_course(course, recompile=True)


def is_held() -> bool:
    """Return whether publications wait for the end of ``one_publication``."""
    return _held.get() is not None


@transaction.atomic
def publish_lesson(lesson: LessonPage) -> None:
    """Compile a published lesson and the course around it."""
    course = lesson.get_parent().get_parent().specific
    _compile_one(lesson, course.translation_key)
    publish_course(course)


@transaction.atomic
def compile_lessons(numbers: list[int]) -> None:
    """Compile published lessons, given by their ids, anew, and then once each course around them."""
    courses: dict[int, CoursePage] = {}
    for lesson in LessonPage.objects.filter(pk__in=numbers).live().select_related("locale"):
        course = lesson.get_parent().get_parent().specific
        _compile_one(lesson, course.translation_key)
        courses[course.pk] = course
    for course in courses.values():
        publish_course(course)


@shared_task(name="courses.compile_lessons")
def compile_lessons_later(numbers: list[int]) -> None:
    """Compile lessons anew, after evidence changed that very many of them show."""
    compile_lessons(numbers)


def _compile_one(lesson: LessonPage, course_key: uuid.UUID) -> dict:
    # The row of a translation may hold strings that nobody has signed yet; published is its revision.
    artifact = compile_lesson(lesson.live_revision.as_object() if lesson.live_revision_id else lesson)
    CompiledLesson.objects.update_or_create(
        lesson_key=lesson.translation_key,
        language=lesson.locale.language_code,
        defaults={
            "course_key": course_key,
            "revision_id": lesson.live_revision_id or 0,
            "artifact": artifact,
        },
    )
    return artifact


@transaction.atomic
def publish_course(course: CoursePage, *, recompile: bool = False) -> None:
    """Compile a course from its live modules and lessons, pin an edition, count the publication.

    ``recompile`` compiles every lesson anew; otherwise only those that have no artifact yet.
    """
    if not course.live:
        return withdraw_course(course)
    modules = _live_modules(course, recompile=recompile)
    artifact = compile_course(course, modules, placed_test(course))
    CompiledCourse.objects.update_or_create(
        course_key=course.translation_key,
        language=course.locale.language_code,
        defaults={"slug": course.slug, "artifact": artifact},
    )
    if modules_hold_lessons(modules) and course.locale.language_code == _source_language():
        pin_edition(course.translation_key, artifact)
    count_publication()


def modules_hold_lessons(modules: list[tuple[str, list[dict]]]) -> bool:
    """Return whether there is anything to learn yet; an edition of nothing would ask for nothing."""
    return any(cards for _title, cards in modules)


def _source_language() -> str:
    return Locale.get_default().language_code


def _live_modules(course: CoursePage, *, recompile: bool) -> list[tuple[str, list[dict]]]:
    found = []
    for module in ModulePage.objects.child_of(course).live():
        lessons = LessonPage.objects.child_of(module).live().select_related("locale")
        found.append((module.title, [_card(lesson, course, recompile) for lesson in lessons]))
    _drop_unpublished(course, [card for _title, cards in found for card in cards])
    return found


def _card(lesson: LessonPage, course: CoursePage, recompile: bool) -> dict:
    compiled = CompiledLesson.objects.filter(
        lesson_key=lesson.translation_key,
        language=lesson.locale.language_code,
        revision_id=lesson.live_revision_id or 0,
    ).first()
    if compiled is None or recompile:
        return lesson_card(_compile_one(lesson, course.translation_key))
    return lesson_card(compiled.artifact)


def _drop_unpublished(course: CoursePage, cards: list[dict]) -> None:
    """Remove artifacts of lessons that are no longer live in this course and language."""
    CompiledLesson.objects.filter(
        course_key=course.translation_key, language=course.locale.language_code
    ).exclude(lesson_key__in=[card["key"] for card in cards]).delete()


@transaction.atomic
def withdraw_course(course: CoursePage) -> None:
    """Take an unpublished course and its lessons off the shelf in its language."""
    language = course.locale.language_code
    CompiledCourse.objects.filter(course_key=course.translation_key, language=language).delete()
    CompiledLesson.objects.filter(course_key=course.translation_key, language=language).delete()
    count_publication()


def pin_edition(course_key: uuid.UUID, artifact: dict) -> CourseEdition:
    """Return the course's newest edition, making one when lessons, activities or rules changed."""
    cards = [card for module in artifact["modules"] for card in module["lessons"]]
    lesson_keys = [card["key"] for card in cards]
    activity_keys = {card["key"]: card["activity_keys"] for card in cards}
    test = artifact["test"]
    rules = test["content"]["rules"] if test else {}
    fingerprint = edition_hash(lesson_keys, activity_keys, test and test["key"], rules)
    newest = CourseEdition.objects.filter(course_key=course_key).order_by("-number").first()
    if newest and newest.rules_hash == fingerprint:
        return newest
    return CourseEdition.objects.create(
        course_key=course_key,
        number=newest.number + 1 if newest else 1,
        lesson_keys=lesson_keys,
        activity_keys=activity_keys,
        test_key=test and test["key"],
        minutes=round(artifact["minutes"], 1),
        rules=rules,
        rules_hash=fingerprint,
    )


def count_publication(*, beyond: int = 0) -> None:
    """Tell every process that copies in memory are old; the new number is higher than ``beyond``."""
    number = Greatest(F("number"), Value(beyond)) + 1
    if not PublishedVersion.objects.filter(pk=1).update(number=number):
        PublishedVersion.objects.get_or_create(pk=1)


def publish_lessons_with(activity_key: uuid.UUID) -> None:
    """Recompile every course that places an activity, after the activity changed."""
    held = _held.get()
    if held is not None:
        held.activities.add(activity_key)
        return
    for course in _courses_placing({activity_key}):
        publish_course(course, recompile=True)


def _courses_placing(activity_keys: set[uuid.UUID]) -> list[CoursePage]:
    """Return the live courses, in every language, whose published lessons place one of these activities."""
    if not activity_keys:
        return []
    wanted = {str(key) for key in activity_keys}
    courses = {
        compiled.course_key
        for compiled in CompiledLesson.objects.all().iterator()
        if any(placed["key"] in wanted for placed in compiled.artifact["activities"])
    }
    return list(CoursePage.objects.filter(translation_key__in=courses).live())


def publish_all_courses() -> int:
    """Compile every live course and lesson anew, after templates changed; returns how many courses."""
    courses = list(CoursePage.objects.live().select_related("locale"))
    for course in courses:
        publish_course(course, recompile=True)
    return len(courses)


@shared_task(name="courses.forget_h5p")
def forget_h5p() -> int:
    """Delete packages that nobody needs any more, and files that belong to nothing; returns how many."""
    return forget_unneeded(_packages_played)


def _packages_played() -> set[str]:
    """Return the keys of the packages that published lessons hold, as they were compiled."""
    lessons = CompiledLesson.objects.values_list("artifact__activities", flat=True)
    placed = (activity for activities in lessons.iterator() for activity in activities)
    return {each["content"].get("package", "") for each in placed if each["kind"] == "h5p"}
