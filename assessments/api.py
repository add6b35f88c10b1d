"""The door of the assessments floor."""

from assessments.queries import forget_memory
from assessments.refreshers.actions import answer_all_right, mark_told, pause_refreshers
from assessments.refreshers.due import DueRefresher, due_refreshers, learners_to_refresh
from assessments.stored import EndTestPlan, end_test_plan, question_owners, question_plans
from assessments.writing import (
    ChoicePlan,
    OtherPlan,
    QuestionPlan,
    translate_question,
    write_end_test,
    write_pool,
    write_questions,
)

__all__ = [
    "ChoicePlan",
    "DueRefresher",
    "EndTestPlan",
    "OtherPlan",
    "QuestionPlan",
    "answer_all_right",
    "due_refreshers",
    "end_test_plan",
    "forget_memory",
    "learners_to_refresh",
    "mark_told",
    "pause_refreshers",
    "question_owners",
    "question_plans",
    "translate_question",
    "write_end_test",
    "write_pool",
    "write_questions",
]
