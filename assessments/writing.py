"""Writes questions, pools and end tests from a package's plans, and publishes them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from wagtail.models import Locale

from assessments.models import EndTest, Pool, Question, ReservedForm
from assessments.publishing import publish_new, require_ready
from courses.api import Drafts, hand_in, hand_in_new, place_activity, write_activity, write_translation


@dataclass(frozen=True)
class ChoicePlan:
    """A choice; ``key`` is its identity in every language. A step has a place, half a pair its partner.

    ``tolerance`` is how far an answer may be from a number, in its unit; ``better`` corrects a passage;
    ``area`` is where a place lies on a picture, as "2, 1, 3, 2".
    """

    key: UUID
    text: str
    is_right: bool
    why: str
    place: int | None = None
    match: str = ""
    tolerance: Decimal | None = None
    better: str = ""
    area: str = ""


@dataclass(frozen=True)
class OtherPlan:
    """A partner that belongs to no choice; ``key`` is its identity in every language."""

    key: UUID
    text: str


@dataclass(frozen=True)
class ThingPlan:
    """Something drawn on a picture; ``key`` is its identity in every language, ``faces`` may be empty."""

    key: UUID
    symbol: str
    area: str
    faces: str = ""
    label: str = ""


@dataclass(frozen=True)
class ScenePlan:
    """A picture of so many squares, what stands on it, and what it shows in words."""

    key: UUID
    width: int
    height: int
    words: str
    things: tuple[ThingPlan, ...] = ()


@dataclass(frozen=True)
class QuestionPlan:
    """A question of a pool (``pool`` set) or a practice question of a lesson (``activity_key`` set).

    With ``form``, a or b, it is reserved for the checks beside ``pool``, which no test then draws it from.
    """

    key: UUID
    code: str
    kind: str
    stem: str
    is_true: bool | None
    choices: tuple[ChoicePlan, ...]
    objective: str
    difficulty: str
    facts: tuple[str, ...]
    pool: str = ""
    form: str = ""
    activity_key: UUID | None = None
    minutes: float = 1
    others: tuple[OtherPlan, ...] = ()
    reasons: tuple[ChoicePlan, ...] = ()
    unit: str = ""
    scene: ScenePlan | None = None
    needs_lesson: bool = False


def stream_of(plan: QuestionPlan) -> list[dict]:
    """Return StreamField data for choices, further partners, reasons and a picture; keys are block ids."""
    names = ("text", "is_right", "why", "place", "match", "tolerance", "better", "area")
    choices = [
        {"type": "choice", "id": str(each.key), "value": {name: getattr(each, name) for name in names}}
        for each in plan.choices
    ]
    others = [{"type": "other", "id": str(each.key), "value": each.text} for each in plan.others]
    reasons = [
        {"type": "reason", "id": str(each.key), "value": {n: getattr(each, n) for n in names[:3]}}
        for each in plan.reasons
    ]
    return choices + others + reasons + _picture_of(plan.scene)


def _picture_of(scene: ScenePlan | None) -> list[dict]:
    if scene is None:
        return []
    sized = {name: getattr(scene, name) for name in ("width", "height", "words")}
    names = ("symbol", "area", "faces", "label")
    things = [
        {"type": "thing", "id": str(each.key), "value": {name: getattr(each, name) for name in names}}
        for each in scene.things
    ]
    return [{"type": "scene", "id": str(scene.key), "value": sized}, *things]


def write_questions(plans: Iterable[QuestionPlan]) -> None:
    """Create or update questions in the source language and publish them. Raises QuestionNotReady."""
    locale, new = Locale.get_default(), []
    plans = list(plans)
    known = Question.objects.filter(translation_key__in=[plan.key for plan in plans], locale=locale)
    by_key = {question.translation_key: question for question in known}
    for plan in plans:
        if plan.key in by_key:
            question = _told(by_key[plan.key], plan)
            question.save()
            question.save_revision().publish()
        else:
            new.append(_told(Question(translation_key=plan.key, locale=locale), plan))
    publish_new(new)


def write_drafts(plans: Iterable[QuestionPlan], *, by) -> int:
    """Create questions of the source language as drafts; returns how many are new.

    A code that is known stays as it is: somebody may have worked on it since.
    """
    locale, plans = Locale.get_default(), list(plans)
    codes = [plan.code for plan in plans]
    known = set(Question.objects.filter(code__in=codes, locale=locale).values_list("code", flat=True))
    new = [plan for plan in plans if plan.code not in known]
    for plan in new:
        question = _told(Question(translation_key=plan.key, locale=locale, live=False), plan)
        question.clean_fields(exclude=["locale", "pool", "activity"])
        question.save()
        question.save_revision(user=by)
    return len(new)


def hand_in_questions(plans: Iterable[QuestionPlan], drafts: Drafts) -> None:
    """Write the questions that ``drafts`` hold as drafts that wait for a second person.

    What is published stays as it is. Raises QuestionNotReady, ValidationError.
    """
    locale = Locale.get_default()
    held = [plan for plan in plans if drafts.hold(plan.key)]
    rows = Question.objects.filter(translation_key__in=[plan.key for plan in held], locale=locale)
    known, new = {row.translation_key: row for row in rows}, []
    for plan in held:
        row = known.get(plan.key) or Question(translation_key=plan.key, locale=locale, live=False)
        question = _told(row, plan, drafts)
        require_ready(question)
        if plan.key in known:
            hand_in(question, drafts.by)
        else:
            new.append(question)
    hand_in_new(new, drafts.by)


def _told(question: Question, plan: QuestionPlan, drafts: Drafts | None = None) -> Question:
    """Return the question with everything that its plan says, not yet saved."""
    for name in ("code", "kind", "stem", "is_true", "unit", "objective", "difficulty", "needs_lesson"):
        setattr(question, name, getattr(plan, name))
    question.facts = list(plan.facts)  # type: ignore[assignment]
    question.pool = Pool.objects.get(code=plan.pool) if plan.pool and not plan.form else None
    question.form = write_form(plan.pool, plan.form) if plan.form else None
    if plan.activity_key:
        question.activity = _place(plan, drafts)
    question.choices = question.choices.stream_block.to_python(stream_of(plan))
    return question


def _place(plan: QuestionPlan, drafts: Drafts | None):
    said: dict[str, Any] = {"key": plan.activity_key, "code": plan.code, "kind": "question"}
    said |= {"title": plan.stem[:255], "minutes": plan.minutes}
    return place_activity(**said, drafts=drafts) if drafts else write_activity(**said)


def translate_question(plan: QuestionPlan, language: str, drafts: Drafts | None = None) -> Question:
    """Translate a question into ``language`` under the same choice ids; with ``drafts`` it waits."""
    question = Question.objects.get(translation_key=plan.key, locale=Locale.get_default())
    if drafts is not None:
        question = question.get_latest_revision_as_object()
    shadow = Question(stem=plan.stem, unit=plan.unit, code=question.code)
    shadow.choices = question.choices.stream_block.to_python(stream_of(plan))
    return write_translation(question, shadow, language, drafts)


def pool_for_drafts(*, code: str, name: str) -> Pool:
    """Return a pool of questions, made where it is missing; it has no drafts, so one that is here stays."""
    return Pool.objects.get_or_create(code=code, defaults={"name": name})[0]


def write_pool(*, code: str, name: str) -> Pool:
    """Create or update a pool of questions."""
    pool, _created = Pool.objects.update_or_create(code=code, defaults={"name": name})
    return pool


def write_form(pool: str, letter: str) -> ReservedForm:
    """Return form a or b beside a pool, made where it is missing."""
    form, _created = ReservedForm.objects.get_or_create(pool=Pool.objects.get(code=pool), letter=letter)
    return form


def write_end_test(
    *,
    key: UUID,
    code: str,
    title: str,
    pool: Pool,
    pass_mark: int,
    blueprint: list[dict],
    minutes: float,
    explanations_from: date | None = None,
) -> None:
    """Create or update the end test of a course and its activity."""
    activity = write_activity(key=key, code=code, kind="end_test", title=title, minutes=minutes)
    plan = {"pool": pool, "pass_mark": pass_mark, "blueprint": blueprint}
    EndTest.objects.update_or_create(
        activity=activity, defaults={**plan, "explanations_from": explanations_from}
    )
