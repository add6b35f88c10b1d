"""Writes exercises from a package's plans and publishes them; gives plans back for an export."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from wagtail.models import Locale

from courses.activities.runtimes.xblock.kind import SLUG
from courses.activities.runtimes.xblock.models import BlockExercise
from courses.content.translating import write_translation
from courses.content.writing import translate_activity, write_activity

_TEXTS = ("code", "title", "tree", "twin", "minutes", "is_sensitive")


@dataclass(frozen=True)
class ExercisePlan:
    """An exercise: its blocks as ``{"type", "fields", "children"}``. Lessons place it by ``activity_key``."""

    key: UUID
    activity_key: UUID
    code: str
    title: str
    tree: dict[str, Any]
    minutes: Decimal
    twin: str = ""
    is_sensitive: bool = False


def write_exercises(plans: Iterable[ExercisePlan]) -> None:
    """Create or update exercises in the source language and publish them. Raises ExerciseNotReady."""
    for plan in plans:
        exercise = BlockExercise.known_or_new(plan.key)
        _tell(exercise, plan)
        exercise.activity = write_activity(
            key=plan.activity_key,
            code=plan.code,
            kind=SLUG,
            title=plan.title[:255],
            minutes=float(plan.minutes),
            is_sensitive=plan.is_sensitive,
        )
        exercise.save()
        exercise.save_revision().publish()


def translate_exercise(plan: ExercisePlan, language: str) -> BlockExercise:
    """Translate the words of an exercise and of its activity. Raises TranslationMismatch."""
    exercise = BlockExercise.objects.get(translation_key=plan.key, locale=Locale.get_default())
    translate_activity(plan.activity_key, plan.title[:255], language)
    shadow = BlockExercise(locale=exercise.locale)
    _tell(shadow, plan)
    return write_translation(exercise, shadow, language)


def _tell(exercise: BlockExercise, plan: ExercisePlan) -> None:
    for name in _TEXTS:
        setattr(exercise, name, getattr(plan, name))


def exercise_plans(codes: Iterable[str], language: str = "") -> list[ExercisePlan]:
    """Return published exercises of ``language``, else of the source language, as plans, by code."""
    language = language or Locale.get_default().language_code
    found = BlockExercise.objects.filter(live=True, locale__language_code=language, code__in=list(codes))
    return [
        ExercisePlan(
            key=exercise.translation_key,
            activity_key=exercise.activity.translation_key,
            **{name: getattr(exercise, name) for name in _TEXTS},
        )
        for exercise in found.select_related("activity").order_by("code")
    ]
