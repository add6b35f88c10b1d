"""Published questions and tests given back as the plans that would write them again, for an export."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet
from wagtail.models import Locale

from assessments.models import EndTest, Question
from assessments.writing import ChoicePlan, OtherPlan, QuestionPlan, ScenePlan, ThingPlan
from courses.api import taken

_FIELDS = ("code", "kind", "stem", "is_true", "unit", "objective", "difficulty")
_SCENE = ("width", "height", "words")


@dataclass(frozen=True)
class EndTestPlan:
    """The test of a course; ``blueprint`` says how many questions are drawn for what.

    ``explanations_from`` is the day from which it explains its answers; None for at once.
    """

    key: UUID
    code: str
    title: str
    pool: str
    pass_mark: int
    blueprint: tuple[dict, ...]
    explanations_from: date | None = None


def end_test_plan(activity_key: UUID) -> EndTestPlan | None:
    """Return the end test behind an activity, or None."""
    rows = EndTest.objects.filter(activity__translation_key=activity_key).select_related("activity", "pool")
    test = rows.filter(activity__locale=Locale.get_default()).first()
    if test is None:
        return None
    return EndTestPlan(
        key=activity_key,
        code=test.activity.code,
        title=test.activity.title,
        pool=test.pool.code,
        pass_mark=test.pass_mark,
        blueprint=tuple(test.blueprint),
        explanations_from=test.explanations_from,
    )


def question_plans(
    *, pool: str, objectives: Iterable[str], activities: Iterable[str], language: str = ""
) -> list[QuestionPlan]:
    """Return published questions by code: of a pool and its forms, and what lessons place as ``activities``.

    Also practice questions of these ``objectives`` that no lesson places. In ``language``, else in the
    source language.
    """
    language = language or Locale.get_default().language_code
    source = Question.objects.filter(locale=Locale.get_default(), live=True)
    wanted = Q(pool__code=pool) | Q(form__pool__code=pool) | Q(activity__code__in=list(activities))
    wanted |= Q(pool=None, form=None, objective__in=list(objectives))
    rows = {row.translation_key: row for row in _with_places(source.filter(wanted))}
    if language != Locale.get_default().language_code:
        words = Question.objects.filter(translation_key__in=rows, live=True, locale__language_code=language)
        return sorted((_plan(row, rows[row.translation_key]) for row in words), key=_code)
    return sorted((_plan(row, row) for row in rows.values()), key=_code)


def _code(plan: QuestionPlan) -> str:
    return plan.code


def _with_places(rows: QuerySet[Question]) -> QuerySet[Question]:
    return rows.select_related("pool", "form__pool", "activity").distinct()


def _plan(words: Question, source: Question) -> QuestionPlan:
    """Return a question in the words of ``words``; where it stands is the source's."""
    blocks = _blocks(words)
    return QuestionPlan(
        key=source.translation_key,
        facts=tuple(source.facts),
        choices=tuple(_choice(block) for block in blocks["choice"]),
        others=tuple(OtherPlan(UUID(block.id), str(block.value)) for block in blocks["other"]),
        reasons=tuple(_choice(block) for block in blocks["reason"]),
        pool=_pool(source),
        form=source.form.letter if source.form else "",
        activity_key=source.activity.translation_key if source.activity else None,
        minutes=float(source.activity.minutes) if source.activity else 1,
        scene=_scene(words, source),
        needs_lesson=source.needs_lesson,
        **{name: getattr(words, name) for name in _FIELDS},
    )


def _blocks(question: Question) -> dict[str, list]:
    found: dict[str, list] = {"choice": [], "other": [], "reason": [], "scene": [], "thing": []}
    for block in question.choices:
        found[block.block_type].append(block)
    return found


def _scene(words: Question, source: Question) -> ScenePlan | None:
    """Return the picture of a question; what a translation left unsaid of a thing, the source says."""
    plan, own = _picture(source), _picture(words)
    if plan is None or own is None:
        return plan
    labels = {thing.key: thing.label for thing in own.things}
    things = tuple(replace(each, label=labels.get(each.key) or each.label) for each in plan.things)
    return replace(plan, words=own.words, things=things)


def _picture(question: Question) -> ScenePlan | None:
    blocks = _blocks(question)
    if not blocks["scene"]:
        return None
    scene = blocks["scene"][0]
    things = tuple(_thing(block) for block in blocks["thing"])
    return ScenePlan(UUID(scene.id), **{name: scene.value[name] for name in _SCENE}, things=things)


def _thing(block) -> ThingPlan:
    said = {name: block.value[name] or "" for name in ("symbol", "area", "faces", "label")}
    return ThingPlan(UUID(block.id), **said)


def _pool(source: Question) -> str:
    pool = source.form.pool if source.form else source.pool
    return pool.code if pool else ""


def _choice(block) -> ChoicePlan:
    value = block.value
    tolerance = value.get("tolerance")
    return ChoicePlan(
        key=UUID(block.id),
        text=value["text"],
        is_right=bool(value["is_right"]),
        why=value["why"] or "",
        place=value.get("place"),
        match=value.get("match") or "",
        tolerance=None if tolerance is None else Decimal(str(tolerance)),
        better=value.get("better") or "",
        area=value.get("area") or "",
    )


def taken_questions(codes: Iterable[str], keys: Iterable[UUID]) -> set[tuple[str, UUID]]:
    """Return (code, key) of every question here, draft or not, with one of these codes or keys."""
    return taken(Question, codes, keys)


def pool_users(pool: str) -> set[str]:
    """Return the codes of the end tests that draw from a pool."""
    return set(EndTest.objects.filter(pool__code=pool).values_list("activity__code", flat=True))
