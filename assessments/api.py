"""The door of the assessments floor."""

from assessments.queries import forget_memory
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
    "OtherPlan",
    "QuestionPlan",
    "forget_memory",
    "translate_question",
    "write_end_test",
    "write_pool",
    "write_questions",
]
