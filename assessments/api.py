"""The door of the assessments floor."""

from assessments.queries import forget_memory
from assessments.refreshers.actions import answer_all_right, mark_told, pause_refreshers
from assessments.refreshers.due import DueRefresher, due_refreshers, learners_to_refresh
from assessments.rules import area_of, scene_faults
from assessments.writing import (
    ChoicePlan,
    OtherPlan,
    QuestionPlan,
    ScenePlan,
    ThingPlan,
    translate_question,
    write_end_test,
    write_pool,
    write_questions,
)

__all__ = [
    "ChoicePlan",
    "DueRefresher",
    "OtherPlan",
    "QuestionPlan",
    "ScenePlan",
    "ThingPlan",
    "answer_all_right",
    "area_of",
    "due_refreshers",
    "forget_memory",
    "learners_to_refresh",
    "mark_told",
    "pause_refreshers",
    "scene_faults",
    "translate_question",
    "write_end_test",
    "write_pool",
    "write_questions",
]
