"""Packages from elsewhere: what is hostile is refused with a sentence, nothing is half-written."""

import hashlib
import io
import shutil
import stat
import warnings
import zipfile
from functools import cache
from html import escape

import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from assessments.models import Question
from courses.models import CoursePage, Fact, Source
from lms.home.packages.exporting import export_course
from lms.home.packages.importing import LIBRARY, import_competencies
from lms.home.packages.keys import key_of
from lms.home.packages.lesson_text import PackageError, rich_text
from lms.home.packages.markdown import markdown_of
from lms.home.packages.package_files import manifest_of
from lms.home.packages.receiving import look_through, write_package
from lms.home.packages.zip_files import zipped as zipped_bytes
from tests.factories import make_course, make_home
from tests.home.library_packages import package_of

CODE = "stigma-sensitive-reporting"
LESSON, QUESTIONS = "lessons/media-03.en.md", "questions/media-03.yaml"
LINK = (stat.S_IFLNK | 0o777) << 16


@cache
def honest() -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(package_of(CODE))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def zipped(files: dict[str, str]) -> bytes:
    return zipped_bytes({name: text.encode() for name, text in files.items()})


def sealed(files: dict[str, str]) -> dict[str, str]:
    """The files with a manifest that fits them, as somebody who means harm would write it too."""
    rest = {name: text for name, text in files.items() if name != "manifest.yaml"}
    said = manifest_of(CODE, {name: text.encode() for name, text in rest.items()})
    return {"manifest.yaml": said, **rest}


def changed(name: str, old: str, new: str) -> dict[str, str]:
    assert old in honest()[name]
    return sealed({**honest(), name: honest()[name].replace(old, new, 1)})


def with_entry(name: str, text: str = "x", *, attributes: int = 0o644 << 16, packing=zipfile.ZIP_STORED):
    """The honest zip with one more entry, which nothing in its manifest names."""
    buffer = io.BytesIO(zipped(honest()))
    with zipfile.ZipFile(buffer, "a") as archive, warnings.catch_warnings():
        # Python warns of a name that is there already; whoever means harm would not mind.
        warnings.simplefilter("ignore")
        entry = zipfile.ZipInfo("placeholder")
        entry.external_attr, entry.compress_type = attributes, packing
        entry.filename = entry.orig_filename = name
        archive.writestr(entry, text)
    return buffer.getvalue()


def a_bomb() -> bytes:
    return with_entry("lessons/big.en.md", "0" * 20_000_000, packing=zipfile.ZIP_DEFLATED)


def many_files() -> bytes:
    return zipped({f"lessons/l{number}.en.md": "" for number in range(5_001)})


def untrue_size() -> bytes:
    """A zip whose directory says that a file is one byte long."""
    package = bytearray(zipped({"course.yaml": "id: long\n"}))
    directory = package.rindex(b"PK\x01\x02")
    package[directory + 24 : directory + 28] = (1).to_bytes(4, "little")
    return bytes(package)


BEFORE_READING = {
    "no zip": (lambda: b"not a zip at all", "cannot be read as a zip"),
    "cut short": (lambda: zipped(honest())[:-30], "cannot be read as a zip"),
    "up": (lambda: with_entry("lessons/../../evil.en.md"), r"evil\.en\.md points out of the package"),
    "absolute": (lambda: with_entry("/etc/passwd"), "/etc/passwd points out of the package"),
    "drive": (lambda: with_entry("C:/evil.yaml"), r"C:/evil\.yaml points out"),
    "backslash": (lambda: with_entry("lessons\\..\\evil.en.md"), "points out of the package"),
    "zero byte": (lambda: with_entry("lessons/a.en.md\0.exe"), r"lessons/a\.en\.md\?\.exe is no file of a"),
    "link": (
        lambda: with_entry("lessons/a.en.md", "/etc/passwd", attributes=LINK),
        "no plain file but a link",
    ),
    "program": (lambda: with_entry("run.sh"), r"run\.sh is no file of a package"),
    "template": (lambda: with_entry("lessons/a.en.html"), "is no file of a package"),
    "device": (lambda: with_entry("lessons/nul.en.md"), "is no file of a package"),
    "twice": (lambda: with_entry(LESSON), "are the same file on some systems"),
    "two cases": (lambda: with_entry(LESSON.upper().replace("EN.MD", "en.md")), "are the same file on some"),
    "bomb": (a_bomb, "Unpacked, the package would be 19 MB"),
    "swarm": (many_files, "Files in the package: 5001. At most 5000"),
    "untrue size": (untrue_size, "larger than the zip says|cannot be read as a zip"),
    "not UTF-8": (lambda: with_entry("lessons/a.en.md", b"\xff\xfe"), "is not written in UTF-8"),
    "stowaway": (
        lambda: with_entry("lessons/a.en.md"),
        r"lessons/a\.en\.md is in the zip or in manifest\.yaml",
    ),
    "no manifest": (
        lambda: zipped({"course.yaml": "id: x\n"}),
        r"At the top of the zip lie manifest\.yaml",
    ),
    "changed": (
        lambda: zipped({**honest(), LESSON: honest()[LESSON] + "More.\n"}),
        r"media-03\.en\.md is not the file that was exported",
    ),
    "later format": (
        lambda: zipped({**honest(), "manifest.yaml": "format: 9\nfiles: {}\n"}),
        "is of format 9; this site reads format 1",
    ),
}

