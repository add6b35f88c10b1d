"""A lesson taken along: one file, opened from a phone's folder without a line, with all its pictures."""

import pytest
from playwright.sync_api import expect

from tests.journeys.hands import Keyboard
from tests.journeys.looking import assert_accessible, keep_picture
from tests.journeys.people import sign_in_demo

pytestmark = pytest.mark.browser

# A first lesson, which is open to everybody, with a picture and a question.
MAKE = """
from uuid import uuid4
from django.core.files.uploadedfile import SimpleUploadedFile
from courses.models import CoursePage, ModulePage
from media.models import Picture
from tests.factories import make_course, make_lesson, make_question, publish
from tests.media.pictures import picture_file
if not CoursePage.objects.filter(slug="to-take-along"):
    course = make_course(slug="to-take-along", lessons=0, questions=0)
    module = ModulePage.objects.child_of(course.page).get()
    lesson = make_lesson(module, title="To take along", practice=[make_question(stem="What comes first?")])
    upload = SimpleUploadedFile("loom.jpg", picture_file("JPEG", size=(1200, 900)))
    picture = Picture.objects.create(title="A loom", file=upload)
    shown = {"picture": picture.pk, "alt": "A loom", "caption": ""}
    body = [*lesson.body.raw_data, {"type": "picture", "id": str(uuid4()), "value": shown}]
    lesson.body = lesson.body.stream_block.to_python(body)
    publish(lesson)
"""


def take_along(page, folder):
    """Save the lesson on the page by keyboard; returns the file in ``folder``."""
    keys = Keyboard(page)
    keys.arrive()
    keys.press(".about-lesson summary")
    with page.expect_download() as taken:
        keys.press(".about-lesson a[download]")
    assert taken.value.suggested_filename.endswith(".html")
    kept = folder / taken.value.suggested_filename
    taken.value.save_as(kept)
    return kept


@pytest.fixture
def open_without_a_line():
    """Open a file with the line cut, look at it in light and dark, and see that it asks for nothing."""

    def opened(page, file, name: str) -> None:
        faults, asked = [], []
        page.context.set_offline(True)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(file.as_uri())
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert_accessible(page)
            keep_picture(page, f"saved-{name}-{scheme}")
        assert [one for one in asked if not one.startswith("data:")] == [file.as_uri()]
        assert faults == []

    return opened


def test_a_visitor_takes_a_lesson_along_and_sees_its_picture(visitor, site, tmp_path, open_without_a_line):
    site.manage("shell", "--command", MAKE)
    page = visitor()
    page.goto("/courses/to-take-along/")
    page.locator("main a", has_text="To take along").first.click()
    page.locator(".about-lesson").wait_for()
    file = take_along(page, tmp_path)
    open_without_a_line(page, file, "picture")

    expect(page.locator("h1")).to_have_text("To take along", use_inner_text=True)
    expect(page.get_by_text("A quiet morning at the centre.")).to_be_visible()
    widths = page.locator("img").evaluate_all("all => all.map(one => one.complete && one.naturalWidth)")
    assert len(widths) == 1 and widths[0] >= 300
    assert page.get_by_alt_text("A loom").bounding_box()["width"] <= 360
    # What there is to say of the question waits until the reader opens it.
    why = page.get_by_text("Because")
    expect(why.first).to_be_hidden()
    Keyboard(page).press("summary")
    expect(why.first).to_be_visible()


def test_a_learner_takes_a_lesson_with_figures_along_and_sees_each_claim(
    visitor, site, tmp_path, open_without_a_line
):
    page = visitor()
    sign_in_demo(page, "practitioner", then="/courses/common-core/core-02/")
    file = take_along(page, tmp_path)
    open_without_a_line(page, file, "figures")

    drawings = page.locator("svg").evaluate_all("all => all.map(one => one.getBoundingClientRect().width)")
    assert drawings and all(100 < width <= 360 for width in drawings)
    expect(page.locator("table, .twin").first).to_be_attached()
    text = page.inner_text("main")
    assert "Saved on" in text and "demo.example" not in text
    # Who says it, and where, stand on lines of their own.
    assert page.locator(".claims td").first.inner_text().split("\n")[:2] == [
        "Bulan Institute 2021",
        "Section III, Table 1",
    ]
