"""The door of the assessments floor."""

from assessments.checks.between import gains_between
from assessments.checks.inventing import InventedCheck, checks_around, write_invented_checks
from assessments.checks.taking import CheckPlan
from assessments.queries import forget_memory
from assessments.refreshers.actions import answer_all_right, mark_told, pause_refreshers
from assessments.refreshers.due import DueRefresher, due_refreshers, learners_to_refresh
from assessments.rules import area_of, scene_faults
from assessments.rules.gain import Gain
from assessments.stored import EndTestPlan, end_test_plan, pool_users, question_plans, taken_questions
from assessments.writing import (
    ChoicePlan,
    OtherPlan,
    QuestionPlan,
    ScenePlan,
    ThingPlan,
    hand_in_questions,
    pool_for_drafts,
    translate_question,
    write_end_test,
    write_pool,
    write_questions,
)

__all__ = [
    "CheckPlan",
    "ChoicePlan",
    "DueRefresher",
    "EndTestPlan",
    "Gain",
    "InventedCheck",
    "OtherPlan",
    "QuestionPlan",
    "ScenePlan",
    "ThingPlan",
    "answer_all_right",
    "area_of",
    "checks_around",
    "due_refreshers",
    "end_test_plan",
    "forget_memory",
    "gains_between",
    "hand_in_questions",
    "learners_to_refresh",
    "mark_told",
    "pause_refreshers",
    "pool_for_drafts",
    "pool_users",
    "question_plans",
    "scene_faults",
    "taken_questions",
    "translate_question",
    "write_end_test",
    "write_invented_checks",
    "write_pool",
    "write_questions",
]
