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
from courses.content.actions import (
    count_publication,
    publish_all_courses,
    publish_course,
    publish_lessons_with,
)
from courses.content.plans import CoursePlan, LessonPlan, ModulePlan, ObjectivePlan
from courses.content.queries import (
    course_by_key,
    courses_on_shelf,
    lesson_on_shelf,
    profession_names,
    published_version,
    unsigned_reviews,
)
from courses.content.review import OperatorsChange
from courses.content.shelf import Course, Lesson, LessonCard
from courses.content.translating import TranslationMismatch, write_translation
from courses.content.uses import USES_HOOK, Use, use_of
from courses.content.workflow import set_up_review
from courses.content.writing import (
    UnknownReference,
    translate_activity,
    write_activity,
    write_competency,
    write_course,
    write_course_translation,
    write_profession,
)
from courses.evidence.writing import (
    ConflictPlan,
    FactPlan,
    PositionPlan,
    write_conflicts,
    write_facts,
    write_source,
)
from courses.languages.rules import LANGUAGES, is_cyrillic, latin_name
from courses.learning.actions import (
    NotPublished,
    backdate_learning,
    enrol,
    move_learner,
    pause,
    record_outcome,
)
from courses.learning.completion import Completion, completion_of
from courses.learning.queries import (
    Progress,
    completed_keys,
    enrolment_of,
    learning_totals,
    progress_of,
)
from courses.learning.rules import is_item_done, months_after
from courses.learning.visit import Visit, visit_course
from courses.places.actions import load_regions
from courses.places.queries import region_choices, region_names

__all__ = [
    "LANGUAGES",
    "USES_HOOK",
    "ActivityKind",
    "ActivityView",
    "AnswerRefused",
    "Completion",
    "ConflictPlan",
    "Course",
    "CoursePlan",
    "FactPlan",
    "LearnerState",
    "Lesson",
    "LessonCard",
    "LessonPlan",
    "ModulePlan",
    "NotPublished",
    "ObjectivePlan",
    "OperatorsChange",
    "Outcome",
    "PlacedActivity",
    "PositionPlan",
    "Progress",
    "TranslationMismatch",
    "UnknownReference",
    "Use",
    "Visit",
    "backdate_learning",
    "completed_keys",
    "completion_of",
    "count_publication",
    "course_by_key",
    "courses_on_shelf",
    "enrol",
    "enrolment_of",
    "is_cyrillic",
    "is_item_done",
    "kind_of",
    "latin_name",
    "learning_totals",
    "lesson_on_shelf",
    "load_regions",
    "months_after",
    "move_learner",
    "pause",
    "profession_names",
    "progress_of",
    "publish_all_courses",
    "publish_course",
    "publish_lessons_with",
    "published_version",
    "record_outcome",
    "region_choices",
    "region_names",
    "register",
    "set_up_review",
    "translate_activity",
    "unsigned_reviews",
    "use_of",
    "visit_course",
    "write_activity",
    "write_competency",
    "write_conflicts",
    "write_course",
    "write_course_translation",
    "write_facts",
    "write_profession",
    "write_source",
    "write_translation",
]
