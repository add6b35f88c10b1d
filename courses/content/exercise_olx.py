"""Exercises leave as OLX, and come in as drafts."""

from django.db import transaction
from wagtail.models import Locale

from courses.activities.runtimes.xblock.models import BlockExercise
from courses.activities.runtimes.xblock.olx.carried import Cargo, Carried
from courses.content.free_codes import free_code
from courses.content.models import LessonPage

_TEXTS = ("title", "tree", "minutes", "twin", "is_sensitive")


def carried(exercise: BlockExercise) -> Carried:
    """Return an exercise as a file carries it."""
    return Carried(code=exercise.code, **{name: getattr(exercise, name) for name in _TEXTS})


def exercises_in(lesson: LessonPage) -> list[BlockExercise]:
    """Return the published exercises that a lesson places, in its order and language where there is one."""
    placed = [block.value["activity"] for block in lesson.body if block.block_type == "activity"]
    found = [BlockExercise.behind(activity) for activity in placed if activity and activity.kind == "xblock"]
    language = lesson.locale.language_code
    return [each.published_in(language) or each for each in found if each is not None and each.live]


@transaction.atomic
def draft_exercises(cargo: Cargo, *, by) -> list[BlockExercise]:
    """Make a draft of every exercise in a file, under codes that are free."""
    return [_draft(exercise, by) for exercise in cargo.exercises]


def _draft(brought: Carried, by) -> BlockExercise:
    code = free_code(brought.code, otherwise="exercise")
    exercise = BlockExercise(code=code, locale=Locale.get_default(), live=False)
    _tell(exercise, brought)
    exercise.save()
    exercise.save_revision(user=by, log_action=True)
    return exercise


@transaction.atomic
def put_into_draft(brought: Carried, exercise: BlockExercise, *, by) -> None:
    """Let the newest draft say what a file says; what is published stays as it is, and so does the code."""
    draft = exercise.get_latest_revision_as_object()
    _tell(draft, brought)
    draft.save_revision(user=by, log_action=True)


def _tell(exercise: BlockExercise, brought: Carried) -> None:
    for name in _TEXTS:
        setattr(exercise, name, getattr(brought, name))
