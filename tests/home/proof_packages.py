"""``./run prove packages``: every course of the library leaves as a package and comes back byte for byte.

Not part of the suite, which does the same with one course.
"""

import pytest

from courses.models import CoursePage, Fact
from lms.home.packages.importing import LIBRARY, import_competencies
from tests.factories import make_home
from tests.home.test_package_round_trip import there_and_back

COURSES = sorted(path.parent.name for path in LIBRARY.glob("*/course.yaml"))


@pytest.mark.django_db
def test_packages_go_into_an_empty_site_and_come_out_byte_for_byte(tmp_path):
    make_home()
    import_competencies(LIBRARY / "competencies.yaml")
    assert not CoursePage.objects.exists() and not Fact.objects.exists()
    for code in COURSES:
        there_and_back(code, tmp_path)
