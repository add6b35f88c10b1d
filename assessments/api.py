"""The door of the assessments floor."""

from assessments.writing import (
    ChoicePlan,
    OtherPlan,
    QuestionPlan,
    translate_question,
    write_end_test,
    write_pool,
    write_question,
)

__all__ = [
    "ChoicePlan",
    "OtherPlan",
    "QuestionPlan",
    "translate_question",
    "write_end_test",
    "write_pool",
    "write_question",
]
