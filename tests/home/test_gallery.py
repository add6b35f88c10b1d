"""The gallery shows every element where people build, and is not there for anybody else."""

from django.urls import reverse


def test_the_gallery_shows_each_sort_of_block_in_a_demo(client, settings, db):
    settings.DEMO = True

    page = client.get(reverse("gallery")).content.decode()

    for block in (
        "box-keypoint",
        "box-lend",
        "box-try",
        "box-reflect",
        "conflict",
        "fact",
        "choice",
        "feedback",
        "scene",
        "worksheet",
        "desk",
        "talk",
    ):
        assert f'"{block}' in page or f" {block}" in page, block


def test_the_gallery_is_absent_in_production(client, settings, db):
    settings.DEMO = settings.DEBUG = False

    assert client.get(reverse("gallery")).status_code == 404
