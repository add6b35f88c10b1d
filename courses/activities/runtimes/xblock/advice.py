"""What keeps an exercise from being published, in sentences for its author."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from courses.activities.runtimes.xblock.catalogue import BlockNotAllowed, catalogue
from courses.activities.runtimes.xblock.models import BlockExercise
from courses.activities.runtimes.xblock.tree import TreeRefused, read_tree


class ExerciseNotReady(PermissionDenied):
    """The exercise cannot be published yet; the message says what to mend."""


def exercise_advice(exercise: BlockExercise) -> list[str]:
    """Return what the author should mend; empty when all is well."""
    try:
        nodes = read_tree(exercise.tree)
    except TreeRefused as refused:
        return [_("The blocks cannot be read: %(reason)s") % {"reason": refused}]
    known, problems = catalogue(), []
    for node in nodes.values():
        try:
            known.block(node.block_type)
        except BlockNotAllowed:
            problems.append(
                _("“%(block)s” is not among the blocks that may play here.") % {"block": node.block_type}
            )
    return problems or _of_the_block(exercise)


def _of_the_block(exercise: BlockExercise) -> list[str]:
    """Return what is missing in blocks that may all play."""
    # Imported on use: only who writes and publishes needs XBlock for it.
    from courses.activities.runtimes.xblock.playing import flaws_of

    if not catalogue().block(exercise.tree["type"]).twin_view and not exercise.twin.strip():
        return [_("Say the same in words: not everybody can see or use this block.")]
    try:
        return flaws_of(exercise.tree, exercise.translation_key)
    except BlockNotAllowed:
        return [_("“%(block)s” cannot be loaded on this site.") % {"block": exercise.tree["type"]}]
    except (TypeError, ValueError) as error:
        # XBlock's own words, in English: which field holds what its type cannot.
        return [_("A field cannot be read: %(reason)s") % {"reason": error}]


def require_ready(exercise: BlockExercise) -> None:
    """Raise ExerciseNotReady when an exercise could not be played."""
    problems = exercise_advice(exercise)
    if problems:
        raise ExerciseNotReady(" ".join(problems))
