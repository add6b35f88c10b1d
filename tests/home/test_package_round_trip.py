"""A course leaves as a package and comes back: the same bytes again, on a site that held nothing of it."""

from datetime import date

import pytest

from assessments.models import EndTest, Question
from assessments.stored import question_plans
from courses.models import CoursePage, Fact
from lms.home.packages.choices import translated
from lms.home.packages.exporting import export_course
from lms.home.packages.importing import LIBRARY, import_competencies
from lms.home.packages.question_files import question_data, translated_question_data
from lms.home.packages.receiving import look_through, write_package
from tests.factories import make_course, make_home, make_lesson, make_question, translate_question
from tests.home.library_packages import there_and_back

pytestmark = pytest.mark.django_db


def test_a_package_goes_into_an_empty_site_and_comes_out_byte_for_byte(tmp_path):
    """One course of the library; `./run prove packages` does it with all of them."""
    make_home()
    import_competencies(LIBRARY / "competencies.yaml")
    assert not CoursePage.objects.exists() and not Fact.objects.exists()
    there_and_back("trauma-informed-care", tmp_path)


def test_a_picture_of_the_cms_and_the_day_of_a_test_stand_in_its_package_and_come_back(tmp_path):
    course, spots = make_course(), make_question(kind="hotspot")
    Question.objects.filter(pk=spots.pk).update(needs_lesson=True)
    make_lesson(course.lessons[0].get_parent(), practice=[spots])
    asked = {"pool": "", "objectives": [], "activities": [spots.code]}
    (question,) = question_plans(**asked)
    assert question.needs_lesson and question.scene
    EndTest.objects.update(explanations_from=date(2030, 12, 3))
    path = tmp_path / "course.zip"
    path.write_bytes(export_course(course.slug))
    report = look_through(path)
    assert (report.new, report.changed, report.left, report.refused) == ([], [], [], [])
    EndTest.objects.update(explanations_from=None)
    Question.objects.filter(pk=spots.pk).update(needs_lesson=False, choices=[])
    write_package(path)
    assert EndTest.objects.get().explanations_from == date(2030, 12, 3)
    assert question_plans(**asked) == [question]
    assert export_course(course.slug) == path.read_bytes()


def test_a_picture_in_a_translation_says_its_words_alone():
    make_home()
    spots = make_question(kind="hotspot")
    translate_question(spots)
    asked = {"pool": "", "objectives": ["o1"], "activities": []}
    (source,), (words,) = question_plans(**asked), question_plans(**asked, language="ru")
    data = translated_question_data(words)
    assert set(data["scene"]) == {"words", "labels"} and "things" in question_data(source)["scene"]
    assert all("area" not in choice for choice in data["choices"])
    assert translated(source, data) == words
