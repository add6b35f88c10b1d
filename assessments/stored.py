"""Published questions and tests given back as the plans that would write them again, for an export."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet
from wagtail.models import Locale

from assessments.models import EndTest, Question
from assessments.writing import ChoicePlan, OtherPlan, QuestionPlan
from courses.api import taken

_FIELDS = ("code", "kind", "stem", "is_true", "unit", "objective", "difficulty")


@dataclass(frozen=True)
class EndTestPlan:
    """The test of a course; ``blueprint`` says how many questions are drawn for what."""

    key: UUID
    code: str
    title: str
    pool: str
    pass_mark: int
    blueprint: tuple[dict, ...]


def end_test_plan(activity_key: UUID) -> EndTestPlan | None:
    """Return the end test behind an activity, or None."""
    rows = EndTest.objects.filter(activity__translation_key=activity_key).select_related("activity", "pool")
    test = rows.filter(activity__locale=Locale.get_default()).first()
    if test is None:
        return None
    activity = test.activity
    blueprint = tuple(test.blueprint)
    return EndTestPlan(activity_key, activity.code, activity.title, test.pool.code, test.pass_mark, blueprint)


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
    blocks: dict[str, list] = {"choice": [], "other": [], "reason": []}
    for block in words.choices:
        blocks[block.block_type].append(block)
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
        **{name: getattr(words, name) for name in _FIELDS},
    )


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
    )


def taken_questions(codes: Iterable[str], keys: Iterable[UUID]) -> set[tuple[str, UUID]]:
    """Return (code, key) of every question here, draft or not, with one of these codes or keys."""
    return taken(Question, codes, keys)


def pool_users(pool: str) -> set[str]:
    """Return the codes of the end tests that draw from a pool."""
    return set(EndTest.objects.filter(pool__code=pool).values_list("activity__code", flat=True))
