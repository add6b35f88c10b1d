"""Making a refresher, answering it, and doing without."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from assessments import rules
from assessments.frozen import source_language
from assessments.keeping import answers_end
from assessments.models import Refresher, RefresherPause
from assessments.queries import Drawable
from assessments.refreshers.queries import (
    is_paused,
    questions_by_module,
    recalled_in,
    refresher_behind,
    refreshers_of,
    waiting,
)
from courses.api import FinishedModule, finished_modules


@dataclass
class Ground:
    """What a learner's next refreshers are made of, and those that are ``fresh``, not saved yet.

    ``drawable`` holds the questions of each module.
    """

    learner_id: int
    today: date
    made: list[Refresher]
    drawable: dict[UUID, dict[str, Drawable]]
    fresh: list[Refresher] = field(default_factory=list)

    @property
    def asked(self) -> set[str]:
        """The questions that wait for an answer already."""
        return {key for each in waiting([*self.made, *self.fresh], self.today) for key in each.unanswered}

    @property
    def everything(self) -> dict[str, Drawable]:
        """All questions of all finished modules by key."""
        return {key: each for own in self.drawable.values() for key, each in own.items()}


def make_due(*, learner_id: int, today: date) -> list[Refresher]:
    """Return the refreshers that wait for a learner, those that fall due today made now.

    Nothing is made for who has paused, or in a course put aside. Making them twice makes them once.
    """
    if is_paused(learner_id):
        return []
    made = refreshers_of(learner_id)
    modules = [each for each in finished_modules(learner_id, source_language()) if not each.is_paused]
    due = [(each, step) for each in modules if (step := _due(each, made, today)) is not None]
    if due:
        ground = Ground(learner_id, today, made, questions_by_module(learner_id, modules))
        for each, step in due:
            ground.fresh += _drawn(ground, each, step)
        Refresher.objects.bulk_create(ground.fresh, ignore_conflicts=True)
        made = refreshers_of(learner_id)
    running = {each.course.key for each in modules}
    return [each for each in waiting(made, today) if each.course_key in running]


def _due(module: FinishedModule, made: list[Refresher], today: date) -> int | None:
    steps = {each.step for each in made if each.module_key == module.key}
    finished_on = timezone.localdate(module.finished_at)
    return rules.due_step(finished_on=finished_on, today=today, made=steps)


def _drawn(ground: Ground, module: FinishedModule, step: int) -> list[Refresher]:
    """Return a refresher to be saved; none where the module has nothing that may be asked."""
    if not ground.drawable[module.key]:
        return []
    made = Refresher(
        learner_id=ground.learner_id,
        course_key=module.course.key,
        module_key=module.key,
        step=step,
        drawn=_questions(ground, module, step),
        made_on=ground.today,
        open_until=ground.today + rules.OPEN_FOR,
        kept_until=answers_end(ground.today),
    )
    return [made]


def _questions(ground: Ground, module: FinishedModule, step: int) -> list[dict]:
    everything = ground.everything
    keys = rules.chosen(
        list(ground.drawable[module.key]),
        everything,
        recalled_in(ground.made),
        asked=ground.asked,
        seed=f"{ground.learner_id}/{module.key}/{step}",
    )
    return [{"question": key, "version": everything[key].version} for key in keys]


@transaction.atomic
def record_recall(*, public_id: UUID, question_key: str, is_right: bool, today: date) -> Refresher | None:
    """Keep whether a question was right; the first answer stays. None once the link has ended."""
    refresher = refresher_behind(public_id, today, lock=True)
    if refresher is None or question_key in refresher.marks:
        return refresher
    refresher.marks = {**refresher.marks, question_key: is_right}
    refresher.answered_on = today
    refresher.save(update_fields=["marks", "answered_on"])
    return refresher


def answer_all_right(*, public_id: UUID, today: date) -> None:
    """Answer a whole refresher for an invented learner, so that a demo has something fresh."""
    refresher = Refresher.objects.get(public_id=public_id)
    for key in refresher.unanswered:
        record_recall(public_id=public_id, question_key=key, is_right=True, today=today)


def pause_refreshers(*, learner, paused: bool) -> None:
    """Stop refreshers, or let them come again; no reason is asked."""
    if paused:
        RefresherPause.objects.get_or_create(learner=learner, defaults={"paused_at": timezone.now()})
    else:
        RefresherPause.objects.filter(learner=learner).delete()


def mark_told(public_ids: Collection[UUID], now: datetime) -> None:
    """Remember that the links to these refreshers were sent."""
    Refresher.objects.filter(public_id__in=public_ids, told_at=None).update(told_at=now)


@shared_task(name="assessments.forget_refreshers")
def forget_refreshers(today: str | None = None) -> int:
    """Delete refreshers whose time is over, what was right in them included. Returns how many."""
    day = date.fromisoformat(today) if today else timezone.localdate()
    return Refresher.objects.filter(kept_until__lte=day).delete()[0]
