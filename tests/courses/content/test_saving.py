"""A lesson saved as one file: complete, for whoever may read it, and with nobody's trace in it."""

import re
from html.parser import HTMLParser
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.models import CompiledLesson, LessonPage
from media.models import Picture
from tests.factories import make_course, make_learner, make_question, publish
from tests.media.pictures import picture_file

pytestmark = pytest.mark.django_db


def address(course, number: int = 0) -> str:
    return f"/courses/{course.slug}/{course.lessons[number].slug}/save/"


def saved(client, course, number: int = 0) -> str:
    return client.get(address(course, number)).content.decode()


def test_the_file_has_the_text_and_the_question_with_what_there_is_to_say(client, course):
    question = make_question(stem="What would you say first?")
    page = LessonPage.objects.get(pk=course.lessons[0].pk)
    page.body = page.body.stream_block.to_python(
        [
            {"type": "prose", "id": str(uuid4()), "value": "<p>A grandmother waits.</p>"},
            {"type": "activity", "id": str(uuid4()), "value": {"activity": question.activity_id}},
        ]
    )
    publish(page)
    text = saved(client, course)

    assert "A grandmother waits." in text and "What would you say first?" in text
    before, opened = text.split("<details>", 1)
    for choice in question.choices:
        assert choice.value["text"] in before and choice.value["why"] in opened
    assert "Not right." not in before


class Parts(HTMLParser):
    """Collects tags, and every address that a browser would ask for by itself."""

    def __init__(self):
        super().__init__()
        self.tags, self.asked = set(), []

    def handle_starttag(self, tag, attributes):
        """Remember what would be asked for."""
        self.tags.add(tag)
        self.asked += [value for name, value in attributes if name in ("src", "srcset", "data", "poster")]
        self.asked += [dict(attributes).get("href")] if tag == "link" else []


def with_picture(course):
    upload = SimpleUploadedFile("loom.jpg", picture_file("JPEG", size=(1200, 900), with_canaries=True))
    picture = Picture.objects.create(title="A loom", file=upload)
    page = LessonPage.objects.get(pk=course.lessons[0].pk)
    value = {"picture": picture.pk, "alt": "A loom by a window", "caption": ""}
    page.body = page.body.stream_block.to_python([{"type": "picture", "id": str(uuid4()), "value": value}])
    publish(page)
    return picture


@pytest.fixture
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_picture_is_inside_the_file_and_nothing_is_asked_for(client, course, own_folder):
    with_picture(course)
    parts = Parts()
    parts.feed(saved(client, course))

    (picture,) = parts.asked
    assert picture.startswith("data:image/webp;base64,") and len(picture) > 500
    assert not parts.tags & {"script", "form", "link", "iframe", "input", "button"}


def test_a_picture_that_is_gone_or_not_for_everybody_leaves_its_words(client, course, own_folder):
    picture = with_picture(course)
    for rendition in picture.renditions.all():
        rendition.file.delete(save=False)

    text = saved(client, course)
    assert "<img" not in text and "<p>A loom by a window</p>" in text


def test_links_are_whole_addresses_of_this_site(client, course, settings):
    page = LessonPage.objects.get(pk=course.lessons[0].pk)
    link = '<p><a href="/figures/">Figures</a> <a href="https://example.org/">elsewhere</a></p>'
    page.body = page.body.stream_block.to_python([{"type": "prose", "id": str(uuid4()), "value": link}])
    publish(page)
    text = saved(client, course)

    assert f'href="{settings.SITE_ADDRESS}/figures/"' in text
    assert 'href="/' not in text


def test_whoever_may_not_open_a_lesson_may_not_save_it(client):
    course = make_course(lessons=2)

    assert client.get(address(course, 0)).status_code == 200
    answer = client.get(address(course, 1))
    assert answer.status_code == 302 and "/accounts/login/" in answer["Location"]
    assert client.get(f"/courses/{course.slug}/nothing/save/").status_code == 404


def test_the_file_knows_nothing_of_who_saved_it(client):
    course = make_course(lessons=2)
    learner = make_learner("saves@example.org")
    anonymous = saved(client, course)
    client.force_login(learner)

    assert saved(client, course) == anonymous
    assert "csrf" not in anonymous


def test_the_name_of_the_file_is_the_outward_name(client, course):
    disposition = client.get(address(course))["Content-Disposition"]

    assert disposition.startswith("attachment; ")
    assert re.fullmatch(r"[a-z0-9-]+\.html", disposition.split('"')[1])


def test_the_page_says_how_much_the_file_weighs_before_it_is_spent(client, course, own_folder):
    with_picture(course)
    page = client.get(address(course).removesuffix("save/")).content.decode()
    kilobytes = int(re.search(r"Save to read without a line \((\d+) KB\)", page)[1])

    assert abs(kilobytes - len(saved(client, course).encode()) / 1000) <= max(2, kilobytes * 0.1)


def test_a_lesson_compiled_before_there_were_files_can_be_saved(client, course):
    compiled = CompiledLesson.objects.get(lesson_key=course.lessons[0].translation_key)
    compiled.artifact.pop("saved_size")
    compiled.save()

    assert client.get(address(course)).status_code == 200


def test_a_demo_says_so_in_the_file(client, course, settings):
    settings.DEMO = True
    assert "Invented data" in saved(client, course)
    settings.DEMO = False
    assert "Invented data" not in saved(client, course)
