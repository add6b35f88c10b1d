"""The door of the assessments floor."""

from assessments.writing import (
    ChoicePlan,
    QuestionPlan,
    translate_question,
    write_end_test,
    write_pool,
    write_question,
)

__all__ = [
    "ChoicePlan",
    "QuestionPlan",
    "translate_question",
    "write_end_test",
    "write_pool",
    "write_question",
]
