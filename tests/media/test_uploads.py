"""What an upload leaves behind on the disk and under which addresses it can be had."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction

from media.models import Picture
from tests.media.pictures import CANARIES, picture_file

pytestmark = pytest.mark.django_db
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def uploaded(picture_format: str = "JPEG", **fields) -> Picture:
    name = f"Aizada-home-2019.{EXTENSIONS[picture_format]}"
    upload = SimpleUploadedFile(name, picture_file(picture_format, size=(1200, 900), with_canaries=True))
    return Picture.objects.create(title="A loom", file=upload, **fields)


def stored_files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize("picture_format", EXTENSIONS)
def test_no_byte_stored_or_sent_tells_where_a_picture_was_taken(client, picture_format):
    picture = uploaded(picture_format)
    renditions = picture.get_renditions("original", "width-320|format-webp", "fill-100x100", "max-400x400")

    sent = [b"".join(client.get(rendition.url).streaming_content) for rendition in renditions.values()]
    kept = [path.read_bytes() for path in stored_files()]

    assert len(kept) == 5
    for canary in CANARIES[picture_format]:
        assert not any(canary in data for data in [*sent, *kept])


def test_the_name_of_the_uploaded_file_is_not_kept():
    picture = uploaded()
    picture.get_rendition("width-320|format-webp")

    assert not any("aizada" in str(path).lower() for path in stored_files())
    assert len(Path(picture.file.name).stem) == 32


def test_the_database_knows_the_stored_file_and_not_the_uploaded_one():
    picture = uploaded()

    stored = Path(settings.MEDIA_ROOT, picture.file.name)
    assert picture.file_size == stored.stat().st_size
    assert (picture.width, picture.height) == (1200, 900)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("moving.gif", picture_file("GIF")),
    ],
)
def test_other_kinds_are_refused_and_nothing_is_stored(name, content):
    picture = Picture(title="A drawing", file=SimpleUploadedFile(name, content))

    with pytest.raises(ValidationError):
        picture.save()
    assert stored_files() == []


def test_no_address_leads_to_the_folder_of_uploads(client):
    picture = uploaded()
    rendition = picture.get_rendition("width-320|format-webp")
    stored = [picture.file.name, rendition.file.name]
    prefixes = [
        "/media/",
        "/not-served/",
        "/static/",
        "/static/../media/",
        "/pictures/../",
        "/pictures/..%2f",
        "/",
    ]

    answers = {
        address: client.get(address).status_code
        for address in (prefix + name for prefix in prefixes for name in stored)
    }

    assert set(answers.values()) == {404}, answers


def test_the_original_has_no_address_of_its_own(client):
    picture = uploaded()

    assert client.get(reverse("picture", args=[Path(picture.file.name).name])).status_code == 404


def test_a_picture_is_sent_with_its_kind_and_may_be_kept_for_a_year(client):
    response = client.get(uploaded().get_rendition("width-320|format-webp").url)

    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_private_picture_and_an_unknown_one_get_the_same_answer(client, settings):
    settings.DEMO = False  # the demo's bar holds a form, and a form a token of its own
    shelf = Collection.get_first_root_node().add_child(name="Drafts")
    CollectionViewRestriction.objects.create(collection=shelf, restriction_type="login")
    rendition = uploaded(collection=shelf).get_rendition("width-320|format-webp")

    private = client.get(rendition.url, headers={"If-None-Match": f'"{rendition.image.file_hash}"'})
    unknown = client.get(reverse("picture", args=["0" * 32 + ".width-320.webp"]))

    assert private.status_code == unknown.status_code == 404
    assert private.content.replace(rendition.url.encode(), b"") == unknown.content.replace(
        reverse("picture", args=["0" * 32 + ".width-320.webp"]).encode(), b""
    )
