"""The author's checks as sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments import rules
from assessments.rules import Flaw

SENTENCES: dict[Flaw, Promise] = {
    Flaw.NO_TEXT: gettext_lazy("Write the question and the text of every choice."),
    Flaw.TOO_FEW_CHOICES: gettext_lazy("Give at least two choices."),
    Flaw.SAME_CHOICES: gettext_lazy("Two choices have the same words."),
    Flaw.NONE_RIGHT: gettext_lazy("Mark the right choice; none is marked."),
    Flaw.SEVERAL_RIGHT: gettext_lazy(
        "Mark exactly one choice as right, or make this a question with several right answers."
    ),
    Flaw.NO_VERDICT: gettext_lazy("Say whether the statement is true."),
    Flaw.LONGEST_IS_RIGHT: gettext_lazy(
        "The right choice is clearly the longest. Readers who know nothing will guess it."
    ),
    Flaw.NO_EXPLANATION: gettext_lazy(
        "A choice has no explanation. After answering, the reader wants to know why."
    ),
    Flaw.CATCH_ALL: gettext_lazy(
        "“All of the above” and its kin test how somebody takes tests. Name each thing instead."
    ),
    Flaw.ALL_RIGHT: gettext_lazy("Every choice is right, so there is nothing to decide."),
    Flaw.NO_ANSWER: gettext_lazy("Mark at least one written answer as right."),
    Flaw.SAME_ANSWERS: gettext_lazy(
        "Two written answers count as the same, whatever their capital letters, spaces and signs. Keep one."
    ),
    Flaw.LONG_ANSWER: gettext_lazy("Readers can write 200 characters. Shorten the answer that is longer."),
    Flaw.NO_PLACE: gettext_lazy("Give every step its place."),
    Flaw.ONE_PLACE: gettext_lazy("Give at least two different places; now every order would be right."),
    Flaw.NO_PARTNER: gettext_lazy("Write for every choice what it belongs to."),
    Flaw.ONE_PARTNER: gettext_lazy("Give at least two different partners; now there is nothing to match."),
    Flaw.OTHER_BELONGS: gettext_lazy(
        "A partner that belongs to nothing stands twice, or a choice belongs to it after all."
    ),
    Flaw.NO_NUMBER: gettext_lazy(
        "Write every value as one number in digits; the unit has a field of its own."
    ),
    Flaw.VALUES_OVERLAP: gettext_lazy(
        "Two values lie within each other's tolerance. One answer would be both; set them further apart."
    ),
    Flaw.SCALE_IN_POOL: gettext_lazy(
        "On a scale no answer is right, so it cannot be part of a test. Leave the pool empty."
    ),
    Flaw.NO_ERROR: gettext_lazy("Mark the passages that hold an error as right to tick; none is marked."),
    Flaw.FEW_SOUND: gettext_lazy(
        "Leave at least as many passages sound as hold an error. Otherwise ticking everything would pay."
    ),
    Flaw.NO_BETTER: gettext_lazy("Write for every error what would be right instead."),
    Flaw.FEW_REASONS: gettext_lazy("Give at least two reasons to choose from."),
    Flaw.NOT_ONE_REASON: gettext_lazy("Mark exactly one reason as right."),
    Flaw.NOT_ONE_SCENE: gettext_lazy("Lay out exactly one picture for the places to stand on."),
    Flaw.SCENE_SIZE: gettext_lazy(
        "Make the picture 6 to 12 squares wide and 4 to 12 squares high, so that a phone can show it."
    ),
    Flaw.SCENE_SILENT: gettext_lazy("Say in words what the picture shows, for those who cannot see it."),
    Flaw.NO_AREA: gettext_lazy(
        "Give every choice and every thing on the picture its area: four whole numbers with commas."
    ),
    Flaw.OUTSIDE_SCENE: gettext_lazy(
        "Something reaches beyond the edge of the picture. Move it, or make the picture larger."
    ),
    Flaw.SPOTS_OVERLAP: gettext_lazy(
        "Two places overlap, so that nobody can tell which one is meant. Move them apart."
    ),
    Flaw.SMALL_SPOT: gettext_lazy(
        "A place is too small for a finger on a phone. Make it larger, or the picture fewer squares wide."
    ),
    Flaw.MANY_SPOTS: gettext_lazy("Give at most ten places to choose from."),
    Flaw.NO_SOURCE: gettext_lazy(
        "No fact stands behind this question. Readers will ask where it comes from."
    ),
}


def sentences(flaws: list[Flaw], draft: rules.Draft) -> list[str]:
    """Return flaws in the author's words and language; places on a picture are named."""
    return [_sentence(flaw, rules.culprits(draft, flaw)) for flaw in flaws]


def _sentence(flaw: Flaw, named: list[str]) -> str:
    return " ".join([str(SENTENCES[flaw]), *(f"“{text}”" for text in named)])


def shortage_sentences(shortages: list[tuple[rules.Cell, int]]) -> list[str]:
    """Say which lines of a blueprint the pool cannot fill, and what will happen."""
    return [_shortage(cell, have) for cell, have in shortages]


def _shortage(cell: rules.Cell, have: int) -> str:
    asked = ngettext(
        "The blueprint draws %(count)d question (%(difficulty)s) on %(objective)s.",
        "The blueprint draws %(count)d questions (%(difficulty)s) on %(objective)s.",
        cell.draw,
    ) % {"count": cell.draw, "difficulty": cell.difficulty, "objective": cell.objective or "—"}
    there = ngettext("The pool has %(count)d.", "The pool has %(count)d.", have) % {"count": have}
    return f"{asked} {there} " + _("The test will take the nearest others instead.")
