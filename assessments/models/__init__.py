"""All tables of the assessments floor."""

from assessments.models.attempts import Attempt, ItemTally
from assessments.models.questions import EndTest, Pool, Question, QuestionVersion, ReservedForm
from assessments.models.refreshers import Refresher, RefresherPause
from assessments.models.regrades import Regrade, RegradedMark

__all__ = [
    "Attempt",
    "EndTest",
    "ItemTally",
    "Pool",
    "Question",
    "QuestionVersion",
    "Regrade",
    "RegradedMark",
    "Refresher",
    "RefresherPause",
    "ReservedForm",
]
