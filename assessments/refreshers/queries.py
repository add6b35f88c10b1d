"""Which refreshers somebody has, what they recalled in them, and which questions a module offers."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from assessments.models import Refresher, RefresherPause
from assessments.queries import Drawable, published_practice
from assessments.rules import Recall, Recalled
from courses.api import FinishedModule


def is_paused(learner_id: int) -> bool:
    """Return whether the learner wants no refreshers for now. One query."""
    return RefresherPause.objects.filter(learner_id=learner_id).exists()


def refreshers_of(learner_id: int) -> list[Refresher]:
    """Return the refreshers of a learner in the order they were made. One query."""
    return list(Refresher.objects.filter(learner_id=learner_id).order_by("made_on", "pk"))


def waiting(refreshers: Iterable[Refresher], today: date) -> list[Refresher]:
    """Return those that may still be answered."""
    return [each for each in refreshers if each.unanswered and each.open_until >= today]


def refresher_behind(public_id: UUID, today: date, *, lock: bool = False) -> Refresher | None:
    """Return an open refresher, answered or not, or None once its link has ended. One query."""
    found = Refresher.objects.filter(public_id=public_id, open_until__gte=today, learner__is_active=True)
    return (found.select_for_update(of=("self",)) if lock else found).first()


def recalled_in(refreshers: Iterable[Refresher]) -> list[Recalled]:
    """Return every answer in the order of the answers."""
    answered = sorted((each for each in refreshers if each.answered_on), key=lambda each: each.answered_on)
    return [
        Recalled(drawn["question"], each.marks[drawn["question"]], each.answered_on)
        for each in answered
        for drawn in each.drawn
        if drawn["question"] in each.marks
    ]


def recalls_of(refreshers: Iterable[Refresher], module_key: UUID) -> list[Recall]:
    """Return how each refresher of a module went, in the order of the answers; open ones left out."""
    whole = [each for each in refreshers if each.module_key == module_key and not each.unanswered]
    return sorted(
        (
            Recall(each.answered_on, sum(each.marks.values()) / len(each.marks))
            for each in whole
            if each.marks
        ),
        key=lambda recall: recall.on,
    )


def questions_by_module(modules: Iterable[FinishedModule]) -> dict[UUID, dict[str, Drawable]]:
    """Return the practice questions of each module by question key. One query for all modules.

    Nothing of a sensitive lesson, or of one that holds anything sensitive, is ever asked again.
    """
    placed = {
        key: each.key
        for each in modules
        for lesson in each.module.lessons
        if not lesson.is_sensitive and not lesson.optional_keys
        for key in lesson.activity_keys
    }
    found: dict[UUID, dict[str, Drawable]] = {}
    for activity_key, drawable in published_practice(placed):
        found.setdefault(placed[activity_key], {})[drawable.candidate.key] = drawable
    return found
