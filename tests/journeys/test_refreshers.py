"""A refresher on a phone, by keyboard: from what fades to the last answer, without scripts too."""

import pytest
from playwright.sync_api import expect

from tests.journeys.focus import assert_focus_shows, tab_to
from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import sign_in_demo

pytestmark = pytest.mark.browser


LINK = ".refreshers__waiting a"


def test_what_fades_is_refreshed_by_keyboard_from_a_link_that_needs_no_door(visitor):
    page = visitor()
    seen = watch(page)
    sign_in_demo(page, "practitioner", then="/learn/refreshers/")
    look_at_the_strip_and_its_table(page)
    waiting = page.locator(LINK).count()
    assert waiting == 2
    link = page.locator(LINK).first.get_attribute("href")
    answer_as_a_stranger(visitor(scripts=False), link)

    page.goto(link)
    assert_accessible(page)
    page.goto("/learn/refreshers/")
    expect(page.locator(LINK)).to_have_count(waiting - 1)
    for then in ("Go on", "Pause refreshers"):
        tab_to(page, "button[name=paused]")
        page.keyboard.press("Enter")
        page.get_by_role("button", name=then).wait_for()
    assert seen == []


def look_at_the_strip_and_its_table(page) -> None:
    strips = page.locator(".strip").count()
    assert strips
    tab_to(page, "main details summary")
    page.keyboard.press("Enter")
    expect(page.locator("main table tbody tr")).to_have_count(strips)
    assert_accessible(page)
    keep_picture(page, "refreshers")


def answer_as_a_stranger(page, link: str) -> None:
    """Answer every question behind a link, without an account and without scripts, by keyboard."""
    page.goto(link)
    while not page.locator("#end").count():
        tab_to(page, ".question__form input:not([type=hidden])")
        assert_focus_shows(page)
        page.keyboard.press("Space")
        tab_to(page, ".question__form .button")
        page.keyboard.press("Enter")
        page.locator(".feedback__verdict").wait_for()
        page.wait_for_load_state()
        if page.locator(".actions .button--primary").count():
            tab_to(page, ".actions .button--primary")
            page.keyboard.press("Enter")
            page.locator(".question__form").wait_for()
            page.wait_for_load_state()
    assert "demo.example" not in page.content()
