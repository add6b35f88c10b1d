"""What a package must not bring along with its texts: each is refused with a reason, and nothing is kept."""

import hashlib
import io
import struct
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from PIL import Image

from courses.models import CoursePage, Fact, GlossaryTerm
from lms.home.packages.drafting import draft_package
from lms.home.packages.exporting import export_course
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.media_files import BINARY
from lms.home.packages.receiving import look_through, write_package
from media.bare import is_bare_picture
from media.models import Picture, Recording
from tests.factories import make_home
from tests.home.test_package_drafts import a_person, a_site
from tests.home.travelling import SLUG, course_package, library_package, repacked, unpacked
from tests.media.desk import stored_photograph
from tests.media.pictures import CANARIES, picture_file
from tests.media.recordings import sound_file

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def named(files: dict[str, bytes], ending: str) -> str:
    return next(name for name in files if name.startswith("media/") and name.endswith(ending))


def resealed(files: dict[str, bytes], name: str, data: bytes) -> dict[str, bytes]:
    """The files with another one under a name, and its true hash wherever a list names it."""
    old, new = (hashlib.sha256(each).hexdigest().encode() for each in (files[name], data))
    return {each: text.replace(old, new) for each, text in (files | {name: data}).items()}


def with_chunk(picture: bytes, name: bytes, content: bytes) -> bytes:
    """A WebP with one more chunk behind its pixels."""
    chunk = name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
    return picture[:4] + struct.pack("<I", len(picture) + len(chunk) - 8) + picture[8:] + chunk


def webp(size: tuple[int, int], **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size).save(out, "WEBP", **options)
    return out.getvalue()


def an_animation() -> bytes:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    return webp((20, 20), save_all=True, append_images=frames)


NO_BARE_PICTURE = {
    "a text": lambda good: b"not a picture at all",
    "SVG": lambda good: SVG,
    "a page": lambda good: b"<html><script>alert(1)</script></html>",
    "JPEG": lambda good: picture_file("JPEG"),
    "cut short": lambda good: good[:-20],
    "more behind it": lambda good: good + b"PK\x03\x04 another file",
    "metadata": lambda good: picture_file("WEBP", with_canaries=True),
    "a hidden chunk": lambda good: with_chunk(good, b"EXIF", CANARIES["JPEG"][0]),
    "an unknown chunk": lambda good: with_chunk(good, b"evil", b"payload"),
    "too wide": lambda good: webp((801, 10)),
    "moving": lambda good: an_animation(),
}


@pytest.mark.parametrize("attack", NO_BARE_PICTURE)
def test_only_bare_pixels_are_a_picture(attack):
    good = webp((40, 30))
    assert is_bare_picture(good)
    assert not is_bare_picture(NO_BARE_PICTURE[attack](good))


def in_row(ending: str, old: bytes, new: bytes):
    """Change what a list says of an upload."""

    def change(files):
        name = named(files, ending)
        assert old in files[name]
        return files | {name: files[name].replace(old, new, 1)}

    return change


def a_file(ending: str, data: bytes):
    return lambda files: resealed(files, named(files, ending), data)


def twice(files):
    rows = files["media/pictures.yaml"]
    return files | {"media/pictures.yaml": rows + rows}


def under_svg(files):
    return files | {f"media/{uuid4()}.svg": SVG}


def a_path(files):
    return files | {
        "media/pictures.yaml": files["media/pictures.yaml"].replace(b"id: ", b"id: ../../evidence/facts #", 1)
    }


ATTACKS = {
    "no picture": (a_file(".webp", b"hello"), "Its file is no bare picture"),
    "SVG as WebP": (a_file(".webp", SVG), "Its file is no bare picture"),
    "SVG": (under_svg, r"\.svg is no file of a package"),
    "no sound": (a_file(".mp3", SVG), "Its file is no bare recording"),
    "sound with a name in it": (a_file(".mp3", sound_file("mp3")), "Its file is no bare recording"),
    "captions with markup": (in_row(".vtt", b"Good", b"<b onclick=x>Good</b>"), "holds HTML or a script: <b"),
    "captions with a style": (
        in_row(".vtt", b"WEBVTT\n", b"WEBVTT\n\nSTYLE\n::cue {}\n"),
        "styles and regions",
    ),
    "transcript with a script": (
        in_row(".txt", b"Good", b"<script>x</script>Good"),
        "holds HTML or a script",
    ),
    "bystanders": (
        in_row("pictures.yaml", b"people: nobody", b"people: bystanders"),
        "Bystanders in it are not blurred",
    ),
    "a child": (
        in_row("pictures.yaml", b"people: nobody", b"people: child"),
        "child' is not a valid choice|“child” is not",
    ),
    "nobody said who": (in_row("pictures.yaml", b"  people: nobody\n", b""), "Say who can be seen"),
    "people who did not agree": (
        in_row("pictures.yaml", b"people: nobody", b"people: agreed"),
        "must have agreed in writing",
    ),
    "consent taken back": (
        in_row("recordings.yaml", b"consent: not_needed", b"consent: withdrawn"),
        "Consent for it was taken back|Write where the signed paper",
    ),
    "no licence": (in_row("pictures.yaml", b"  licence: CC BY 4.0\n", b""), "Choose the licence"),
    "twice": (twice, r"media/pictures\.yaml is not as an export writes it"),
    "a path for an id": (a_path, "says it in another way than an export"),
    "missing": (
        lambda files: {name: data for name, data in files.items() if not name.endswith(".mp3")},
        r"\.mp3 is missing, and a list of the package names it",
    ),
    "unnamed": (
        lambda files: files | {f"media/{uuid4()}.webp": webp((10, 10))},
        r"\.webp is not as an export writes it",
    ),
    "two packages in one": (
        lambda files: files | {"library.yaml": b"title:\n  en: Case library\n"},
        r"one of course\.yaml and library\.yaml",
    ),
}


