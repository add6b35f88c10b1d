"""What the pages of refreshers are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from assessments import rules
from assessments.frozen import Content
from assessments.models import Refresher
from assessments.queries import lesson_by_objective
from assessments.refreshers.links import token_of
from assessments.refreshers.queries import is_paused, recalls_of, refreshers_of, waiting
from courses.api import FinishedModule, course_by_key, finished_modules, published_version

# A strip shows this many days, the last of them today.
DAYS = 70
HEIGHT = 40


@dataclass(frozen=True)
class Topic:
    """A finished module with how fresh it is; ``line`` and ``area`` are points of its picture."""

    module: FinishedModule
    finished_on: date
    last_recall: rules.Recall | None
    recalls: int
    level: float
    line: str
    area: str

    @property
    def band(self) -> str:
        """How fresh it is, in a word of the rules."""
        return rules.band(self.level)

    @property
    def percent(self) -> int:
        """How fresh it is, in whole percent."""
        return round(self.level * 100)


@dataclass(frozen=True)
class Waiting:
    """A refresher that may be answered now."""

    token: str
    module: FinishedModule | None
    open_until: date
    questions: int


def topics_context(learner_id: int, language: str, today: date) -> dict:
    """Return what the page of a learner's topics shows. Five queries, however many modules there are."""
    modules = finished_modules(learner_id, language)
    made = refreshers_of(learner_id)
    by_key = {each.key: each for each in modules}
    return {
        "topics": [_topic(each, made, today) for each in modules],
        "waiting": [
            Waiting(
                token_of(each.public_id), by_key.get(each.module_key), each.open_until, len(each.unanswered)
            )
            for each in waiting(made, today)
        ],
        "is_paused": is_paused(learner_id),
        "steps": rules.STEPS,
        "days": DAYS,
        "height": HEIGHT,
    }


def lesson_behind(content: Content, course_key: UUID, language: str) -> dict:
    """Return the course and the lesson a question is about; practice often speaks of its lesson's scene.

    Nothing where its objective belongs to no published lesson of that course.
    """
    course = course_by_key(course_key, language)
    key = lesson_by_objective(published_version()).get(content["objective"])
    cards = course.lessons if course else ()
    lesson = next((card for card in cards if card.key == key), None)
    return {"course": course, "lesson": lesson} if lesson else {}


def _topic(module: FinishedModule, made: Sequence[Refresher], today: date) -> Topic:
    finished_on = timezone.localdate(module.finished_at)
    recalls = recalls_of(made, module.key)
    points = rules.course_of_fading(finished_on=finished_on, recalls=recalls, last=today, days=DAYS)
    line = " ".join(f"{day},{HEIGHT - level * HEIGHT:.1f}" for day, level in points)
    return Topic(
        module=module,
        finished_on=finished_on,
        last_recall=recalls[-1] if recalls else None,
        recalls=len(recalls),
        level=rules.freshness(finished_on=finished_on, recalls=recalls, on=today),
        line=line,
        area=f"{points[0][0]},{HEIGHT} {line} {DAYS},{HEIGHT}" if points else "",
    )
