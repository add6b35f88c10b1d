"""What comes in as an H5P package: what is refused and why, what is stored, and what stays untouched."""

import io
import json
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.activities.runtimes.h5p import store
from courses.activities.runtimes.h5p.actions import add_package, install_libraries
from courses.activities.runtimes.h5p.models import H5PLibrary, H5PPackage
from courses.activities.runtimes.h5p.reading import inspect_package
from courses.activities.runtimes.h5p.refusing import SENTENCES, sentence
from courses.activities.runtimes.h5p.rules import entries
from courses.activities.runtimes.h5p.rules.closure import load_order
from courses.activities.runtimes.h5p.rules.entries import Entry, checked_entries
from courses.activities.runtimes.h5p.rules.manifests import LibraryName, external_references
from courses.activities.runtimes.h5p.rules.refusal import PackageRefused
from tests.h5p_parts import GOOD_JS, LIBRARY, good_files, packed, with_json

LIBRARY_JSON = "H5P.Small-1.0/library.json"
NEWER = {"majorVersion": 1, "minorVersion": 99}


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def stored_files(tmp_path: Path) -> list[str]:
    return sorted(str(path.relative_to(tmp_path / "h5p")) for path in tmp_path.rglob("*") if path.is_file())


def refused(file) -> PackageRefused:
    with pytest.raises(PackageRefused) as caught:
        inspect_package(file)
    return caught.value


def with_entry(name: str, raw: bytes = b"x", **told) -> io.BytesIO:
    """Return the good package with one more entry, written as an attacker writes it."""
    file = packed()
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo("content/x")
        info.filename = info.orig_filename = name
        info.compress_type = zipfile.ZIP_DEFLATED
        for key, value in told.items():
            setattr(info, key, value)
        archive.writestr(info, raw)
    file.seek(0)
    return file


BAD_NAMES = {
    "out of it": ("content/../../x.json", "bad name"),
    "absolute": ("/etc/x.json", "bad name"),
    "backslash": ("content\\..\\x.json", "bad name"),
    "drive": ("C:/x.json", "bad name"),
    "control": ("content/a\x07.json", "bad name"),
    "long": (f"content/{'a' * 250}.json", "long name"),
    "deep": ("content/" + "a/" * 20 + "x.json", "long name"),
    "case": ("content/CONTENT.json", "same name twice"),
    "page": ("content/x.html", "kind of file"),
    "script in content": ("content/x.js", "kind of file"),
    "drawing in content": ("content/x.svg", "kind of file"),
    "program": ("H5P.Small-1.0/x.php", "kind of file"),
    "page in library": ("H5P.Small-1.0/x.html", "kind of file"),
    "no kind": ("content/program", "kind of file"),
}


@pytest.mark.parametrize(("name", "reason"), BAD_NAMES.values(), ids=BAD_NAMES)
def test_a_name_or_kind_of_file_that_may_not_be_is_refused(name, reason):
    assert refused(with_entry(name)).reason == reason


def test_a_link_is_refused_and_so_is_what_is_locked_or_packed_oddly():
    assert refused(with_entry("content/x.json", external_attr=(stat.S_IFLNK | 0o777) << 16)).reason == (
        "special file"
    )
    assert refused(with_entry("content/x.json", compress_type=zipfile.ZIP_BZIP2)).reason == "packed oddly"
    raw = packed().getvalue()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        place = archive.start_dir
    locked = bytearray(raw)
    locked[place + 8] |= 1
    assert refused(io.BytesIO(bytes(locked))).reason == "encrypted"


def test_what_is_no_archive_and_what_is_damaged_are_refused():
    assert refused(io.BytesIO(b"plain words")).reason == "not a zip"
    raw = bytearray(packed().getvalue())
    at = raw.index(b"content/content.json") + len("content/content.json") + 2
    raw[at : at + 8] = b"\xff" * 8
    assert refused(io.BytesIO(bytes(raw))).reason == "damaged"


def test_the_budgets_are_kept_by_what_the_archive_says():
    many = [Entry(f"content/{number}.json", 1, 1) for number in range(3_001)]
    for found, reason in (
        (many, "too many files"),
        ([Entry("content/a.mp4", 101 * 2**20, 99 * 2**20)], "large file"),
        ([Entry(f"content/{n}.mp4", 90 * 2**20, 80 * 2**20) for n in range(4)], "large package"),
        ([Entry("content/a.json", 60 * 2**20, 60_000)], "bomb"),
    ):
        with pytest.raises(PackageRefused) as caught:
            checked_entries(found)
        assert caught.value.reason == reason
    # What official packages come to passes.
    assert len(checked_entries([Entry(f"content/{n}.json", 4_300, 1_000) for n in range(1_694)])) == 1_694


