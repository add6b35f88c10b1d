"""The door of the casestudies floor."""

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
    "TurningPointPlan",
    "case_plans",
    "translate_case",
    "write_cases",
]
