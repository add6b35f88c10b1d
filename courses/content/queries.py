"""Published courses and lessons, kept in process memory until the next publication."""

from threading import Lock
from uuid import UUID

from django.conf import settings

from courses.content.competencies import competency_cards
from courses.content.models import (
    CompiledCourse,
    CompiledLesson,
    CourseEdition,
    ExpertSignature,
    Profession,
    PublishedVersion,
)
from courses.content.shelf import Course, Lesson, LessonCard, build_course, build_lesson
from courses.evidence.queries import forget_registers
from courses.glossary.queries import forget_glossaries
from courses.told import rows_told

SOURCE_LANGUAGE = "en"
# Bodies kept per process; about 30 KB each, so 300 lessons cost some 9 MB.
KEPT_LESSONS = 300
# Asked at nearly every page: putting the query together took nine times as long as asking it.
_PUBLISHED = f"SELECT number FROM {PublishedVersion._meta.db_table} WHERE id = 1"  # noqa: S608

_lock = Lock()
_courses: dict[tuple[int, str], dict[str, Course]] = {}
_lessons: dict[tuple[int, str, UUID], Lesson] = {}
_names: dict[tuple[int, str], dict[int, tuple[str, str]]] = {}
_showing: dict[tuple[int, str], dict[str, tuple[tuple[Course, LessonCard], ...]]] = {}


def forget_memory() -> None:
    """Drop the copies this process keeps; for tests and for a database replaced under a running process."""
    with _lock:
        _courses.clear()
        _lessons.clear()
        _names.clear()
        _showing.clear()
    competency_cards.cache_clear()
    forget_registers()
    forget_glossaries()


def published_version() -> int:
    """Return the number of the last publication; 0 before the first. One query."""
    [(number,)] = rows_told(_PUBLISHED, []) or [(0,)]
    return number


def remembered_version() -> int | None:
    """Return the publication that this process last read, None before the first. No query.

    A guess, for whoever asks the database in the same breath whether it is still the last one.
    """
    with _lock:
        return next((version for version, _language in _courses), None)


def courses_on_shelf(version: int, language: str) -> dict[str, Course]:
    """Return published courses by slug, those in the reader's language first, then by title; from memory."""
    found = _courses.get((version, language))
    if found is None:
        found = _read_courses(language)
        with _lock:
            for stale in [key for key in _courses if key[0] != version]:
                _courses.pop(stale, None)
            _courses[(version, language)] = found
    return found


def _read_courses(language: str) -> dict[str, Course]:
    compiled: dict[UUID, dict[str, dict]] = {}
    for row in CompiledCourse.objects.all():
        compiled.setdefault(row.course_key, {})[row.language] = row.artifact
    names = {profession.code: profession.name_in(language) for profession in Profession.objects.all()}
    courses = [
        build_course(versions[SOURCE_LANGUAGE], versions.get(language), _own_names(versions), names)
        for versions in compiled.values()
        if SOURCE_LANGUAGE in versions
    ]
    ready = [course for course in courses if course.lessons]
    ready.sort(key=lambda course: (course.language != language, course.title))
    return {course.slug: course for course in ready}


def _own_names(codes) -> list[tuple[str, str]]:
    """Return (code, the language's own name) of the languages among ``codes``, in the site's order."""
    return [(code, name) for code, name in settings.LANGUAGES if code in codes]


def course_by_key(course_key: UUID, language: str, version: int | None = None) -> Course | None:
    """Return a published course by its key, or None."""
    version = published_version() if version is None else version
    return next((c for c in courses_on_shelf(version, language).values() if c.key == course_key), None)


def lesson_on_shelf(version: int, card: LessonCard, course: Course) -> Lesson:
    """Return a lesson's body; from memory when seen before, else one query."""
    key = (version, card.language, card.key)
    found = _lessons.get(key)
    if found is None:
        row = CompiledLesson.objects.get(lesson_key=card.key, language=card.language)
        found = build_lesson(row.artifact, card, course.key)
        with _lock:
            if len(_lessons) >= KEPT_LESSONS:
                _lessons.clear()
            _lessons[key] = found
    return found


def lessons_showing(version: int, language: str) -> dict[str, tuple[tuple[Course, LessonCard], ...]]:
    """Return, by the code of a fact, the published lessons that show it; from memory when seen before."""
    found = _showing.get((version, language))
    if found is None:
        lists: dict[str, list[tuple[Course, LessonCard]]] = {}
        for course in courses_on_shelf(version, language).values():
            for card in course.lessons:
                for code in card.fact_codes:
                    lists.setdefault(code, []).append((course, card))
        found = {code: tuple(lessons) for code, lessons in lists.items()}
        with _lock:
            for stale in [key for key in _showing if key[0] != version]:
                _showing.pop(stale, None)
            _showing[(version, language)] = found
    return found


def newest_edition(course_key: UUID) -> CourseEdition | None:
    """Return the newest edition of a course, or None before its first publication."""
    return CourseEdition.objects.filter(course_key=course_key).order_by("-number").first()


def unsigned_reviews(course: Course) -> list[tuple[UUID, str]]:
    """Return the (lesson key, field) pairs that no named expert has signed; empty means no pilot."""
    if not course.expert_reviews:
        return []
    signed = set(
        ExpertSignature.objects.filter(
            lesson_key__in=[key for key, _field in course.expert_reviews]
        ).values_list("lesson_key", "field")
    )
    return [review for review in course.expert_reviews if review not in signed]


def profession_names(version: int, language: str) -> dict[int, tuple[str, str]]:
    """Return (code, name in ``language``) of every profession by its id; from memory when seen before."""
    found = _names.get((version, language))
    if found is None:
        rows = Profession.objects.all()
        found = {profession.pk: (profession.code, profession.name_in(language)) for profession in rows}
        with _lock:
            _names.clear()
            _names[(version, language)] = found
    return found
