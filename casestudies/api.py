"""The door of the casestudies floor."""

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
    "EndingPlan",
    "Prompt",
    "TurningPointPlan",
    "WorksheetPlan",
    "case_plans",
    "translate_case",
    "translate_worksheet",
    "worksheet_plans",
    "write_cases",
    "write_worksheets",
]
