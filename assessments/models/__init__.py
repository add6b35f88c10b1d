"""All tables of the assessments floor."""

from assessments.models.attempts import Attempt, ItemTally
from assessments.models.questions import EndTest, Pool, Question, QuestionVersion, ReservedForm

__all__ = ["Attempt", "EndTest", "ItemTally", "Pool", "Question", "QuestionVersion", "ReservedForm"]
