"""Frozen questions, kept in process memory; and the attempts of a learner."""

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import F, OuterRef, Subquery

from assessments import rules
from assessments.frozen import Content, graded, source_language
from assessments.models import Attempt, EndTest, Question, QuestionVersion
from courses.api import Course, courses_on_shelf, published_version

# A frozen question is about 3 KB, so this is some 15 MB at most.
KEPT_QUESTIONS = 5000

_lock = Lock()
# (question, version in the source language) -> content; immutable, so never stale.
_sources: dict[tuple[str, int], Content] = {}
# (published version, language, question, version in the source language) -> content or None.
_translations: dict[tuple[int, str, str, int], Content | None] = {}
_pools: dict[tuple[int, int], list["Drawable"]] = {}
_lessons: dict[int, dict[str, UUID]] = {}
_forms: dict[tuple[int, UUID], dict[str, list["Drawable"]]] = {}


@dataclass(frozen=True)
class Drawable:
    """A question that may be drawn now, in which version."""

    candidate: rules.Candidate
    version: int


@dataclass(frozen=True)
class DrawnQuestion:
    """A question of an attempt: what it is graded by, and the words it is shown in."""

    key: str
    version: int
    content: Content
    shown: Content

    @property
    def graded(self) -> rules.Question:
        """What grading needs."""
        return graded(self.content, shown=self.shown)


def forget_memory() -> None:
    """Drop the copies this process keeps; for tests and for a database replaced under a running process."""
    with _lock:
        for kept in (_sources, _translations, _pools, _lessons, _forms):
            kept.clear()


def drawn_questions(drawn: list[dict[str, Any]], *, language: str, published: int) -> list[DrawnQuestion]:
    """Return an attempt's questions in its order; from memory when seen before, else one query.

    ``published`` is the number of the current publication: until the next one, translations stay.
    """
    # After a regrade an attempt is graded, and explained, by a later version than the one it drew.
    wanted = [(each["question"], each.get("graded_by", each["version"])) for each in drawn]
    missing = {
        place
        for place in wanted
        if place not in _sources or (published, language, *place) not in _translations
    }
    if missing:
        _read(missing, language, published)
    return [
        DrawnQuestion(
            key=key,
            version=version,
            content=_sources[key, version],
            shown=_translations.get((published, language, key, version)) or _sources[key, version],
        )
        for key, version in wanted
    ]


def _read(missing: set[tuple[str, int]], language: str, published: int) -> None:
    source = source_language()
    rows = QuestionVersion.objects.filter(
        question_key__in={key for key, _version in missing}, language__in={source, language}
    ).order_by("number")
    found = {(str(row.question_key), row.language, row.source_number): row.content for row in rows}
    with _lock:
        _make_room(published)
        for key, version in missing:
            _sources[key, version] = found[key, source, version]
            _translations[published, language, key, version] = (
                found.get((key, language, version)) if language != source else None
            )


def _make_room(published: int) -> None:
    if len(_sources) > KEPT_QUESTIONS:
        _sources.clear()
        _translations.clear()
    for stale in [place for place in _translations if place[0] != published]:
        del _translations[stale]


def newest_content(question_key: UUID, language: str) -> Content | None:
    """Return a question as last published, in ``language`` where that matches; None before that."""
    rows = QuestionVersion.objects.filter(
        question_key=question_key, language__in={source_language(), language}
    )
    newest: dict[str, QuestionVersion] = {row.language: row for row in rows.order_by("number")}
    source = newest.get(source_language())
    if source is None:
        return None
    translated = newest.get(language)
    if translated is None or translated.source_number != source.number:
        return source.content
    return translated.content


def drawable_questions(pool_id: int, published: int) -> list[Drawable]:
    """Return the published questions of a pool with their newest version; from memory when seen before."""
    found = _pools.get((published, pool_id))
    if found is None:
        found = _read_pool(pool_id)
        with _lock:
            for stale in [place for place in _pools if place[0] != published]:
                del _pools[stale]
            _pools[published, pool_id] = found
    return found


def _read_pool(pool_id: int) -> list[Drawable]:
    rows = _published_questions().filter(pool_id=pool_id)
    return [_drawable(*row) for row in rows.values_list(*_DRAWN_BY)]


_DRAWN_BY = ("translation_key", "objective", "difficulty", "newest")


def _drawable(key: UUID, objective: str, difficulty: str, newest: int) -> Drawable:
    return Drawable(rules.Candidate(key=str(key), objective=objective, difficulty=difficulty), newest)


def _published_questions():
    """Return the published questions that can be graded, each with the number of its newest version."""
    source = source_language()
    newest = (
        QuestionVersion.objects.filter(question_key=OuterRef("translation_key"), language=source)
        .order_by("-number")
        .values("number")[:1]
    )
    return (
        Question.objects.filter(live=True, locale__language_code=source)
        .exclude(kind=Question.Kind.RATING)
        .annotate(newest=Subquery(newest))
        .exclude(newest=None)
        .order_by("code")
    )


