"""Writes texts to rewrite from a package's plans and publishes them; gives plans back for an export."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from wagtail.models import Locale

from casestudies.models import WordingTask
from casestudies.wording.frozen import answers_of
from casestudies.wording.rules import ModelAnswer
from courses.api import translate_activity, write_activity, write_translation

_TEXTS = ("code", "form", "title", "opening", "original")


@dataclass(frozen=True)
class WordingPlan:
    """A text to rewrite; ``form`` is "headline", "caption", "paragraph" or "note".

    Lessons place it by ``activity_key``.
    """

    key: UUID
    activity_key: UUID
    code: str
    form: str
    title: str
    original: str
    answers: tuple[ModelAnswer, ...]
    opening: str = ""


def write_wordings(plans: Iterable[WordingPlan]) -> None:
    """Create or update texts to rewrite in the source language and publish them. Raises WordingNotReady."""
    for plan in plans:
        task = WordingTask.known_or_new(plan.key)
        _tell(task, plan)
        task.activity = write_activity(
            key=plan.activity_key,
            code=plan.code,
            kind=WordingTask.activity_kind,
            title=plan.title,
            minutes=WordingTask.minutes,
            is_sensitive=WordingTask.is_sensitive,
        )
        task.save()
        task.save_revision().publish()


def translate_wording(plan: WordingPlan, language: str) -> WordingTask:
    """Translate a text and its activity under the same block ids.

    Raises TranslationMismatch, WordingNotReady.
    """
    task = WordingTask.objects.get(translation_key=plan.key, locale=Locale.get_default())
    translate_activity(plan.activity_key, plan.title, language)
    shadow = WordingTask(locale=task.locale)
    _tell(shadow, plan)
    return write_translation(task, shadow, language)


def _tell(task: WordingTask, plan: WordingPlan) -> None:
    for name in _TEXTS:
        setattr(task, name, getattr(plan, name))
    blocks = [
        {"type": "answer", "id": answer.key, "value": {"text": answer.text, "why": answer.why}}
        for answer in plan.answers
    ]
    task.answers = task.answers.stream_block.to_python(blocks)


def wording_plans(codes: Iterable[str]) -> list[WordingPlan]:
    """Return published texts of the source language as plans, by code."""
    found = WordingTask.objects.filter(live=True, locale=Locale.get_default(), code__in=list(codes))
    return [
        WordingPlan(
            key=task.translation_key,
            activity_key=task.activity.translation_key,
            answers=tuple(answers_of(task)),
            **{name: getattr(task, name) for name in _TEXTS},
        )
        for task in found.select_related("activity").order_by("code")
    ]
