"""Pure rules of questions: grading, drawing, saving, and what an author should mend. No Django."""

from assessments.rules.arranging import as_arranged, places_open_to
from assessments.rules.asking import Answer, AnswerForeign, AnswerMissing, AnswerTooLong, Question
from assessments.rules.authoring import Draft, DraftChoice, DraftScene, Flaw, culprits, doubts, problems
from assessments.rules.checks import END_TEST, FORMS, are_parallel, check_key, declined_key, other_form
from assessments.rules.drawing import (
    Candidate,
    Cell,
    blueprint_of,
    draw,
    in_mixed_order,
    in_stable_order,
    shortages,
)
from assessments.rules.fading import Recall, band, course_of_fading, freshness
from assessments.rules.grading import (
    LONGEST_TEXT,
    SEVERAL,
    exact,
    grade,
    is_answered,
    is_passed,
    mean_score,
    recognise,
    require_own,
    right_answer,
    share_found,
)
from assessments.rules.numbers import overlap, readings
from assessments.rules.saving import SavedAnswer, SentAnswer, Told, merge
from assessments.rules.scene import HEIGHTS, WIDTHS, Area, area_of, scene_faults
from assessments.rules.spacing import LATEST, OPEN_FOR, STEPS, Recalled, chosen, coming_back, due_step
from assessments.rules.writing import answer_key

__all__ = [
    "END_TEST",
    "FORMS",
    "HEIGHTS",
    "LATEST",
    "LONGEST_TEXT",
    "OPEN_FOR",
    "SEVERAL",
    "STEPS",
    "WIDTHS",
    "Answer",
    "AnswerForeign",
    "AnswerMissing",
    "AnswerTooLong",
    "Area",
    "Candidate",
    "Cell",
    "Draft",
    "DraftChoice",
    "DraftScene",
    "Flaw",
    "Question",
    "Recall",
    "Recalled",
    "SavedAnswer",
    "SentAnswer",
    "Told",
    "answer_key",
    "are_parallel",
    "area_of",
    "as_arranged",
    "band",
    "blueprint_of",
    "check_key",
    "chosen",
    "coming_back",
    "course_of_fading",
    "culprits",
    "declined_key",
    "doubts",
    "draw",
    "due_step",
    "exact",
    "freshness",
    "grade",
    "in_mixed_order",
    "in_stable_order",
    "is_answered",
    "is_passed",
    "mean_score",
    "merge",
    "other_form",
    "overlap",
    "places_open_to",
    "problems",
    "readings",
    "recognise",
    "require_own",
    "right_answer",
    "scene_faults",
    "share_found",
    "shortages",
]
