"""A translation may show a picture of its own, since a drawing has words in it; and the way back."""

import pytest

from courses.models import CompiledLesson
from lms.home.packages.drafting import draft_package
from lms.home.packages.exporting import export_course, export_library
from lms.home.packages.receiving import write_package
from media.models import Picture
from tests.home.test_package_drafts import a_person, a_site, sign_everything
from tests.home.travelling import (
    SLUG,
    course_package,
    library_package,
    make_travelling_course,
    repacked,
    unpacked,
)

pytestmark = pytest.mark.django_db


def with_its_own_picture(package: bytes, **kind: str) -> bytes:
    """The same with the photograph in the place of the drawing, in Russian alone."""
    files = unpacked(package)
    name = next(each for each in files if each.endswith(".ru.md"))
    lines = files[name].decode().split("\n")
    first, second = (number for number, line in enumerate(lines) if line.startswith("::: picture"))
    lines[second] = lines[first]
    return repacked(files | {name: "\n".join(lines).encode()}, **kind)


def shown_in_russian() -> set[str]:
    html = str(CompiledLesson.objects.get(language="ru").artifact["pieces"])
    return {
        picture.title
        for picture in Picture.objects.all()
        if picture.renditions.filter().exists()
        and any(made.file.name.rsplit("/", 1)[-1] in html for made in picture.renditions.all())
    }


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "package.zip"
    path.write_bytes(course_package())
    return path


def test_a_translation_brings_a_picture_of_its_own_and_takes_that_of_its_source_again(path):
    a_site()
    other = with_its_own_picture(course_package())
    for package, titles in ((other, {"A meeting"}), (course_package(), {"A meeting", "A loom"})):
        path.write_bytes(package)
        write_package(path, is_seen=True)
        assert export_course(SLUG) == package and shown_in_russian() == titles


def test_where_it_is_another_it_waits_as_a_draft_of_the_translation_alone(path):
    a_site()
    write_package(path, is_seen=True)
    other = with_its_own_picture(course_package())
    path.write_bytes(other)
    draft_package(path, by=a_person("trainer"))
    assert export_course(SLUG) == course_package()
    assert sign_everything(a_person("reviewer")) == 1
    assert export_course(SLUG) == other


def test_the_translation_of_a_lesson_that_was_written_in_the_cms_finds_its_blocks(path):
    a_site()
    make_travelling_course()
    here = with_its_own_picture(export_course(SLUG))
    path.write_bytes(here)
    draft_package(path, by=a_person("trainer"))
    assert sign_everything(a_person("reviewer")) == 1
    assert export_course(SLUG) == here


def test_a_case_study_shows_a_picture_of_its_own_in_translation(path):
    a_site()
    other = with_its_own_picture(library_package(), kind="library", name="case-library")
    path.write_bytes(other)
    write_package(path, is_seen=True)
    assert export_library() == other
