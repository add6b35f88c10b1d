"""A course leaves as a package and comes back: the same meaning as its folder, and the same bytes again."""

import io
import zipfile
from pathlib import Path
from uuid import UUID

import pytest
import yaml
from django.db import transaction

from courses.api import forget_memory
from lms.home.packages.contents import read_contents
from lms.home.packages.exporting import export_course, stored_contents
from lms.home.packages.importing import LIBRARY, import_evidence, import_package
from lms.home.packages.lesson_text import read_lesson
from lms.home.packages.package_files import items_of
from lms.home.setup import set_up_site
from tests.home.emptying import empty_of_courses

pytestmark = pytest.mark.django_db
COURSES = sorted(path.parent.name for path in LIBRARY.glob("*/course.yaml"))


@pytest.fixture(scope="module")
def _imported(django_db_setup, django_db_blocker):
    """Import the library once for all tests of this module, in a transaction that ends with them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield set_up_site()
        transaction.set_rollback(True)


@pytest.fixture
def library(_imported, db):
    """The imported library; each test works in a savepoint of its own."""
    return LIBRARY


def unpacked(package: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        archive.extractall(folder)
    return folder


@pytest.mark.parametrize("code", COURSES)
def test_a_course_says_the_same_in_its_folder_and_on_the_site(library, code):
    written, stored = items_of(read_contents(library / code)), items_of(stored_contents(code))
    ours = {name: items for name, items in stored.items() if not name.startswith("evidence/")}
    assert ours == {name: items for name, items in written.items() if not name.startswith("evidence/")}
    all_evidence = items_of(read_contents(library / "common-core"))
    for name in set(stored) - set(ours):
        assert {**all_evidence[name], **stored[name], "": ""} == {**all_evidence[name], "": ""}


@pytest.mark.parametrize("code", COURSES)
def test_nothing_of_the_folder_is_lost_in_the_package(library, code, tmp_path):
    folder, package = library / code, unpacked(export_course(code), tmp_path)
    assert said(package, "course*.yaml") == said(folder, "course*.yaml")
    assert questions(package) == questions(folder)
    for kind in ("cases", "worksheets", "wordings", "discussions"):
        assert said(package / kind, "*.yaml") == said(folder / kind, "*.yaml")
    assert lessons(package) == lessons(folder)


def said(folder: Path, names: str) -> dict:
    """What files say, without the order of lists that are sets."""
    found = {path.name: yaml.safe_load(path.read_text("utf-8")) for path in folder.glob(names)}
    for data in found.values():
        if "audience" in data:
            data["audience"] = set(data["audience"])
    return found


def questions(folder: Path) -> dict:
    found = {}
    for path in (folder / "questions").glob("*.yaml"):
        for data in yaml.safe_load(path.read_text("utf-8")):
            found[data["id"], path.name.count(".")] = data
    return found


def lessons(folder: Path) -> dict:
    key = UUID(int=0)
    return {
        path.name: read_lesson(path.read_text("utf-8"), key, path.name)
        for path in (folder / "lessons").glob("*.md")
    }


@pytest.mark.parametrize("code", COURSES)
def test_a_package_goes_into_an_emptied_site_and_comes_out_byte_for_byte(library, code, tmp_path):
    package = export_course(code)
    empty_of_courses()
    forget_memory()
    folder = unpacked(package, tmp_path)
    import_evidence(folder / "evidence")
    import_package(folder)
    assert export_course(code) == package
