"""All tables of the courses floor; each is defined in its room."""

from courses.activities.models import Activity
from courses.activities.runtimes.h5p.models import H5PActivity, H5PLibrary, H5PPackage, H5PState
from courses.activities.runtimes.xblock.models import BlockExercise, BlockState
from courses.content.models import (
    Competency,
    CompiledCourse,
    CompiledLesson,
    CourseCompetency,
    CourseEdition,
    CoursePage,
    ExpertSignature,
    LearningObjective,
    LessonPage,
    ModulePage,
    NativeReading,
    Profession,
    PublishedVersion,
    SecondPersonTask,
    SignedVersion,
    WaitingCorrection,
)
from courses.evidence.models import ConflictSet, Fact, Position, Source
from courses.glossary.models import GlossaryTerm, TermInLanguage
from courses.learning.events.models import Attendance, Event, EventNotice
from courses.learning.models import (
    ActivityState,
    Cohort,
    DueNotice,
    Enrolment,
    Invitation,
    Membership,
    OutcomeRecord,
)
from courses.places.models import Country, Organisation, Region

__all__ = [
    "Activity",
    "ActivityState",
    "Attendance",
    "BlockExercise",
    "BlockState",
    "Cohort",
    "Competency",
    "CompiledCourse",
    "CompiledLesson",
    "ConflictSet",
    "Country",
    "CourseCompetency",
    "CourseEdition",
    "CoursePage",
    "Enrolment",
    "Event",
    "DueNotice",
    "EventNotice",
    "ExpertSignature",
    "Fact",
    "GlossaryTerm",
    "H5PActivity",
    "H5PLibrary",
    "H5PPackage",
    "H5PState",
    "Invitation",
    "LearningObjective",
    "LessonPage",
    "Membership",
    "ModulePage",
    "NativeReading",
    "Organisation",
    "OutcomeRecord",
    "Position",
    "Profession",
    "PublishedVersion",
    "Region",
    "SecondPersonTask",
    "SignedVersion",
    "Source",
    "TermInLanguage",
    "WaitingCorrection",
]
