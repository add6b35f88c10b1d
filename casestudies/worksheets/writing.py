"""Writes worksheets from a package's plans and publishes them; gives plans back for an export."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from casestudies.models import Worksheet
from casestudies.worksheets.frozen import prompts_of
from casestudies.worksheets.rules import Prompt
from courses.api import Drafts, publish_plans, published_rows, translate_plan

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


def write_worksheets(plans: Iterable[WorksheetPlan], drafts: Drafts | None = None) -> None:
    """Create or update worksheets in the source language and publish them;
    those that ``drafts`` hold wait for a second person instead. Raises WorksheetNotReady.
    """
    publish_plans(Worksheet, plans, _tell, drafts)


def translate_worksheet(plan: WorksheetPlan, language: str, drafts: Drafts | None = None) -> Worksheet:
    """Translate a worksheet and its activity under the same block ids. Raises TranslationMismatch."""
    return translate_plan(Worksheet, plan, language, _tell, drafts)


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


def worksheet_plans(codes: Iterable[str], language: str = "") -> list[WorksheetPlan]:
    """Return published worksheets of ``language``, else of the source language, as plans, by code."""
    return [
        WorksheetPlan(
            key=worksheet.translation_key,
            activity_key=worksheet.activity.translation_key,
            prompts=tuple(prompts_of(worksheet)),
            **{name: getattr(worksheet, name) for name in _TEXTS},
        )
        for worksheet in published_rows(Worksheet, codes, language)
    ]
