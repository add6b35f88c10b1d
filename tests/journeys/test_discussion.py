"""A discussion on a phone: written by keyboard, read by the trainer, then read by another colleague."""

import pytest
from playwright.sync_api import expect

from tests.journeys.focus import assert_focus_shows, tab_to
from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import sign_in_demo

pytestmark = pytest.mark.browser
COURSE = "/courses/common-core/"
THREAD = f"{COURSE}talk/core-04-d01/"
TEXT = "They went because somebody promised: I answer with a question."
MOSAIC = "The ten-year-old boy lives in a village. His father, a militant, was killed in Mosul."


def start(page, role: str) -> None:
    """Sign in and make sure that this person takes the course."""
    sign_in_demo(page, role, then=COURSE)
    begin = page.get_by_role("button", name="Start this course")
    if begin.count():
        begin.click()
        page.wait_for_load_state()


def write(page, text: str) -> None:
    """Type into the form and send it, with the keyboard alone."""
    tab_to(page, "#text")
    assert_focus_shows(page)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)
    tab_to(page, ".talk__form .button")
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def test_what_a_learner_writes_by_keyboard_is_let_through_and_read_by_another(visitor):
    page = visitor()
    seen = watch(page)
    start(page, "practitioner")
    page.goto(f"{COURSE}core-04/")
    tab_to(page, ".talk a.button")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{THREAD}")

    write(page, MOSAIC)
    page.locator(".problem").wait_for()
    expect(page.locator("#text")).to_have_value(MOSAIC)
    write(page, TEXT)
    page.get_by_text("Waits to be read.").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert_accessible(page)
    keep_picture(page, "discussion")

    desk = visitor()
    sign_in_demo(desk, "trainer", then="/cms/contributions/")
    ours = desk.locator("section", has_text=TEXT)
    ours.get_by_role("button", name="Let it through").click()
    desk.get_by_text("Let through.").wait_for()
    keep_picture(desk, "discussion-desk")

    other = visitor()
    start(other, "coordinator")
    other.goto(THREAD)
    expect(other.get_by_text(TEXT)).to_be_visible()
    assert "practitioner" not in other.locator(".talk__list").inner_text()
    assert seen == []
