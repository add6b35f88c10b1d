"""The door of the courses floor: what others may ask and do."""

from courses.activities.contract import (
    ActivityKind,
    ActivityView,
    AnswerRefused,
    CourseMoment,
    LearnerState,
    Outcome,
    PlacedActivity,
    Trust,
)
from courses.activities.registry import kind_of, offer_beside, register
from courses.conditional import page_etag, tagged, unchanged
from courses.content.actions import (
    count_publication,
    one_publication,
    publish_all_courses,
    publish_course,
    publish_lessons_with,
)
from courses.content.addresses import is_lesson_slug_taken
from courses.content.citing import CITED_HOOK
from courses.content.compile import Measured, measured, plain_text
from courses.content.figures import SHOWN_HOOK, Shown
from courses.content.plans import CoursePlan, LessonPlan, ModulePlan, ObjectivePlan
from courses.content.queries import (
    course_by_key,
    courses_on_shelf,
    forget_memory,
    lesson_on_shelf,
    profession_names,
    published_version,
    unsigned_reviews,
)
from courses.content.review import OperatorsChange
from courses.content.shelf import Course, Lesson, LessonCard
from courses.content.terms import translate_term
from courses.content.translating import TranslationMismatch, write_translation
from courses.content.uses import USES_HOOK, Use, use_of
from courses.content.workflow import set_up_review
from courses.content.writing import (
    UnknownReference,
    stream_data,
    translate_activity,
    write_activity,
    write_competency,
    write_course,
    write_course_translation,
    write_profession,
)
from courses.dignity.queries import (
    LanguageNotReviewed,
    is_wording_reviewed,
    public_wording,
    wording_languages,
    wording_marks,
)
from courses.dignity.rules import (
    LONGEST_TEXT,
    POSITIONS,
    Mark,
    Unchecked,
    UnknownLanguage,
    refuse_unreadable,
    told_once,
)
from courses.dignity.telling import ToldWording, told_wording
from courses.evidence.writing import (
    ConflictPlan,
    FactPlan,
    PositionPlan,
    write_conflicts,
    write_facts,
    write_source,
)
from courses.glossary.marking import MarkedTerms, mark_terms
from courses.glossary.writing import NamePlan, TermPlan, write_terms
from courses.languages.rules import LANGUAGES, fold, is_cyrillic, latin_name
from courses.learning.actions import (
    NotPublished,
    backdate_learning,
    enrol,
    move_learner,
    pause,
    record_outcome,
)
from courses.learning.cohorts import (
    Reach,
    Step,
    cohort_by_key,
    cohorts_of,
    cohorts_within,
    invitation_by_id,
    invitation_by_token,
    invitations_by,
    is_member,
    member_ids,
    steps_of,
)
from courses.learning.completion import Completion, completion_of
from courses.learning.joining import (
    InvitationOver,
    MadeInvitation,
    accept_invitation,
    close_invitation,
    create_cohort,
    delete_cohort,
    invite,
    leave_cohort,
)
from courses.learning.modules import FinishedModule, finished_modules, learners_active_since
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
from courses.places.queries import country_names, region_choices, region_names

__all__ = [
    "CITED_HOOK",
    "LANGUAGES",
    "LONGEST_TEXT",
    "POSITIONS",
    "SHOWN_HOOK",
    "USES_HOOK",
    "ActivityKind",
    "ActivityView",
    "AnswerRefused",
    "Completion",
    "ConflictPlan",
    "Course",
    "CourseMoment",
    "CoursePlan",
    "FactPlan",
    "FinishedModule",
    "InvitationOver",
    "LanguageNotReviewed",
    "LearnerState",
    "Lesson",
    "LessonCard",
    "LessonPlan",
    "MadeInvitation",
    "Mark",
    "Measured",
    "MarkedTerms",
    "ModulePlan",
    "NamePlan",
    "NotPublished",
    "ObjectivePlan",
    "OperatorsChange",
    "Outcome",
    "PlacedActivity",
    "PositionPlan",
    "Progress",
    "Reach",
    "Shown",
    "Step",
    "TermPlan",
    "TranslationMismatch",
    "ToldWording",
    "Trust",
    "Unchecked",
    "UnknownLanguage",
    "UnknownReference",
    "Use",
    "Visit",
    "accept_invitation",
    "backdate_learning",
    "close_invitation",
    "cohort_by_key",
    "cohorts_of",
    "cohorts_within",
    "completed_keys",
    "completion_of",
    "count_publication",
    "country_names",
    "course_by_key",
    "courses_on_shelf",
    "create_cohort",
    "delete_cohort",
    "enrol",
    "enrolment_of",
    "finished_modules",
    "fold",
    "forget_memory",
    "invitation_by_id",
    "invitation_by_token",
    "invitations_by",
    "invite",
    "is_cyrillic",
    "is_item_done",
    "is_member",
    "is_lesson_slug_taken",
    "is_wording_reviewed",
    "kind_of",
    "latin_name",
    "learners_active_since",
    "learning_totals",
    "leave_cohort",
    "lesson_on_shelf",
    "load_regions",
    "measured",
    "mark_terms",
    "member_ids",
    "months_after",
    "move_learner",
    "offer_beside",
    "one_publication",
    "page_etag",
    "pause",
    "plain_text",
    "profession_names",
    "progress_of",
    "public_wording",
    "publish_all_courses",
    "publish_course",
    "publish_lessons_with",
    "published_version",
    "record_outcome",
    "refuse_unreadable",
    "region_choices",
    "region_names",
    "register",
    "set_up_review",
    "steps_of",
    "stream_data",
    "tagged",
    "told_once",
    "told_wording",
    "translate_activity",
    "unchanged",
    "translate_term",
    "unsigned_reviews",
    "use_of",
    "visit_course",
    "wording_languages",
    "wording_marks",
    "write_activity",
    "write_competency",
    "write_conflicts",
    "write_course",
    "write_course_translation",
    "write_facts",
    "write_profession",
    "write_source",
    "write_terms",
    "write_translation",
]
