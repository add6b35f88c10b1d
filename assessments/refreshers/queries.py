"""Which refreshers somebody has, what they recalled in them, and which questions a module offers."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone

from assessments.models import Attempt, EndTest, Refresher, RefresherPause
from assessments.queries import Drawable, drawable_questions, lesson_by_objective, published_practice
from assessments.rules import Recall, Recalled
from courses.api import FinishedModule, LessonCard, published_version


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


def questions_by_module(
    learner_id: int, modules: Sequence[FinishedModule]
) -> dict[UUID, dict[str, Drawable]]:
    """Return the questions that may be asked of each module, by question key. Few queries for all modules.

    They are the practice questions of its lessons; once the learner has finished a first attempt at the
    end test, also the questions of its pool on these lessons. Asked before, those would spoil the test
    and the figures of its questions.

    What speaks of a scene in its lesson is left out: weeks later it puzzles, and two questions that stand
    alone teach more than three of which one puzzles. Only a module that has no others asks them, with the
    way to the lesson beside them; else it would fade for good.
    """
    found: dict[UUID, dict[str, Drawable]] = {each.key: {} for each in modules}
    beside: dict[UUID, dict[str, Drawable]] = {each.key: {} for each in modules}
    placed = {
        key: each.key for each in modules for card in askable_lessons(each) for key in card.activity_keys
    }
    for activity_key, drawable, needs_lesson in published_practice(placed):
        (beside if needs_lesson else found)[placed[activity_key]][drawable.candidate.key] = drawable
    for module, drawable in _of_pools(learner_id, modules):
        found[module.key][drawable.candidate.key] = drawable
    return {key: own or beside[key] for key, own in found.items()}


def askable_lessons(finished: FinishedModule) -> list[LessonCard]:
    """Return the lessons that are asked about: none that is sensitive."""
    return [card for card in finished.module.lessons if not card.is_sensitive]


def _of_pools(
    learner_id: int, modules: Sequence[FinishedModule]
) -> Iterator[tuple[FinishedModule, Drawable]]:
    """Yield the questions of the pools that the learner has met in a test, each with its module."""
    tested = Attempt.objects.filter(
        learner_id=learner_id, purpose=Attempt.Purpose.END_TEST, submitted_at__isnull=False
    )
    met = EndTest.objects.filter(activity__translation_key__in=tested.values("activity_key"))
    # A refresher explains: what waits for its day is not asked before.
    pools = met.exclude(explanations_from__gt=timezone.localdate())
    pool_of = dict(pools.values_list("activity__translation_key", "pool_id"))
    version = published_version() if pool_of else 0
    for each in modules:
        pool_id = pool_of.get(each.course.test.key) if each.course.test else None
        if pool_id is None:
            continue
        lessons, own = lesson_by_objective(version), {card.key for card in askable_lessons(each)}
        for drawable in drawable_questions(pool_id, version):
            if lessons.get(drawable.candidate.objective) in own:
                yield each, drawable
