"""A course leaves as a package and comes back: the same bytes again, on a site that held nothing of it."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from courses.models import CoursePage, Fact
from lms.home.packages.contents import SOURCE, Contents, facts_behind, read_contents, shown
from lms.home.packages.exporting import export_course
from lms.home.packages.importing import LIBRARY, import_competencies
from lms.home.packages.package_files import files_of
from lms.home.packages.receiving import look_through, write_package
from lms.home.packages.zip_files import zipped
from tests.factories import make_home


@cache
def package_of(code: str) -> bytes:
    """The package of a course of the library, made from its folder alone."""
    return zipped(files_of(with_evidence(read_contents(LIBRARY / code))))


@cache
def common_core() -> Contents:
    return read_contents(LIBRARY / "common-core")


def with_evidence(contents: Contents) -> Contents:
    """The same with the evidence that it shows, which the library keeps in one place."""
    library = common_core()
    lessons = contents.lessons()
    conflicts = [each for each in library.conflicts if each.code in shown(lessons, "conflict")]
    cases = contents.placed["cases", SOURCE]
    codes = facts_behind(lessons, contents.questions[SOURCE], cases, conflicts)
    facts = [each for each in library.facts if each.code in codes]
    names = {each.source for each in facts}
    sources = [each for each in library.sources if each.code in names]
    return replace(contents, facts=facts, conflicts=conflicts, sources=sources)


def there_and_back(code: str, folder: Path) -> None:
    """Write the package of a course, take the course out again, and look its package through once more."""
    package, path = package_of(code), folder / f"{code}.zip"
    path.write_bytes(package)
    write_package(path)
    assert export_course(code) == package
    again = look_through(path)
    assert (again.new, again.changed, again.left, again.refused) == ([], [], [], [])


@pytest.mark.django_db
def test_a_package_goes_into_an_empty_site_and_comes_out_byte_for_byte(tmp_path):
    """One course of the library; `./run prove packages` does it with all of them."""
    make_home()
    import_competencies(LIBRARY / "competencies.yaml")
    assert not CoursePage.objects.exists() and not Fact.objects.exists()
    there_and_back("trauma-informed-care", tmp_path)
