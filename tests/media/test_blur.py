"""Areas of a photograph are made unreadable for good, and what stood there is nowhere any more."""

import random
import re
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as site_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageFilter
from wagtail.models import ModelLogEntry

from courses.models import CompiledLesson, LessonPage
from media import actions
from media.actions import PictureGone, blur, forget_files
from media.blurring import BLOCKS_ACROSS, COLOUR_STEP, Area, blurred_picture
from media.models import Picture
from tests.factories import make_course, make_learner, publish
from tests.media.desk import at_desk, sent, stored_photograph

FACE = Area(left=25, top=25, width=30, height=40)


def crowd(picture_format: str = "PNG", size: tuple[int, int] = (200, 160), mode: str = "RGB") -> bytes:
    """Return a picture in which every pixel differs from its neighbours."""
    chance = random.Random(7)
    picture = Image.frombytes("RGB", size, chance.randbytes(size[0] * size[1] * 3)).convert(mode)
    if picture_format == "JPEG":
        picture = picture.filter(ImageFilter.GaussianBlur(1))
    out = BytesIO()
    picture.save(out, picture_format)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def colours(picture: Image.Image) -> int:
    return len(picture.getcolors(picture.width * picture.height))


# --- The pixels ---------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA"])
def test_an_area_becomes_a_few_blocks_of_one_colour_each(mode):
    made = opened(blurred_picture(crowd(mode=mode), [FACE]).data)

    part = made.crop(FACE.box(*made.size))
    assert colours(part) <= BLOCKS_ACROSS * BLOCKS_ACROSS
    steps = {value % COLOUR_STEP for value in part.convert("RGB").tobytes()}
    assert steps <= {COLOUR_STEP // 2} if mode != "L" else steps


def test_what_lies_outside_keeps_its_pixels():
    before, made = opened(crowd()), opened(blurred_picture(crowd(), [FACE]).data)

    left, top, right, bottom = FACE.box(*made.size)
    for box in ((0, 0, 200, top), (0, bottom, 200, 160), (0, 0, left, 160), (right, 0, 200, 160)):
        assert made.crop(box).tobytes() == before.crop(box).tobytes()


def test_the_true_colours_of_the_blocks_are_lost_too():
    twice = [opened(blurred_picture(crowd(), [FACE]).data).crop(FACE.box(200, 160)) for _ in range(2)]

    assert twice[0].tobytes() != twice[1].tobytes()


@pytest.mark.parametrize("picture_format", ["JPEG", "WEBP"])
def test_formats_that_estimate_leave_no_detail_inside_a_block(picture_format):
    made = opened(blurred_picture(crowd(picture_format), [FACE]).data).convert("L")
    left, top, right, bottom = FACE.box(*made.size)
    side = max(right - left, bottom - top) / BLOCKS_ACROSS
    inner = made.crop((left + 4, top + 4, int(left + side) - 4, int(top + side) - 4))

    spread = inner.getextrema()
    assert spread[1] - spread[0] < 24


@pytest.mark.parametrize(
    ("area", "box"),
    [
        (Area(0, 0, 100, 100), (0, 0, 200, 160)),
        (Area(99.9, 99.9, 0.1, 0.1), (199, 159, 200, 160)),
        (Area(0, 0, 0.1, 0.1), (0, 0, 1, 1)),
        (Area(10.3, 10.3, 10, 10), (20, 16, 41, 33)),
    ],
)
def test_the_edges_of_an_area_belong_to_it(area, box):
    assert area.box(200, 160) == box
    assert opened(blurred_picture(crowd(), [area]).data).size == (200, 160)


# --- The files ----------------------------------------------------------------------------------


@pytest.fixture
def stored(db, settings, tmp_path) -> Picture:
    settings.MEDIA_ROOT = tmp_path
    return stored_photograph(SimpleUploadedFile("meeting.png", crowd()), people="bystanders")


def kept() -> dict[str, bytes]:
    root = Path(site_settings.MEDIA_ROOT)
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_the_file_as_it_was_and_every_size_of_it_are_gone_from_the_disk(
    stored, django_capture_on_commit_callbacks
):
    stored.get_renditions("width-100|format-webp", "original", "max-165x165")
    before = kept()
    assert len(before) == 4
    with django_capture_on_commit_callbacks(execute=True):
        blur(stored, [FACE], by=make_learner())

    after = kept()
    assert not before.keys() & after.keys()
    assert not set(before.values()) & set(after.values())
    picture = Picture.objects.get()
    assert list(after) == [picture.file.name]
    assert colours(opened(after[picture.file.name]).crop(FACE.box(200, 160))) <= BLOCKS_ACROSS**2
    assert (picture.width, picture.height, picture.file_size) == (200, 160, len(after[picture.file.name]))


def test_who_blurred_and_when_is_kept_and_the_picture_may_be_shown(stored):
    person = make_learner()
    blur(stored, [FACE, Area(0, 0, 5, 5)], by=person)

    picture = Picture.objects.get()
    assert picture.blurred_by == person and picture.blurred_at is not None and picture.is_shown
    entry = ModelLogEntry.objects.get(action="media.blurred")
    assert (entry.user, entry.data) == (person, {"areas": 2})


def test_a_lesson_that_shows_it_already_shows_the_blurred_one(stored, django_capture_on_commit_callbacks):
    Picture.objects.filter(pk=stored.pk).update(people="nobody")
    page = LessonPage.objects.get(pk=make_course(lessons=1).lessons[0].pk)
    value = {"picture": stored.pk, "alt": "A hall", "caption": ""}
    page.body = page.body.stream_block.to_python([{"type": "picture", "id": str(uuid4()), "value": value}])
    publish(page)
    old = _address_in(page)
    with django_capture_on_commit_callbacks(execute=True):
        blur(stored, [FACE], by=make_learner())

    new = _address_in(page)
    assert new != old
    assert (Client().get(old).status_code, Client().get(new).status_code) == (404, 200)


def _address_in(page: LessonPage) -> str:
    artifact = CompiledLesson.objects.get(lesson_key=page.translation_key).artifact
    return re.search(r'src="([^"]+)"', artifact["pieces"][0]["html"]).group(1)


def test_when_the_table_refuses_the_old_file_stays_and_no_new_one_does(stored, monkeypatch):
    before = kept()

    def refuse(*_arguments, **_values):
        raise RuntimeError("the log is full")

    monkeypatch.setattr(actions, "log", refuse)
    with pytest.raises(RuntimeError):
        blur(stored, [FACE], by=make_learner())
    assert kept() == before
    assert Picture.objects.get().blurred_at is None


def test_a_job_deletes_what_a_process_that_died_left(stored):
    from lms.jobs.models import Job

    old = stored.file.name
    blur(stored, [FACE], by=make_learner())

    job = Job.objects.get(task="media.forget_files")
    assert old in str(job.arguments)
    forget_files([old])
    forget_files([old])
    assert old not in kept()


def test_a_picture_whose_file_is_gone_says_so(stored):
    forget_files([stored.file.name])

    with pytest.raises(PictureGone):
        blur(stored, [FACE], by=make_learner())
    answer = at_desk().post(_address(stored), typed(FACE), follow=True)
    assert "is gone" in answer.content.decode()


# --- The page -----------------------------------------------------------------------------------


def _address(picture: Picture) -> str:
    return f"/cms/images/{picture.pk}/blur/"


def typed(*areas, **more) -> dict:
    """Return what the page's form sends for areas: fields in percent."""
    fields = {"area-TOTAL_FORMS": "6", "area-INITIAL_FORMS": "0"}
    for number, area in enumerate(areas):
        fields |= {f"area-{number}-{name}": str(value) for name, value in vars(area).items()}
    return {**fields, **more}


def test_after_adding_bystanders_the_page_for_blurring_comes_by_itself(stored):
    fields = {"people": "bystanders", "kind": "photograph", "no_child": "on"}
    answer = at_desk().post("/cms/images/add/", sent(**fields))

    assert answer["Location"] == _address(Picture.objects.latest("pk"))


def test_numbers_are_enough_to_blur(stored):
    browser = at_desk()
    page = browser.get(_address(stored)).content.decode()
    assert page.count("<fieldset") == 6 and 'src="/cms/pictures/' in page

    answer = browser.post(_address(stored), typed(FACE), follow=True)
    assert "Blurred for good" in answer.content.decode()
    assert Picture.objects.get().blurred_at is not None


@pytest.mark.parametrize(
    ("area", "said"),
    [
        ({}, "Choose at least one area."),
        ({"area-0-left": "10"}, "Fill in all four numbers"),
        (
            {"area-0-left": "80", "area-0-top": "0", "area-0-width": "30", "area-0-height": "5"},
            "beyond the edge",
        ),
        ({"area-0-left": "1", "area-0-top": "1", "area-0-width": "0", "area-0-height": "5"}, "above 0"),
        (
            {"area-0-left": "NaN", "area-0-top": "1", "area-0-width": "2", "area-0-height": "5"},
            "Enter a number",
        ),
        ({"area-0-left": "-4", "area-0-top": "1", "area-0-width": "2", "area-0-height": "5"}, "greater than"),
        ({"area-0-left": "1e999", "area-0-top": "1", "area-0-width": "2", "area-0-height": "5"}, "100"),
        ({"area-TOTAL_FORMS": "\x00", "area-INITIAL_FORMS": "x"}, "Choose at least one area"),
    ],
)
def test_what_is_no_area_is_said_and_what_was_typed_stays(stored, area, said):
    answer = at_desk().post(_address(stored), {**typed(), **area})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    if "area-0-top" in area:
        assert f'value="{area["area-0-left"]}"' in page
    assert Picture.objects.get().blurred_at is None


@pytest.mark.parametrize(
    ("role", "status"), [("trainer", 200), ("operator", 200), ("reviewer", 302), ("practitioner", 403)]
)
def test_who_may_change_pictures_may_blur_them(stored, role, status):
    browser = at_desk(role)

    assert browser.get(_address(stored)).status_code == status
    assert browser.post(_address(stored), typed(FACE)).status_code == (302 if status == 200 else status)
    assert (Picture.objects.get().blurred_at is not None) == (status == 200)


def test_there_is_nothing_to_blur_in_a_drawing(stored):
    Picture.objects.filter(pk=stored.pk).update(kind="drawing", people="")
    browser = at_desk()

    assert browser.get(_address(stored)).status_code == 404
    assert browser.get("/cms/images/999999/blur/").status_code == 404
