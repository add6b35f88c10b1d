"""H5P activities travel with their content; the code that plays it stays where an operator installed it."""

import json
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest

from courses.activities.runtimes.h5p import carrying
from courses.activities.runtimes.h5p.actions import add_package, install_libraries
from courses.activities.runtimes.h5p.models import H5PLibrary, H5PPackage
from courses.api import H5PPlan, course_plan, kind_of, translate_h5p, write_course_translation
from courses.models import CoursePage, H5PActivity
from lms.home.packages.drafting import draft_package
from lms.home.packages.exporting import export_course
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.receiving import look_through, write_package
from lms.home.packages.zip_files import zipped
from tests.factories import make_course, make_home, make_lesson
from tests.h5p_parts import CONTENT, LIBRARY, MANIFEST, good_files, make_h5p, packed
from tests.home.test_package_drafts import a_person, a_site, sign_everything
from tests.home.travelling import SLUG, made_elsewhere, repacked, unpacked

pytestmark = pytest.mark.django_db
ANOTHER = {**LIBRARY, "machineName": "H5P.Base", "title": "Base"}


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def make_played() -> None:
    """Publish a course in two languages with a package in each."""
    make_home()
    course = make_course(slug=SLUG, title="Played", lessons=1, questions=1)
    activity = make_h5p(packed(content__images__street_dot_png=b"\x89PNG"))
    make_lesson(course.lessons[0].get_parent(), practice=[activity])
    words = json.dumps({**CONTENT, "question": "Кому вы позвоните?"}).encode()
    own = add_package(packed(content__content_dot_json=words), may_install=True)
    said = (activity.translation_key, activity.activity.translation_key, activity.code)
    translate_h5p(H5PPlan(*said, "Выбор", "Потренируйтесь.", "Позвоните учителю.", own.key), "ru")
    write_course_translation(course_plan(SLUG), "ru")


@cache
def played() -> bytes:
    return made_elsewhere(make_played, lambda: export_course(SLUG))


@pytest.fixture
def path(tmp_path):
    package = played()
    a_site()
    path = tmp_path / "package.zip"
    path.write_bytes(package)
    return path


def installed() -> None:
    install_libraries(packed())


def stored() -> list[Path]:
    folder = carrying.store.folder_of(carrying.store.PACKAGES)
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def test_an_activity_comes_with_its_content_in_each_language_and_leaves_byte_for_byte(path):
    installed()
    forget_files()
    write_package(path)
    assert export_course(SLUG) == played()
    activity = H5PActivity.objects.get(locale__language_code="en").activity
    english, russian = (kind_of("h5p").freeze(activity, language) for language in ("en", "ru"))
    assert english["package"] != russian["package"] and russian["title"] == "Выбор"
    assert sorted(each.name for each in stored()) == ["content.json", "content.json", "street.png"]
    row = H5PPackage.objects.get(key=english["package"])
    assert (row.title, row.authors, row.licence) == (MANIFEST["title"], ["A. Author (Author)"], "CC BY 4.0")
    again = look_through(path)
    assert (again.new, again.changed, again.left, again.refused) == ([], [], [], [])


def forget_files() -> None:
    for path in stored():
        path.unlink()


def test_as_drafts_they_wait_and_once_signed_are_the_package_byte_for_byte(path):
    installed()
    draft_package(path, by=a_person("trainer"))
    assert not H5PActivity.objects.filter(live=True).exists()
    assert sign_everything(a_person("reviewer")) > 3
    assert export_course(SLUG) == played()


def test_what_plays_it_is_named_and_never_brought(path):
    files = unpacked(played())
    assert b"needs: [H5P.Small 1.0]" in files["media/packages.yaml"]
    inside = [list(unpacked(data)) for name, data in files.items() if name.endswith(".h5p")]
    assert all(name.startswith("content/") or name == "h5p.json" for names in inside for name in names)
    assert any("H5P.Small 1.0. An operator can install it." in line for line in look_through(path).refused)
    missing = r"“Choose what helps” \(H5P\): A library is missing here: H5P\.Small"
    for bring in (lambda: write_package(path), lambda: draft_package(path, by=a_person("operator"))):
        with pytest.raises(PackageError, match=missing):
            bring()
    assert nothing_is_written() and not H5PLibrary.objects.exists()


def nothing_is_written() -> bool:
    return not (CoursePage.objects.exists() or H5PPackage.objects.exists() or H5PActivity.objects.exists())


def test_where_its_library_stands_on_others_it_is_refused_and_not_changed(path):
    depends = [{"machineName": "H5P.Base", "majorVersion": 1, "minorVersion": 0}]
    files = good_files() | {
        "H5P.Small-1.0/library.json": json.dumps({**LIBRARY, "preloadedDependencies": depends}).encode(),
        "H5P.Base-1.0/library.json": json.dumps(ANOTHER).encode(),
        "H5P.Base-1.0/small.js": b"",
    }
    install_libraries(packed(files))
    with pytest.raises(
        PackageError, match=r"its libraries stand on others than where it comes from: H5P\.Base 1\.0"
    ):
        write_package(path)
    assert nothing_is_written()


