"""Small sites whose texts show one of everything, and packages of them made as if on another site."""

from dataclasses import replace
from functools import cache as memory
from io import BytesIO
from zipfile import ZipFile

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from casestudies.api import translate_studies, write_studies
from courses.api import (
    ConflictWords,
    FactWords,
    NamePlan,
    TermPlan,
    course_plan,
    stream_data,
    translate_conflict,
    translate_fact,
    translate_term,
    write_course_translation,
    write_terms,
)
from courses.models import LessonPage
from lms.home.packages.exporting import export_course, export_library
from lms.home.packages.keys import key_of
from lms.home.packages.media_files import BINARY
from lms.home.packages.package_files import MANIFEST, manifest_of
from lms.home.packages.zip_files import zipped
from media.captions import read_captions, written_captions
from media.models import Picture, Recording
from tests.factories import (
    make_case,
    make_course,
    make_home,
    make_lesson,
    make_wording,
    make_worksheet,
    publish,
)
from tests.media.desk import stored_photograph
from tests.media.pictures import picture_file
from tests.media.recordings import VTT, stored_recording
from tests.study_parts import make_evidence, sample_study

SLUG = "travelling"


FACT = FactWords(
    key_of("fact", "count-text"),
    "count-text",
    statement="Что сказано: «столько».",
    unit="человек",
    date_text="июнь 2021 года",
    section="Таблица 1",
)
CONFLICT = ConflictWords(
    key_of("conflict", "total"),
    "total",
    title="Сколько приехало",
    explanation="Считали в разные дни.",
    show="Назовите оба числа с датами.",
    positions=("В таблице 722.", "В тексте 700."),
)


def make_everything() -> tuple[Picture, Picture, Recording]:
    """Lay the ground, write evidence and a term in two languages, store a photograph, a drawing, a voice."""
    make_home()
    make_evidence()
    translate_fact(FACT, "ru")
    translate_conflict(CONFLICT, "ru")
    tea = TermPlan(
        key_of("term", "tea"), "tea", "tea", "A drink.", ("tea",), (NamePlan("ru", "чай", is_read=True),)
    )
    write_terms([tea])
    translate_term(replace(tea, term="чай", definition="Напиток.", forms=("чай", "чая"), names=()), "ru")
    small = SimpleUploadedFile("loom.png", picture_file("PNG", size=(300, 200)))
    drawing = Picture.objects.create(
        title="A loom", kind="drawing", file=small, origin="Invented Hand", licence="Made for this site"
    )
    return stored_photograph(), drawing, stored_recording(captions=written_captions(read_captions(VTT)))


def blocks(photograph: Picture, drawing: Picture, recording: Recording) -> list[dict]:
    """The body of a page, as packages say it: prose, evidence, pictures and a voice."""
    placed = {"is_ornament": False, "caption": ""}
    values = [
        ("prose", "<p>Somebody brings tea.</p>"),
        ("facts", ["count-text"]),
        ("conflict", "total"),
        (
            "picture",
            {"picture": str(photograph.public_id), "alt": "A meeting: two tables", "is_ornament": False}
            | {"caption": "In town"},
        ),
        ("picture", {"picture": str(drawing.public_id), "alt": "", **placed, "is_ornament": True}),
        ("recording", str(recording.public_id)),
    ]
    return [
        {"type": kind, "id": str(key_of("block", f"{number}")), "value": value}
        for number, (kind, value) in enumerate(values)
    ]


def make_travelling_course() -> str:
    """Publish a small course in two languages that shows one of everything; return its slug."""
    uploads = make_everything()
    course = make_course(slug=SLUG, title="Travelling", lessons=2, questions=2)
    lesson = course.lessons[0]
    lesson.body = lesson.body.stream_block.to_python(
        [*stream_data(blocks(*uploads)), *lesson.body.get_prep_value()]
    )
    publish(lesson)
    make_lesson(lesson.get_parent(), practice=[make_case(), make_worksheet(), make_wording()])
    plan = course_plan(SLUG)
    modules = [replace(each, title="Модуль", lessons=each.lessons[:1]) for each in plan.modules]
    write_course_translation(
        replace(plan, title="В пути", summary="Одно предложение.", modules=tuple(modules)), "ru"
    )
    return SLUG


def make_travelling_library() -> None:
    """Publish a small case library in two languages whose study shows one of everything."""
    uploads = make_everything()
    study = sample_study(lessons=("a-lesson-elsewhere",), compare_with=("no-such-study",))
    study = replace(study, body=(*study.body, *blocks(*uploads)))
    write_studies([study], make_home(), "Case library", lessons_may_follow=True)
    translate_studies([replace(study, title="Ворота")], "ru", "Библиотека случаев")


def made_elsewhere(make, export) -> bytes:
    """The package of a site that is gone again: here stands nothing of it."""
    with transaction.atomic():
        make()
        package = export()
        transaction.set_rollback(True)
    cache.clear()
    assert not Picture.objects.exists() and not LessonPage.objects.exists()
    return package


@memory
def course_package() -> bytes:
    """A small course from elsewhere, made once: it is the same bytes for whoever receives it."""
    return made_elsewhere(make_travelling_course, lambda: export_course(SLUG))


@memory
def library_package() -> bytes:
    """A small case library from elsewhere, made once."""
    return made_elsewhere(make_travelling_library, export_library)


def unpacked(package: bytes) -> dict[str, bytes]:
    """The files of a package by name."""
    with ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(files: dict[str, bytes], *, kind: str = "course", name: str = SLUG) -> bytes:
    """A zip of files with a manifest that fits them, as somebody who means harm would make it."""
    rest = {path: data for path, data in files.items() if path != MANIFEST}
    return zipped({MANIFEST: manifest_of(name, rest, kind=kind).encode(), **rest})


def text_of(files: dict[str, bytes], beginning: str) -> str:
    """The one text whose name begins so."""
    (name,) = (each for each in files if each.startswith(beginning) and each[-5:] not in BINARY)
    return files[name].decode()
