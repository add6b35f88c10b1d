"""Pure rules of questions: grading, drawing, saving, and what an author should mend. No Django."""

from assessments.rules.authoring import Draft, DraftChoice, Flaw, doubts, problems
from assessments.rules.drawing import Candidate, Cell, blueprint_of, draw, in_stable_order, shortages
from assessments.rules.grading import (
    Answer,
    AnswerForeign,
    AnswerMissing,
    Question,
    grade,
    is_answered,
    is_passed,
    mean_score,
    require_own,
    share_found,
)
from assessments.rules.saving import SavedAnswer, SentAnswer, Told, merge

__all__ = [
    "Answer",
    "AnswerForeign",
    "AnswerMissing",
    "Candidate",
    "Cell",
    "Draft",
    "DraftChoice",
    "Flaw",
    "Question",
    "SavedAnswer",
    "SentAnswer",
    "Told",
    "blueprint_of",
    "doubts",
    "draw",
    "grade",
    "in_stable_order",
    "is_answered",
    "is_passed",
    "mean_score",
    "merge",
    "problems",
    "require_own",
    "share_found",
    "shortages",
]
