"""The door of the courses floor: what others may ask and do."""

from courses.activities.contract import (
    ActivityKind,
    ActivityView,
    AnswerRefused,
    LearnerState,
    Outcome,
    PlacedActivity,
)
from courses.activities.registry import kind_of, register
from courses.content.actions import publish_course, publish_lessons_with
from courses.content.queries import (
    course_by_key,
    courses_on_shelf,
    lesson_on_shelf,
    published_version,
    unsigned_reviews,
)
from courses.content.shelf import Course, Lesson, LessonCard
from courses.learning.actions import NotPublished, enrol, move_learner, record_outcome
from courses.learning.completion import Completion, completion_of
from courses.learning.queries import (
    Progress,
    completed_keys,
    enrolment_of,
    learning_totals,
    progress_of,
)
from courses.learning.rules import months_after
from courses.learning.visit import Visit, visit_course

__all__ = [
    "ActivityKind",
    "ActivityView",
    "AnswerRefused",
    "Completion",
    "Course",
    "LearnerState",
    "Lesson",
    "LessonCard",
    "NotPublished",
    "Outcome",
    "PlacedActivity",
    "Progress",
    "Visit",
    "completed_keys",
    "completion_of",
    "course_by_key",
    "courses_on_shelf",
    "enrol",
    "enrolment_of",
    "kind_of",
    "learning_totals",
    "lesson_on_shelf",
    "months_after",
    "move_learner",
    "progress_of",
    "publish_course",
    "publish_lessons_with",
    "published_version",
    "record_outcome",
    "register",
    "unsigned_reviews",
    "visit_course",
]
