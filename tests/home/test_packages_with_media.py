"""Pictures, recordings, words explained and case studies travel: the same bytes again on an empty site."""

import pytest

from casestudies.models import CompiledStudy
from courses.api import write_profession
from courses.models import CompiledLesson, GlossaryTerm
from lms.home.packages.exporting import export_course, export_library
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.receiving import look_through, write_package
from media.models import Picture, Recording
from tests.factories import make_home
from tests.home.travelling import SLUG, course_package, library_package, unpacked
from tests.media.pictures import CANARIES
from tests.study_parts import PROFESSIONS

pytestmark = pytest.mark.django_db


def an_empty_site() -> None:
    make_home()
    for position, code in enumerate(PROFESSIONS):
        write_profession(code=code, names={"en": code}, position=position)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "package.zip"


def test_a_course_brings_its_pictures_its_voice_and_its_words_and_comes_out_byte_for_byte(path):
    package = course_package()
    an_empty_site()
    path.write_bytes(package)
    report = look_through(path)
    assert (report.changed, report.refused, report.to_look_at) == ([], [], 2)
    with pytest.raises(PackageError, match="Look at each and listen"):
        write_package(path)
    assert not Picture.objects.exists() and not Recording.objects.exists()

    write_package(path, is_seen=True)
    assert export_course(SLUG) == package
    again = look_through(path)
    assert (again.new, again.changed, again.left, again.refused, again.to_look_at) == ([], [], [], [], 0)
    html = str(CompiledLesson.objects.get(language="ru").artifact["pieces"])
    assert "A meeting: two tables" in html and "<audio" in html
    english = CompiledLesson.objects.filter(language="en", artifact__terms=["tea"])
    assert english.count() == 1
    assert GlossaryTerm.objects.get(locale__language_code="ru").term == "чай"


def test_a_case_library_brings_all_it_needs_and_comes_out_byte_for_byte(path):
    package = library_package()
    an_empty_site()
    path.write_bytes(package)
    write_package(path, is_seen=True)
    assert export_library() == package
    artifact = CompiledStudy.objects.get(language="ru").artifact
    assert artifact["title"] == "Ворота" and "<audio" in artifact["html"]


def test_only_what_readers_may_see_of_a_photograph_leaves_the_site(path):
    files = unpacked(course_package())
    pictures = [data for name, data in files.items() if name.endswith(".webp")]
    assert len(pictures) == 2
    for data in pictures:
        assert data[8:12] == b"WEBP" and not any(canary in data for canary in CANARIES["JPEG"])
    path.write_bytes(pictures[0])
    whole = b"".join(files.values())
    assert b"people: nobody" in whole and b"consent: not_needed" in whole and b"licence: CC BY 4.0" in whole
    assert b"WEBVTT" in whole and b"alt: A meeting: two tables" in whole


def test_native_readings_stay_where_they_were_given(path):
    package = course_package()
    an_empty_site()
    path.write_bytes(package)
    write_package(path, is_seen=True)
    term = GlossaryTerm.objects.get(locale__language_code="en")
    assert list(term.names.values_list("language", "is_read")) == [("ru", False)]
    term.names.update(is_read=True)
    write_package(path)
    assert term.names.get().is_read