def test_a_package_that_is_stored_here_already_is_not_replaced(path):
    installed()
    write_package(path)
    path.write_bytes(with_content(b'{"question": "Other", "most": 4}'))
    (line,) = look_through(path).refused
    assert "stands here already, and not as the package has it" in line


def travelling(change) -> bytes:
    """The course with one .h5p file changed, and every hash around it made to fit."""
    files = unpacked(played())
    name = next(
        name for name, data in sorted(files.items()) if b"street.png" in data and name.endswith(".h5p")
    )
    old = files[name]
    files[name] = change(unpacked(old))
    digests = [carrying.store.hashlib.sha256(data).hexdigest().encode() for data in (old, files[name])]
    return repacked(files | {"media/packages.yaml": files["media/packages.yaml"].replace(*digests)})


def rezipped(files: dict[str, bytes]) -> bytes:
    return zipped(files)


def with_content(data: bytes) -> bytes:
    return travelling(lambda files: rezipped(files | {"content/content.json": data}))


def with_file(name: str, data: bytes = b"x") -> bytes:
    return travelling(lambda files: rezipped(files | {name: data}))


def with_manifest(**said) -> bytes:
    def change(files):
        return rezipped(files | {"h5p.json": json.dumps({**json.loads(files["h5p.json"]), **said}).encode()})

    return travelling(change)


def with_other_bytes() -> bytes:
    files = unpacked(played())
    name = next(name for name in files if name.endswith(".h5p"))
    return repacked(files | {name: files[name].replace(b'"most": 4', b'"most": 9')})


def with_another_hash() -> bytes:
    files = unpacked(with_content(b'{"question": "Other", "most": 4}'))
    said = {"media/packages.yaml": unpacked(played())["media/packages.yaml"]}
    return repacked(files | said)


def too_large() -> bytes:
    return with_file("content/film.mp4", b"\0" * 51 * 2**20)


HOSTILE = {
    "a script in content": (
        lambda: with_file("content/x.js"),
        "“content/x.js” is of a kind that packages may not",
    ),
    "a page in content": (lambda: with_file("content/x.html"), "“content/x.html” is of a kind"),
    "out of it": (lambda: with_file("content/../../x.json"), "leads out of it"),
    "code": (lambda: travelling(lambda files: rezipped({**good_files(), **files})), "it holds libraries"),
    "hidden": (lambda: with_file("content/.x.json"), "not as an export writes it"),
    "packed": (lambda: travelling(lambda files: packed(files).getvalue()), "not as an export writes it"),
    "more in h5p.json": (lambda: with_manifest(source="x"), "not as an export writes it"),
    "no zip": (lambda: travelling(lambda files: b"nothing"), "cannot be opened as an archive"),
    "no content": (lambda: with_content(b"[]"), "cannot be read: it is not written as it should be"),
    "changed bytes": (with_other_bytes, "“content/content.json” in the package is damaged"),
    "changed hash": (with_another_hash, r"media/packages\.yaml is not as an export writes it"),
    "too large": (too_large, "is larger than 50 MB"),
    "no .h5p": (
        lambda: repacked({n: d for n, d in unpacked(played()).items() if not n.endswith(".h5p")}),
        r"\.h5p is missing, and a list of the package names it",
    ),
}


@pytest.mark.parametrize("attack", HOSTILE)
def test_what_is_hostile_is_refused_with_a_reason_and_nothing_is_written(attack, path):
    installed()
    forget_files()
    make, sentence = HOSTILE[attack]
    path.write_bytes(make())
    for bring in (lambda: write_package(path), lambda: draft_package(path, by=a_person("trainer"))):
        with pytest.raises(PackageError, match=sentence):
            bring()
    assert nothing_is_written() and stored() == []


def test_an_activity_that_plays_what_does_not_come_is_refused(path):
    installed()
    files = unpacked(played())
    name = next(name for name in files if name.startswith("h5p/"))
    own = files[name].decode().split("package: ")[1].strip()
    path.write_bytes(repacked(files | {name: files[name].replace(own.encode(), str(uuid4()).encode())}))
    with pytest.raises(PackageError, match="Nobody here knows these H5P packages"):
        write_package(path)
    assert nothing_is_written()


def test_files_go_with_the_rows_when_something_else_stands_in_the_way(path, monkeypatch):
    installed()
    forget_files()
    monkeypatch.setattr("lms.home.packages.importing.write_course", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_package(path)
    assert nothing_is_written() and stored() == []
