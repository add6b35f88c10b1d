"""A picture in a lesson: made in several widths at publish, light, sized, with its words."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from courses.models import CompiledLesson, LessonPage
from media.models import Picture, Rendition
from tests.factories import publish
from tests.media.pictures import picture_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def stored(width: int, height: int, **fields) -> Picture:
    upload = SimpleUploadedFile("loom.jpg", picture_file("JPEG", size=(width, height), with_canaries=True))
    return Picture.objects.create(title="A loom", file=upload, **fields)


def shown_with(lesson, picture: Picture, **words: str) -> str:
    """Publish the lesson with the picture and return the picture's markup."""
    page = LessonPage.objects.get(pk=lesson.pk)
    value = {"picture": picture.pk, "alt": "", "caption": "", **words}
    page.body = page.body.stream_block.to_python([{"type": "picture", "id": str(uuid4()), "value": value}])
    publish(page)
    artifact = CompiledLesson.objects.get(lesson_key=page.translation_key).artifact
    return artifact["pieces"][0]["html"]


def test_a_picture_is_published_in_three_widths_with_its_size_and_loads_late(lesson):
    html = shown_with(lesson, stored(1200, 900), alt="A loom by a window")

    sources = re.search(r'srcset="([^"]+)"', html).group(1).split(", ")
    assert [source.split()[1] for source in sources] == ["320w", "480w", "800w"]
    assert 'width="800"' in html and 'height="600"' in html
    assert 'loading="lazy"' in html and 'alt="A loom by a window"' in html
    for source in sources:
        response = Client().get(source.split()[0])
        assert response.status_code == 200 and response["Content-Type"] == "image/webp"


def test_a_small_picture_is_not_blown_up(lesson):
    html = shown_with(lesson, stored(400, 300))

    assert re.findall(r" (\d+)w", html) == ["320", "400"]
    assert 'width="400"' in html


def test_what_is_written_about_a_picture_is_shown_as_words(lesson):
    html = shown_with(lesson, stored(400, 300, origin="<b>N</b>"), alt='"><script>', caption="<i>felt</i>")

    assert "<script" not in html and "<b>" not in html and "<i>" not in html
    assert "&lt;i&gt;felt" in html


def test_reading_a_lesson_makes_no_picture(lesson):
    shown_with(lesson, stored(1200, 900))
    before = Rendition.objects.count()

    Client().get(LessonPage.objects.get(pk=lesson.pk).get_url())

    assert Rendition.objects.count() == before == 3


def test_no_published_size_tells_where_the_picture_was_taken(lesson, settings):
    shown_with(lesson, stored(1200, 900))

    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert len(files) == 4
    assert not any(b"canary" in path.read_bytes() for path in files)


def test_a_stored_picture_is_not_replaced_by_another_file():
    from django.core.exceptions import ValidationError

    picture = stored(400, 300)
    picture.file = SimpleUploadedFile("other.jpg", picture_file("JPEG"))
    with pytest.raises(ValidationError, match="not replaced"):
        picture.full_clean()