def published_practice(activity_keys: Iterable[UUID]) -> list[tuple[UUID, Drawable, bool]]:
    """Return the questions that lessons show under these activities, each with its activity. One query.

    With each stands whether it can only be understood beside its lesson.
    """
    rows = _published_questions().filter(activity__translation_key__in=list(activity_keys))
    told = rows.values_list("activity__translation_key", "needs_lesson", *_DRAWN_BY)
    return [(key, _drawable(*row), needs_lesson) for key, needs_lesson, *row in told]


def parallel_forms(test_key: UUID, published: int) -> dict[str, list[Drawable]]:
    """Return the two reserved forms beside a test's pool by letter, from memory when seen before.

    Empty where there are not two of them that ask for the same.
    """
    found = _forms.get((published, test_key))
    if found is None:
        found = _read_forms(test_key)
        with _lock:
            for stale in [place for place in _forms if place[0] != published]:
                del _forms[stale]
            _forms[published, test_key] = found
    return found


def _read_forms(test_key: UUID) -> dict[str, list[Drawable]]:
    tests = EndTest.objects.filter(activity__translation_key=test_key).values("pool")[:1]
    rows = _published_questions().filter(form__pool__in=Subquery(tests))
    found: dict[str, list[Drawable]] = {letter: [] for letter in rules.FORMS}
    for letter, *row in rows.values_list("form__letter", *_DRAWN_BY):
        found[letter].append(_drawable(*row))
    first, second = (
        [(each.candidate.objective, each.candidate.difficulty) for each in form] for form in found.values()
    )
    return found if rules.are_parallel(first, second) else {}


def lesson_by_objective(published: int) -> dict[str, UUID]:
    """Return which lesson teaches an objective; from memory when seen before."""
    found = _lessons.get(published)
    if found is None:
        objectives = apps.get_model("courses", "LearningObjective").objects.filter(lesson__live=True)
        found = dict(objectives.values_list("code", "lesson__translation_key"))
        with _lock:
            _lessons.clear()
            _lessons[published] = found
    return found


def end_test_of(activity_key: UUID) -> EndTest | None:
    """Return how a test is drawn, or None when its row is gone."""
    return EndTest.objects.filter(activity__translation_key=activity_key).select_related("activity").first()


def course_of_test(test: EndTest) -> Course | None:
    """Return the published course that a test stands at the end of, in its source language; or None."""
    courses = courses_on_shelf(published_version(), source_language()).values()
    key = test.activity.translation_key
    return next((course for course in courses if course.test and course.test.key == key), None)


def latest_attempt(learner_id: int, course_slug: str) -> Attempt | None:
    """Return the learner's newest attempt at the test of a course, open or finished. One query."""
    own = _attempts_at(course_slug).filter(learner_id=learner_id, purpose=Attempt.Purpose.END_TEST)
    return own.order_by(F("submitted_at").desc(nulls_first=True), "-number").first()


def check_attempt(learner_id: int, course_slug: str, purpose: str) -> Attempt | None:
    """Return the learner's one attempt at a check of a course, open or finished, or None. One query."""
    return _attempts_at(course_slug).filter(learner_id=learner_id, purpose=purpose).first()


def own_attempt(
    learner_id: int,
    course_slug: str,
    public_id: UUID,
    *,
    purpose: str = rules.END_TEST,
    lock: bool = False,
) -> Attempt | None:
    """Return one of the learner's own attempts at the test or a check of a course, or None. One query.

    ``lock`` holds it until commit.
    """
    own = _attempts_at(course_slug).filter(learner_id=learner_id, public_id=public_id, purpose=purpose)
    return (own.select_for_update(of=("self",)) if lock else own).first()


def _attempts_at(course_slug: str):
    """Return the attempts at a published course, each with the number of the current publication.

    The number, and the day from which a test is explained, spare the page a query each.
    """
    course = apps.get_model("courses", "CompiledCourse").objects.filter(slug=course_slug)
    number = apps.get_model("courses", "PublishedVersion").objects.filter(pk=1).values("number")
    at_course = Attempt.objects.filter(course_key=Subquery(course.values("course_key")[:1]))
    explained = Subquery(EndTest.explaining_days(OuterRef("activity_key"))[:1])
    return at_course.annotate(published=Subquery(number[:1]), explanations_from=explained)


def attempts_of(learner_id: int) -> Iterable[Attempt]:
    """Return all attempts of a learner, the newest first; for their own data."""
    return Attempt.objects.filter(learner_id=learner_id).order_by("-begun_at")


def questions_citing(codes: Iterable[str]) -> list[tuple[Question, bool]]:
    """Return the questions that name one of these facts, and whether more than a draft of them does."""
    wanted = set(codes)
    found = [(one, one.live) for one in Question.objects.exclude(facts=[]) if wanted & set(one.facts)]
    known = [question.pk for question, _published in found]
    drafts = Question.objects.filter(has_unpublished_changes=True).exclude(pk__in=known)
    for question in drafts.select_related("latest_revision"):
        if question.latest_revision and wanted & set(question.get_latest_revision_as_object().facts):
            found.append((question, False))
    return found