IN_THE_TEXT = {
    "script": (
        (LESSON, "\n---\n", "\n---\n<script>alert(1)</script>\n\n"),
        "holds HTML or a script: <script>",
    ),
    "picture that calls": (
        (QUESTIONS, "text: ", "text: <img src=x onerror=y> "),
        "holds HTML or a script: <img",
    ),
    "script link": (
        (LESSON, "\n---\n", "\n---\n[x](javascript:alert(1)) "),
        "HTML or a script: .*javascript:",
    ),
    "alias": (("course.yaml", "title: ", "x: &a [1]\ny: *a\ntitle: "), "names a value or its type"),
    "python": (("course.yaml", "title: ", "x: !!python/object/apply:os.system [ls]\ntitle: "), "its type"),
    "deep": (("course.yaml", "title: ", f"x: {'[' * 40}{']' * 40}\ntitle: "), "nested too deep"),
    "not YAML": (("course.yaml", "title: ", "title: [\n"), r"course\.yaml cannot be read as YAML"),
    "unseen": (
        ("course.yaml", "title: ", "secret: 1\ntitle: "),
        r"course\.yaml is not as an export writes it",
    ),
    "list for words": (
        (QUESTIONS, "difficulty: medium", "difficulty: [medium]"),
        "“difficulty” is not what belongs",
    ),
    "no title": (("course.yaml", "outward_name:", "outward:"), "lacks something"),
    "unclosed": ((LESSON, "\n:::\n", "\n\n"), "is (never )?closed|is not closed"),
}


def looked_at(package: bytes, tmp_path):
    path = tmp_path / "package.zip"
    path.write_bytes(package)
    return look_through(path)


@pytest.mark.parametrize("attack", BEFORE_READING)
def test_a_zip_that_is_hostile_or_broken_is_refused_before_it_is_read(attack, tmp_path):
    package, sentence = BEFORE_READING[attack]
    with pytest.raises(PackageError, match=sentence):
        looked_at(package(), tmp_path)
    assert list((settings.VAR_DIR / "staging").iterdir()) == []
    assert [path.name for path in tmp_path.iterdir()] == ["package.zip"]


@pytest.mark.parametrize("attack", IN_THE_TEXT)
def test_a_text_that_is_more_than_text_is_refused(attack, tmp_path):
    change, sentence = IN_THE_TEXT[attack]
    with pytest.raises(PackageError, match=sentence):
        looked_at(zipped(changed(*change)), tmp_path)


@pytest.fixture
def site(db):
    """A site that knows professions and competencies, and no course of the library."""
    make_home()
    import_competencies(LIBRARY / "competencies.yaml")


@pytest.fixture
def package(tmp_path):
    path = tmp_path / "package.zip"
    path.write_bytes(zipped(honest()))
    return path


def test_a_report_names_what_is_new_and_writes_nothing(site, package):
    report = look_through(package)
    assert (report.changed, report.same, report.left, report.refused) == ([], [], [], [])
    assert f"{LESSON}: media-03" in report.new and f"course.yaml: {CODE}" in report.new
    assert not CoursePage.objects.filter(slug=CODE).exists() and not Fact.objects.exists()


def test_what_a_package_changes_is_told_apart_from_what_stays(site, package):
    write_package(package)
    package.write_bytes(zipped(changed("course.yaml", "Telling it fairly", "Telling it well")))
    report = look_through(package)
    assert report.changed == [f"course.yaml: {CODE}"]
    assert (report.new, report.left, report.refused) == ([], [], [])
    write_package(package)
    assert CoursePage.objects.get(slug=CODE).title.startswith("Telling it well")
    assert export_course(CODE) == package.read_bytes()


def test_ids_of_another_course_are_refused_whichever_way_they_are_named(site, package):
    other = make_course()
    lesson, question = other.lessons[0], other.practice[0]
    stolen = f"id: media-03\nkey: {lesson.translation_key}\n"
    package.write_bytes(zipped(changed(LESSON, "id: media-03\n", stolen)))
    assert_foreign(package, lesson.slug)
    name = next(line for line in honest()[QUESTIONS].splitlines() if line.startswith("- id: "))
    stolen = f"{name}\n  key: {question.translation_key}"
    package.write_bytes(zipped(changed(QUESTIONS, name, stolen)))
    assert_foreign(package, question.code)


def assert_foreign(package, code: str) -> None:
    report = look_through(package)
    assert any(f"“{code}”" in line and "belongs to another course" in line for line in report.refused)
    before = Question.objects.count()
    with pytest.raises(PackageError, match="belongs to another course"):
        write_package(package)
    assert Question.objects.count() == before and not CoursePage.objects.filter(slug=CODE).exists()