def in_russian(old: bytes, new: bytes):
    def change(files):
        name = next(each for each in files if each.endswith(".ru.md"))
        assert old in files[name]
        return files | {name: files[name].replace(old, new, 1)}

    return change


NOT_ITS_BLOCKS = r"\(ru\) does not have the blocks of its source, in the same order"
ATTACKS |= {
    "an ornament that speaks in the translation": (
        in_russian(b"ornament\n:::", b"alt: A loom\n:::"),
        NOT_ITS_BLOCKS,
    ),
    "other evidence in the translation": (
        in_russian(b"facts count-text", b"facts count-table"),
        NOT_ITS_BLOCKS,
    ),
    "a block more in the translation": (
        in_russian(b"::: facts", b"::: try\nx\n:::\n\n::: facts"),
        NOT_ITS_BLOCKS,
    ),
    "a strange picture in the translation": (
        lambda files: in_russian(*_another_picture(files))(files),
        "Nobody here knows these pictures",
    ),
}


def _another_picture(files) -> tuple[bytes, bytes]:
    first = next(each for each in files if each.endswith(".webp"))[6:-5].encode()
    return first, str(uuid4()).encode()


@pytest.fixture
def honest() -> dict[str, bytes]:
    return unpacked(course_package())


def test_each_of_these_is_refused_with_a_reason_and_leaves_nothing_behind(honest, tmp_path):
    """One site and one package for all: each attack alone would be a site of its own."""
    a_site()
    trainer, path = a_person("trainer"), tmp_path / "package.zip"
    for attack, (change, sentence) in ATTACKS.items():
        path.write_bytes(repacked(change(dict(honest))))
        for bring in (lambda: write_package(path, is_seen=True), _as_drafts(path, trainer)):
            with pytest.raises(PackageError, match=sentence):
                bring()
        assert list((settings.VAR_DIR / "staging").iterdir()) == [], attack
        assert not Picture.objects.exists() and not Recording.objects.exists(), attack
        assert not CoursePage.objects.exists() and not Fact.objects.exists(), attack
    path.write_bytes(repacked(honest))
    assert look_through(path).refused == []


def _as_drafts(path, by):
    return lambda: draft_package(path, by=by, is_seen=True)


def test_what_is_stored_or_withdrawn_here_is_not_replaced(honest, tmp_path):
    a_site()
    path = tmp_path / "package.zip"
    path.write_bytes(repacked(honest))
    write_package(path, is_seen=True)
    path.write_bytes(repacked(resealed(honest, named(honest, ".webp"), webp((12, 12)))))
    assert any("What is stored is not replaced" in line for line in look_through(path).refused)
    Picture.objects.filter(kind="photograph").update(consent="withdrawn", consent_place="Termez")
    path.write_bytes(repacked(honest))
    for refused in (lambda: look_through(path), lambda: export_course(SLUG)):
        with pytest.raises(PackageError, match="“A meeting” is not for everybody"):
            refused()


def test_what_was_withdrawn_here_does_not_come_back_in_a_package(honest, tmp_path):
    a_site()
    path, row = tmp_path / "package.zip", named(honest, ".webp")
    path.write_bytes(repacked(honest))
    key = row.removeprefix("media/").removesuffix(".webp")
    stored_photograph(public_id=key, consent="withdrawn", consent_place="Termez")
    assert any("consent for it was taken back on this site" in line for line in look_through(path).refused)


def test_a_package_that_fails_late_takes_its_stored_files_back(honest, tmp_path):
    """The text of a question that nobody could answer is found only when it is published."""
    a_site()
    question = next(name for name in honest if name.startswith("questions/"))
    honest[question] = honest[question].replace(b"right: true", b"right: false")
    path = tmp_path / "package.zip"
    path.write_bytes(repacked(honest))
    before = set(stored_files())
    with pytest.raises(PackageError, match="Nothing was written"):
        write_package(path, is_seen=True)
    with pytest.raises(PackageError, match="Nothing was written"):
        draft_package(path, by=a_person("trainer"), is_seen=True)
    assert set(stored_files()) == before
    assert not Picture.objects.exists() and not GlossaryTerm.objects.exists()


def stored_files():
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file() and path.suffix in BINARY]


def test_ids_that_are_anothers_are_refused_for_studies_and_terms(tmp_path):
    files = unpacked(library_package())
    make_home()
    a_site()
    term = files["glossary/terms.yaml"].replace(b"- id: tea\n", f"- id: tea\n  key: {uuid4()}\n".encode())
    here = tmp_path / "package.zip"
    here.write_bytes(repacked(files, kind="library", name="case-library"))
    write_package(here, is_seen=True)
    here.write_bytes(repacked(files | {"glossary/terms.yaml": term}, kind="library", name="case-library"))
    refused = " ".join(look_through(here).refused)
    assert "term “tea”" in refused and "belongs to another course here" in refused
