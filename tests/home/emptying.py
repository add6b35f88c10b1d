"""Empties a site of all courses and their evidence, as if nothing had ever been imported."""

from wagtail_localize.models import TranslationSource

from assessments.models import EndTest, Pool, Question, QuestionVersion, ReservedForm
from casestudies.models import Case, Discussion, WordingTask, Worksheet
from courses.models import (
    Activity,
    CompiledCourse,
    CompiledLesson,
    ConflictSet,
    CourseEdition,
    CoursePage,
    Fact,
    Source,
)
from lms.home.models import HomePage, ImportedFolder


def empty_of_courses() -> None:
    """Delete every course, question, case and fact; languages, professions and competencies stay."""
    HomePage.objects.update(play_activity=None)
    # First, so that deleting a page finds nothing that it would have to compile anew.
    for model in (CompiledCourse, CompiledLesson, CourseEdition):
        model.objects.all().delete()
    for course in CoursePage.objects.all():
        course.delete()
    for model in (
        *(
            CompiledCourse,
            CompiledLesson,
            CourseEdition,
            QuestionVersion,
            Question,
            EndTest,
            ReservedForm,
            Pool,
        ),
        *(Case, Discussion, WordingTask, Worksheet, Activity, ConflictSet, Fact, Source),
        *(TranslationSource, ImportedFolder),
    ):
        model.objects.all().delete()
    assert not CoursePage.objects.exists()
