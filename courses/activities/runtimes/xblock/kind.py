"""XBlock, a kind of activity: blocks of the catalogue, in the page or in a frame of their own."""

import uuid
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.activities.contract import (
    ActivityView,
    AnswerRefused,
    LearnerState,
    Outcome,
    PlacedActivity,
    Trust,
)
from courses.activities.runtimes.xblock.addresses import LessonAddresses
from courses.activities.runtimes.xblock.advice import exercise_advice
from courses.activities.runtimes.xblock.catalogue import BlockFailed, BlockNotAllowed, catalogue
from courses.activities.runtimes.xblock.models import BlockExercise
from courses.sanitising import clean_shown_html

Content = dict[str, Any]
SLUG = "xblock"


class XBlockKind:
    """An exercise made of blocks. XBlock itself is imported when one is drawn, and not before."""

    slug = SLUG
    name = gettext_lazy("Exercise")
    # The least that holds: what a block really earns, the catalogue says, and the frozen text repeats it.
    trust: Trust = "browser"

    def freeze(self, activity, language: str) -> Content:
        """Return the exercise as last published, in ``language`` where it is translated."""
        exercise = BlockExercise.behind(activity)
        if exercise is None or not exercise.live or exercise_advice(exercise):
            return {"is_missing": True, "reading_text": ""}
        shown = exercise.published_in(language) or exercise
        return {**frozen_content(shown), "page_language": language}

    def render(self, placed: PlacedActivity, state: LearnerState, view: ActivityView) -> str:
        """Return the exercise as far as somebody has come; a visitor reads it in words."""
        context = {
            "key": str(placed.key),
            "exercise": placed.content,
            "twin": self.twin(placed.content),
            "view": view,
            "is_done": state.completed,
            "is_foreign": placed.content.get("language") != placed.content.get("page_language"),
            "idempotency_key": uuid.uuid4(),
            **_played(placed, view),
        }
        return render_to_string("courses/block.html", context, request=view.request)

    def handle(self, placed: PlacedActivity, answer) -> Outcome:
        """Take the learner's word, where a block never says itself that it is done. Raises AnswerRefused."""
        if placed.content.get("completion") != "word":
            raise AnswerRefused(_("This exercise is finished by doing it."))
        return Outcome(placed.key, completed=True, trust="browser")

    def twin(self, content: Content) -> str:
        """Return the exercise in words, for a page without a line and for readers without an account."""
        return clean_shown_html(content.get("twin", ""))

    def check(self, activity) -> list[str]:
        """Return what the author should mend."""
        exercise = BlockExercise.behind(activity)
        return [*exercise_advice(exercise)] if exercise else [_("No exercise belongs to this activity yet.")]


def frozen_content(exercise: BlockExercise) -> Content:
    """Return an exercise as lessons show it. With its answers, it never leaves the server whole."""
    # Imported on use: compiling draws the twin, serving a page without blocks never needs XBlock.
    from courses.activities.runtimes.xblock.playing import twin_in_words

    allowed = catalogue().block(exercise.tree["type"])
    if allowed.twin_view:
        twin = clean_shown_html(twin_in_words(exercise.tree, exercise.translation_key, allowed.twin_view))
    else:
        twin = linebreaks(exercise.twin, autoescape=True)
    return {
        "title": exercise.title,
        "language": exercise.locale.language_code,
        "tree": exercise.tree,
        "twin": twin,
        "completion": allowed.completion,
        "trust": allowed.trust,
        "reading_text": "",
    }


def _played(placed: PlacedActivity, view: ActivityView) -> dict[str, Any]:
    """Return how the exercise stands on this page: drawn here, in a frame, or not to be played."""
    if placed.content.get("is_missing") or not view.is_stored:
        return {}
    try:
        allowed = catalogue().block(placed.content["tree"]["type"])
        if allowed.isolation == "page":
            return {"html": _drawn(placed, view), "is_drawn": True}
    except (BlockNotAllowed, BlockFailed):
        # Taken out of the catalogue since it was published, or broken: the words stay.
        return {}
    _allow(view.request, {"frame-src": ["'self'"]})
    return {"frame": LessonAddresses(view.action).frame if view.action else ""}


def _drawn(placed: PlacedActivity, view: ActivityView) -> str:
    # Imported on use, as above.
    from courses.activities.runtimes.xblock import playing
    from courses.activities.runtimes.xblock.printing import Sheet

    if not view.action:
        rows, addresses = playing.LearnerRows(), playing.Nowhere()
        return playing.draw(placed, None, rows, Sheet(), addresses=addresses)
    kept = view.request.__dict__.setdefault("_blocks", {})
    if not kept:
        beside = [each for each in view.beside if each.kind == SLUG and "tree" in each.content]
        kept |= {"rows": playing.rows_of(view.request.user, beside or [placed]), "sheet": Sheet()}
    html = playing.draw(
        placed,
        view.request.user,
        kept["rows"],
        kept["sheet"],
        addresses=LessonAddresses(view.action),
        request=view.request,
    )
    _allow(view.request, kept["sheet"].hashes)
    return html


def _allow(request: Any, sources: dict[str, list[str]]) -> None:
    """Note what the page's policy has to let through; the middleware reads it."""
    request.policy_additions = {**getattr(request, "policy_additions", {}), **sources}
