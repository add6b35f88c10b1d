"""What happens when an exercise is published, withdrawn or deleted: its activity and its lessons."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from wagtail.models import Locale
from wagtail.signals import published, unpublished

from courses.activities.contract import ActivityView, LearnerState, PlacedActivity
from courses.activities.models import Activity
from courses.activities.registry import kind_of
from courses.activities.runtimes.xblock.advice import exercise_advice
from courses.activities.runtimes.xblock.kind import SLUG, frozen_content
from courses.activities.runtimes.xblock.models import BlockExercise
from courses.content.actions import count_publication, publish_lessons_with
from courses.content.writing import write_activity


def connect() -> None:
    """Listen for publications of exercises."""
    published.connect(_published, sender=BlockExercise, dispatch_uid="place_exercise")
    unpublished.connect(_withdrawn, sender=BlockExercise, dispatch_uid="withdraw_exercise")
    post_delete.connect(_withdrawn, sender=BlockExercise, dispatch_uid="forget_exercise")


def _published(sender, instance: BlockExercise, **kwargs) -> None:
    with transaction.atomic():
        if instance.locale_id == Locale.get_default().pk:
            _place_in_lessons(instance)
        _withdrawn(sender, instance)


def _withdrawn(sender, instance: BlockExercise, **kwargs) -> None:
    if instance.activity_id:
        publish_lessons_with(instance.activity.translation_key)
    count_publication()


def _place_in_lessons(exercise: BlockExercise) -> None:
    """Give it the activity by which lessons place it; that says of itself what it says."""
    found = Activity.objects.filter(pk=exercise.activity_id).first()
    # The same row always gets the same activity: an older draft may not know of it yet.
    key = found.translation_key if found else uuid.uuid5(exercise.translation_key, "activity")
    exercise.activity = write_activity(
        key=key,
        code=exercise.code,
        kind=SLUG,
        title=exercise.title[:255],
        minutes=exercise.minutes,
        is_sensitive=exercise.is_sensitive,
    )
    BlockExercise.objects.filter(pk=exercise.pk).update(activity=exercise.activity)


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
