"""What keeps an exercise from being published, in sentences for its author."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from courses.activities.runtimes.xblock.catalogue import BlockNotAllowed, catalogue
from courses.activities.runtimes.xblock.models import BlockExercise
from courses.activities.runtimes.xblock.tree import Node, TreeRefused, paths, read_tree


class Advice(str):
    """A sentence for the author, and where it belongs: the column, then the way through blocks and fields."""

    at: tuple[str | int, ...]

    def __new__(cls, sentence: str, *at: str | int) -> "Advice":
        """Keep the place beside the words."""
        advice = super().__new__(cls, sentence)
        advice.at = at
        return advice


class ExerciseNotReady(PermissionDenied):
    """The exercise cannot be published yet; the message says what to mend."""


def exercise_advice(exercise: BlockExercise) -> list[Advice]:
    """Return what the author should mend; empty when all is well."""
    if not exercise.tree:
        return [Advice(_("Choose a block first: it is what learners do."), "tree")]
    try:
        nodes = read_tree(exercise.tree)
    except TreeRefused as refused:
        return [Advice(_("The blocks cannot be read: %(reason)s") % {"reason": refused}, "tree")]
    known, problems, way = catalogue(), [], paths(nodes)
    for node in nodes.values():
        try:
            known.block(node.block_type)
        except BlockNotAllowed:
            told = _("“%(block)s” is not among the blocks that may play here.") % {"block": node.block_type}
            problems.append(Advice(told, "tree", *way[node.place]))
    return problems or _of_the_block(exercise)


def _of_the_block(exercise: BlockExercise) -> list[Advice]:
    """Return what is missing in blocks that may all play."""
    # Imported on use: only who writes and publishes needs XBlock for it.
    from courses.activities.runtimes.xblock.playing import blocks_of

    if not catalogue().block(exercise.tree["type"]).twin_view and not exercise.twin.strip():
        return [Advice(_("Say the same in words: not everybody can see or use this block."), "twin")]
    try:
        blocks = blocks_of(exercise.tree, exercise.translation_key)
    except BlockNotAllowed:
        told = _("“%(block)s” cannot be loaded on this site.") % {"block": exercise.tree["type"]}
        return [Advice(told, "tree")]
    nodes = list(read_tree(exercise.tree).values())
    return [
        advice
        for node, (block, way) in zip(nodes, blocks, strict=True)
        for advice in _unreadable(block, node, way) or _told_by(block, way)
    ]


def _unreadable(block: Any, node: Node, way: tuple[str | int, ...]) -> list[Advice]:
    """Return which fields hold what their type cannot, in XBlock's own words: they are English."""
    found = []
    for name, value in node.fields.items():
        try:
            if name in block.fields:
                block.fields[name].from_json(value)
        except (TypeError, ValueError) as error:
            told = _("A field cannot be read: %(reason)s") % {"reason": error}
            found.append(Advice(told, "tree", *way, name))
    return found


def _told_by(block: Any, way: tuple[str | int, ...]) -> list[Advice]:
    """Return what a block itself finds missing, where it can say so."""
    ask = getattr(block, "flaws", None)
    flaws = ask() if callable(ask) else []
    return [Advice(flaw, "tree", *way, *getattr(flaw, "at", ())) for flaw in flaws]


def require_ready(exercise: BlockExercise) -> None:
    """Raise ExerciseNotReady when an exercise could not be played."""
    problems = exercise_advice(exercise)
    if problems:
        raise ExerciseNotReady(" ".join(problems))
