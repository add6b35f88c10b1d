"""Writes worksheets from a package's plans and publishes them; gives plans back for an export."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from wagtail.models import Locale

from casestudies.models import Worksheet
from casestudies.worksheets.frozen import prompts_of
from casestudies.worksheets.rules import Prompt
from courses.api import translate_activity, write_activity, write_translation

_TEXTS = ("code", "kind", "title", "opening")


@dataclass(frozen=True)
class WorksheetPlan:
    """A whole worksheet; ``kind`` is "reflection" or "planner". Lessons place it by ``activity_key``."""

    key: UUID
    activity_key: UUID
    code: str
    kind: str
    title: str
    prompts: tuple[Prompt, ...]
    opening: str = ""


def write_worksheets(plans: Iterable[WorksheetPlan]) -> None:
    """Create or update worksheets in the source language and publish them. Raises WorksheetNotReady."""
    for plan in plans:
        worksheet = Worksheet.known_or_new(plan.key)
        _tell(worksheet, plan)
        worksheet.activity = write_activity(
            key=plan.activity_key,
            code=plan.code,
            kind=plan.kind,
            title=plan.title,
            minutes=Worksheet.minutes,
            is_sensitive=Worksheet.is_sensitive,
        )
        worksheet.save()
        worksheet.save_revision().publish()


def translate_worksheet(plan: WorksheetPlan, language: str) -> Worksheet:
    """Translate a worksheet and its activity under the same block ids. Raises TranslationMismatch."""
    worksheet = Worksheet.objects.get(translation_key=plan.key, locale=Locale.get_default())
    translate_activity(plan.activity_key, plan.title, language)
    shadow = Worksheet(locale=worksheet.locale)
    _tell(shadow, plan)
    return write_translation(worksheet, shadow, language)


def _tell(worksheet: Worksheet, plan: WorksheetPlan) -> None:
    for name in _TEXTS:
        setattr(worksheet, name, getattr(plan, name))
    blocks = [
        {
            "type": "prompt",
            "id": prompt.key,
            "value": {"label": prompt.label, "hint": prompt.hint, "lines": prompt.lines},
        }
        for prompt in plan.prompts
    ]
    worksheet.prompts = worksheet.prompts.stream_block.to_python(blocks)


def worksheet_plans(codes: Iterable[str]) -> list[WorksheetPlan]:
    """Return published worksheets of the source language as plans, by code."""
    found = Worksheet.objects.filter(live=True, locale=Locale.get_default(), code__in=list(codes))
    return [
        WorksheetPlan(
            key=worksheet.translation_key,
            activity_key=worksheet.activity.translation_key,
            prompts=tuple(prompts_of(worksheet)),
            **{name: getattr(worksheet, name) for name in _TEXTS},
        )
        for worksheet in found.select_related("activity").order_by("code")
    ]
