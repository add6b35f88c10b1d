"""``./run prove packages``: each course and the case library leave and come back byte for byte.

Not part of the suite, which does the same with one course and a small library.
"""

import pytest

from courses.models import CoursePage, Fact
from lms.home.packages.contents import Library
from lms.home.packages.exporting import export_course, export_library
from lms.home.packages.importing import LIBRARY, import_competencies
from lms.home.setup import set_up_site
from tests.factories import make_home
from tests.home.library_packages import (
    package_of,
    require_no_study_lost,
    require_nothing_lost,
    there_and_back,
)

COURSES = sorted(path.parent.name for path in LIBRARY.glob("*/course.yaml"))

pytestmark = pytest.mark.django_db


def test_packages_go_into_an_empty_site_and_come_out_byte_for_byte(tmp_path):
    make_home()
    import_competencies(LIBRARY / "competencies.yaml")
    assert not CoursePage.objects.exists() and not Fact.objects.exists()
    for code in [*COURSES, Library.name]:
        there_and_back(code, tmp_path)


def test_courses_leave_as_the_very_packages_that_their_folders_make_and_nothing_is_lost(tmp_path):
    set_up_site()
    for code in COURSES:
        assert export_course(code) == package_of(code)
        require_nothing_lost(code, tmp_path / code)
    assert export_library() == package_of(Library.name)
    require_no_study_lost(tmp_path / Library.name)
