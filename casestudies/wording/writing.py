"""Writes texts to rewrite from a package's plans and publishes them; gives plans back for an export."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from casestudies.models import WordingTask
from casestudies.wording.frozen import answers_of
from casestudies.wording.rules import ModelAnswer
from courses.api import Drafts, publish_plans, published_rows, translate_plan

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


def write_wordings(plans: Iterable[WordingPlan], drafts: Drafts | None = None) -> None:
    """Create or update texts to rewrite in the source language and publish them;
    those that ``drafts`` hold wait for a second person instead. Raises WordingNotReady.
    """
    publish_plans(WordingTask, plans, _tell, drafts)


def translate_wording(plan: WordingPlan, language: str, drafts: Drafts | None = None) -> WordingTask:
    """Translate a text and its activity under the same block ids.

    Raises TranslationMismatch, WordingNotReady.
    """
    return translate_plan(WordingTask, plan, language, _tell, drafts)


def _tell(task: WordingTask, plan: WordingPlan) -> None:
    for name in _TEXTS:
        setattr(task, name, getattr(plan, name))
    blocks = [
        {"type": "answer", "id": answer.key, "value": {"text": answer.text, "why": answer.why}}
        for answer in plan.answers
    ]
    task.answers = task.answers.stream_block.to_python(blocks)


def wording_plans(codes: Iterable[str], language: str = "") -> list[WordingPlan]:
    """Return published texts of ``language``, else of the source language, as plans, by code."""
    return [
        WordingPlan(
            key=task.translation_key,
            activity_key=task.activity.translation_key,
            answers=tuple(answers_of(task)),
            **{name: getattr(task, name) for name in _TEXTS},
        )
        for task in published_rows(WordingTask, codes, language)
    ]
