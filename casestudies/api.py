"""The door of the casestudies floor."""

from casestudies.discussion.actions import contribute, let_through
from casestudies.discussion.writing import (
    DiscussionPlan,
    discussion_plans,
    translate_discussion,
    write_discussions,
)
from casestudies.studies.publishing import publish_studies
from casestudies.studies.queries import forget_studies
from casestudies.studies.stored import library_titles, study_plans, taken_studies
from casestudies.studies.writing import RemarkPlan, StudyPlan, translate_studies, write_studies
from casestudies.taking import taken_ids
from casestudies.wording.rules import ModelAnswer
from casestudies.wording.writing import WordingPlan, translate_wording, wording_plans, write_wordings
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
    "ModelAnswer",
    "Prompt",
    "RemarkPlan",
    "StudyPlan",
    "TurningPointPlan",
    "WordingPlan",
    "WorksheetPlan",
    "case_plans",
    "contribute",
    "discussion_plans",
    "forget_studies",
    "let_through",
    "library_titles",
    "publish_studies",
    "study_plans",
    "taken_ids",
    "taken_studies",
    "translate_case",
    "translate_discussion",
    "translate_studies",
    "translate_wording",
    "translate_worksheet",
    "wording_plans",
    "worksheet_plans",
    "write_cases",
    "write_discussions",
    "write_studies",
    "write_wordings",
    "write_worksheets",
]
