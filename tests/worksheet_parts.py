"""A small invented worksheet of two prompts."""

from casestudies.api import WorksheetPlan
from lms.home.packages.worksheets import worksheet_from

SAMPLE = {
    "id": "sample",
    "type": "planner",
    "title": "A plan for the desk",
    "opening": "For Monday.",
    "prompts": [
        {"label": "What is mine", "hint": "One line is enough.", "lines": 3},
        {"label": "Whom I ring first", "lines": 2},
    ],
}


def sample_worksheet(code: str, **fields) -> WorksheetPlan:
    """Return the plan of a small worksheet under this code."""
    return worksheet_from({**SAMPLE, "id": code, **fields})
