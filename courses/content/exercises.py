"""How an exercise looks while it is being written."""

from typing import Any

from courses.activities.contract import ActivityView, LearnerState, PlacedActivity
from courses.activities.registry import kind_of
from courses.activities.runtimes.xblock.advice import exercise_advice
from courses.activities.runtimes.xblock.kind import SLUG, frozen_content
from courses.activities.runtimes.xblock.models import BlockExercise


def preview_context(exercise: BlockExercise, context: dict[str, Any]) -> dict[str, Any]:
    """Return what the preview shows: the draft as a learner first meets it, and what to mend."""
    problems, language = exercise_advice(exercise), exercise.locale.language_code
    html = ""
    if not problems:
        placed = PlacedActivity(
            exercise.translation_key, SLUG, exercise.translation_key, None, language, frozen_content(exercise)
        )
        view = ActivityView(request=context.get("request"), action="")
        html = kind_of(SLUG).render(placed, LearnerState(), view)
    return {**context, "html": html, "problems": problems, "LANGUAGE_CODE": language}
