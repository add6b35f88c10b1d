"""Writes exercises from a package's plans and publishes them; gives plans back for an export."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from courses.activities.runtimes.xblock.models import BlockExercise
from courses.content.activity_writing import publish_plans, published_rows, translate_plan
from courses.handing_in import Drafts
from courses.taken import taken

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


def write_exercises(plans: Iterable[ExercisePlan], drafts: Drafts | None = None) -> None:
    """Create or update exercises in the source language and publish them;
    those that ``drafts`` hold wait for a second person instead. Raises ExerciseNotReady.
    """
    publish_plans(BlockExercise, plans, _tell, drafts)


def translate_exercise(plan: ExercisePlan, language: str, drafts: Drafts | None = None) -> BlockExercise:
    """Translate the words of an exercise and of its activity. Raises TranslationMismatch."""
    return translate_plan(BlockExercise, plan, language, _tell, drafts)


def _tell(exercise: BlockExercise, plan: ExercisePlan) -> None:
    for name in _TEXTS:
        setattr(exercise, name, getattr(plan, name))


def exercise_plans(codes: Iterable[str], language: str = "") -> list[ExercisePlan]:
    """Return published exercises of ``language``, else of the source language, as plans, by code."""
    return [
        ExercisePlan(
            key=exercise.translation_key,
            activity_key=exercise.activity.translation_key,
            **{name: getattr(exercise, name) for name in _TEXTS},
        )
        for exercise in published_rows(BlockExercise, codes, language)
    ]


def taken_exercises(codes: Iterable[str], keys: Iterable[UUID]) -> set[tuple[str, UUID]]:
    """Return (code, key) of every exercise with one of these codes or keys."""
    return taken(BlockExercise, codes, keys)