def test_facts_that_nobody_knows_are_named(site, package):
    package.write_bytes(zipped(changed(LESSON, "::: facts ", "::: facts no-such-fact ")))
    assert any("no-such-fact" in line for line in look_through(package).refused)


def test_a_package_changes_a_fact_of_this_site_only_where_the_operator_says_so(site, package):
    write_package(package)
    source = Source.objects.get(code="bulan-2021")
    Source.objects.filter(pk=source.pk).update(reading_note="Ours.")
    (line,) = look_through(package).refused
    assert "evidence/sources.yaml: bulan-2021 stands here in other words" in line
    with pytest.raises(PackageError, match="bulan-2021"):
        write_package(package)
    write_package(package, with_evidence=True)
    assert Source.objects.get(code="bulan-2021").reading_note == source.reading_note


def test_a_text_that_cannot_be_published_takes_everything_back(site, package):
    """A question of one right answer without one: found by the question itself, after others were written."""
    rows = yaml.safe_load(honest()[QUESTIONS])
    single = next(row["id"] for row in rows if row["type"] == "single")
    before, after = honest()[QUESTIONS].split(f"- id: {single}\n")
    spoilt = f"{before}- id: {single}\n{after.replace('right: true', 'right: false', 1)}"
    package.write_bytes(zipped(sealed({**honest(), QUESTIONS: spoilt})))
    with pytest.raises(PackageError, match="Nothing was written"):
        write_package(package)
    assert not CoursePage.objects.filter(slug=CODE).exists()
    assert not Fact.objects.exists() and not Question.objects.filter(code=single).exists()


def test_the_command_reports_by_default_and_publishes_only_when_told(site, package, capsys):
    call_command("package", "import", str(package))
    assert "Nothing was written" in capsys.readouterr().out
    assert not CoursePage.objects.filter(slug=CODE).exists()
    call_command("package", "import", str(package), "--publish")
    out = package.with_name("again.zip")
    call_command("package", "export", CODE, str(out))
    assert hashlib.sha256(out.read_bytes()).digest() == hashlib.sha256(package.read_bytes()).digest()
    with pytest.raises(CommandError, match="No course called no-such"):
        call_command("package", "export", "no-such", str(out))


def test_a_folder_written_by_hand_becomes_a_package_with_its_glossary(tmp_path):
    folder, out = tmp_path / "folder", tmp_path / "packed.zip"
    shutil.copytree(LIBRARY / CODE, folder)
    (folder / "glossary").mkdir()
    (folder / "glossary" / "terms.yaml").write_text(
        "- {id: tea, term: tea, forms: [tea, teas], definition: A drink.}\n"
    )
    call_command("package", "pack", str(folder), str(out))
    with zipfile.ZipFile(out) as archive:
        names = set(archive.namelist())
        term = yaml.safe_load(archive.read("glossary/terms.yaml"))
    assert {LESSON, QUESTIONS, "course.yaml", "manifest.yaml"} <= names
    assert term == [{"id": "tea", "term": "tea", "forms": ["tea", "teas"], "definition": "A drink."}]


def test_a_course_made_in_the_cms_keeps_its_own_keys_on_the_way(site, tmp_path):
    made = make_course()
    package = export_course(made.slug)
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        course = yaml.safe_load(archive.read("course.yaml"))
    assert course["key"] == str(made.key) != str(key_of("course", made.slug))
    path = tmp_path / "made.zip"
    path.write_bytes(package)
    report = look_through(path)
    assert (report.new, report.changed, report.refused) == ([], [], [])


WORDS = st.text("ab “”*_[]()<>&\\\"'`#-+1.:;|", min_size=1, max_size=12)


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_whatever_is_written_comes_back_from_markdown_as_it_was(paragraphs):
    html = "".join(f"<p>{escape(text, quote=False)}</p>" for text in paragraphs)
    text = markdown_of(html, "lesson")
    assert markdown_of(rich_text(text), "lesson") == text


@pytest.mark.parametrize(
    "html",
    [
        "<p>a<b>“x”</b>b <i>c</i></p>",
        "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol><li>d</li></ol>",
        "<blockquote><p>a</p><p>b</p></blockquote><blockquote>c</blockquote>",
        '<p data-block-key="k">1. no list, <a href="https://example.org/a_b(c)">a_b</a></p><p></p>',
        "<h2>Two</h2><p>one<br/>two</p><h3>::: three</h3>",
        "<p><b>a </b>b<b>c</b><b>d</b></p>",
    ],
)
def test_what_the_editor_writes_comes_back_from_markdown(html):
    text = markdown_of(html, "lesson")
    assert markdown_of(rich_text(text), "lesson") == text


def test_marks_that_markdown_cannot_say_are_named_instead_of_lost():
    with pytest.raises(PackageError, match="lesson-7: bold and italic stand in a way"):
        markdown_of("<p><i>x. - x</i><b>…</b></p>", "lesson-7")
