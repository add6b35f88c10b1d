"""The door of the casestudies floor."""

from casestudies.discussion.actions import contribute, let_through
from casestudies.discussion.writing import (
    DiscussionPlan,
    discussion_plans,
    translate_discussion,
    write_discussions,
)
from casestudies.worksheets.rules import Prompt
from casestudies.worksheets.writing import (
    WorksheetPlan,
    translate_worksheet,
    worksheet_plans,
    write_worksheets,
)
from casestudies.writing import (
    CaseChoicePlan,
    CasePlan,
    EndingPlan,
    TurningPointPlan,
    case_plans,
    translate_case,
    write_cases,
)

__all__ = [
    "CaseChoicePlan",
    "CasePlan",
    "DiscussionPlan",
    "EndingPlan",
    "Prompt",
    "TurningPointPlan",
    "WorksheetPlan",
    "case_plans",
    "contribute",
    "discussion_plans",
    "let_through",
    "translate_case",
    "translate_discussion",
    "translate_worksheet",
    "worksheet_plans",
    "write_cases",
    "write_discussions",
    "write_worksheets",
]