@pytest.mark.django_db
def test_an_archive_that_lies_about_its_sizes_is_stopped_while_it_unpacks(monkeypatch, tmp_path):
    monkeypatch.setattr(store, "LARGEST_FILE", 100)
    with pytest.raises(PackageRefused) as caught:
        add_package(
            packed(content__content_dot_json=json.dumps({"question": "a" * 200}).encode()), may_install=True
        )

    assert caught.value.reason == "large file"
    assert (
        stored_files(tmp_path) == [] and not H5PLibrary.objects.exists() and not H5PPackage.objects.exists()
    )


BAD_PACKAGES = {
    "no manifest": (lambda: packed(h5p_dot_json=None), "no file"),
    "no content": (lambda: packed(content__content_dot_json=None), "no file"),
    "manifest no json": (lambda: packed(h5p_dot_json=b"{"), "broken json"),
    "content a list": (lambda: packed(content__content_dot_json=b"[]"), "broken json"),
    "half a letter": (lambda: packed(content__content_dot_json=b'{"a": "\\ud800"}'), "broken json"),
    "no title": (lambda: with_json("h5p.json", title=None), "not said"),
    "no dependencies": (lambda: with_json("h5p.json", preloadedDependencies=None), "not said"),
    "odd name": (lambda: with_json(LIBRARY_JSON, machineName="../x"), "not said"),
    "main not named": (lambda: with_json("h5p.json", mainLibrary="H5P.Other"), "main library not named"),
    "folder of another": (lambda: with_json(LIBRARY_JSON, minorVersion=7), "library folder"),
    "script missing": (lambda: with_json(LIBRARY_JSON, preloadedJs=[{"path": "gone.js"}]), "file missing"),
    "newer core": (lambda: with_json(LIBRARY_JSON, coreApi=NEWER), "newer core"),
    "no library": (lambda: packed({**good_files(), "Stray-1.0/a.js": b"1"}), "no library.json"),
    "bad language": (
        lambda: packed({**good_files(), "H5P.Small-1.0/language/ru.json": b"{"}),
        "broken json",
    ),
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("make", "reason"), BAD_PACKAGES.values(), ids=BAD_PACKAGES)
def test_a_package_that_is_not_whole_is_refused_in_a_plain_sentence(make, reason, tmp_path):
    with pytest.raises(PackageRefused) as caught:
        add_package(make(), may_install=True)

    assert caught.value.reason == reason
    told = sentence(caught.value)
    assert told.endswith(".") and "%(" not in told
    assert stored_files(tmp_path) == [] and not H5PPackage.objects.exists()


def test_every_reason_that_a_package_is_refused_for_has_its_sentence():
    import re

    folder = Path(entries.__file__).resolve().parent.parent
    code = "".join(path.read_text("utf-8") for path in folder.rglob("*.py"))
    reasons = set(re.findall(r'PackageRefused\(\s*"([^"]+)"', code))

    assert reasons - {"libraries missing"} == set(SENTENCES)


@pytest.mark.django_db
def test_a_good_package_is_stored_with_its_library_pinned_and_what_it_says_of_itself(tmp_path):
    package = add_package(packed(), may_install=True)

    assert stored_files(tmp_path) == [
        "libraries/H5P.Small-1.0.3/library.json",
        "libraries/H5P.Small-1.0.3/small.js",
        f"packages/{package.key}/content.json",
    ]
    assert (package.title, package.main_library, package.licence, package.authors) == (
        "Choose what helps", "H5P.Small 1.0", "CC BY 4.0", ["A. Author (Author)"],
    )  # fmt: skip
    assert package.load_order == ["H5P.Small-1.0.3"]
    library = package.libraries.get()
    assert set(library.hashes) == {"library.json", "small.js"} and len(library.digest) == 64
    assert package.load_size > len(GOOD_JS)


@pytest.mark.django_db
def test_a_byte_order_mark_and_hidden_files_harm_nobody(tmp_path):
    files = good_files()
    files["content/content.json"] = b"\xef\xbb\xbf" + files["content/content.json"]
    files |= {"__MACOSX/x": b"1", "content/.DS_Store": b"1", "H5P.Small-1.0/LICENSE": b"MIT"}
    add_package(packed(files), may_install=True)

    assert not [name for name in stored_files(tmp_path) if "DS_Store" in name or "MACOSX" in name]


