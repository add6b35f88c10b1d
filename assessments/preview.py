"""A question as its author looks at it: asked, and explained."""

from assessments import rules
from assessments.explaining import explained
from assessments.frozen import frozen_content, graded
from assessments.kind import question_advice
from assessments.models import Question
from assessments.rules import Answer
from assessments.showing import asked


def preview_context(question: Question, context: dict) -> dict:
    """Return what the preview shows: the question before and after a right answer, and what to mend."""
    content = frozen_content(question)
    right = rules.right_answer(graded(content))
    return {
        **context,
        "question": asked(content, Answer(), key="asked"),
        "feedback": explained(content, right, key="explained"),
        "advice": question_advice(question),
        "LANGUAGE_CODE": content["language"],
    }