@pytest.mark.django_db
def test_a_trainers_package_plays_with_what_is_installed_and_is_told_what_is_missing(tmp_path):
    with pytest.raises(PackageRefused) as caught:
        add_package(packed(), may_install=False)
    assert "H5P.Small 1.0" in sentence(caught.value)
    assert not H5PLibrary.objects.exists() and stored_files(tmp_path) == []

    [installed] = install_libraries(packed(h5p_dot_json=None, content__content_dot_json=None))
    # Also without the library in the file.
    package = add_package(
        packed(
            **{"H5P_dot_Small-1_dot_0__small_dot_js": None, "H5P_dot_Small-1_dot_0__library_dot_json": None}
        ),
        may_install=False,
    )
    assert package.load_order == [installed.folder]


@pytest.mark.django_db
def test_code_that_is_installed_is_never_replaced_by_other_code_of_its_name(tmp_path):
    add_package(packed(), may_install=True)
    before = store.stored_file(store.LIBRARIES, "H5P.Small-1.0.3", "small.js").read_bytes()

    altered = packed({**good_files(), "H5P.Small-1.0/small.js": b"steal()"})
    package = add_package(altered, may_install=True)

    assert store.stored_file(store.LIBRARIES, "H5P.Small-1.0.3", "small.js").read_bytes() == before
    assert package.differing == ["H5P.Small 1.0.3"] and H5PLibrary.objects.count() == 1


@pytest.mark.django_db
def test_a_later_patch_stands_beside_the_old_one_which_goes_on_playing_what_it_played():
    old = add_package(packed(), may_install=True)
    later = add_package(with_json(LIBRARY_JSON, patchVersion=4), may_install=True)
    trainers = add_package(packed(), may_install=False)

    old.refresh_from_db()
    assert old.load_order == ["H5P.Small-1.0.3"]
    assert later.load_order == trainers.load_order == ["H5P.Small-1.0.4"]


@pytest.mark.django_db
def test_what_only_helps_others_plays_nothing():
    with pytest.raises(PackageRefused) as caught:
        add_package(with_json(LIBRARY_JSON, runnable=0), may_install=True)

    assert caught.value.reason == "main library does not run"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["../../../secret", "/etc/passwd", "a/../../../x", "content.json\0.js", ""])
def test_no_path_leads_out_of_the_store(path, tmp_path):
    (tmp_path / "secret").write_text("not yours")
    package = add_package(packed(), may_install=True)

    assert store.stored_file(store.PACKAGES, str(package.key), path) is None
    assert store.stored_file(store.PACKAGES, "..", "libraries/H5P.Small-1.0.3/small.js") is None


PARTS = st.sampled_from(
    ["content", "..", ".", "", "a.json", "C:", "x\\y", "b.png", "\u202e", "NUL", "Ａ.json"]
)


@given(st.lists(PARTS, min_size=1, max_size=6).map("/".join))
def test_whatever_a_file_is_called_it_is_refused_or_lies_inside(name):
    try:
        kept = checked_entries([Entry(name, 1, 1)])
    except PackageRefused:
        return
    for entry in kept:
        assert Path("/store", entry.name).resolve().is_relative_to("/store")
        assert ".." not in entry.name.split("/")


def test_libraries_load_after_those_they_stand_on_also_where_two_stand_on_each_other():
    a, b, c, gone = (LibraryName(name, 1, 0) for name in ("A", "B", "C", "Gone"))
    known = {a: [b, c], b: [c], c: [b, gone]}

    order, missing = load_order([a, b], known)

    assert order.index(c) < order.index(a) and order.index(b) < order.index(a)
    assert sorted(order) == [a, b, c] and missing == [gone]


def test_addresses_of_other_sites_are_found_and_named_sources_are_not():
    content = {
        "video": "https://video.example/watch?v=1",
        "text": '<img src="//pictures.example/a.png">',
        "metadata": {"source": "https://elsewhere.example/"},
        "words": "either//or",
    }

    assert external_references(content) == ["https://video.example/watch?v=1", "//pictures.example/a.png"]


def test_the_sample_library_is_no_larger_than_it_says():
    assert len(packed().getvalue()) < 2_500 and LIBRARY["patchVersion"] == 3
