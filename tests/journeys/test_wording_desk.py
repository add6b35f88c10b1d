"""The wording desk on a phone, by finger: written, marked, compared, kept until one signs out."""

import pytest

from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import sign_in_demo

pytestmark = pytest.mark.browser
LESSON = "/courses/common-core/core-01/"
MINE = "A new girl. Terrorist child, a door for nobody."
KEPT = "() => Object.values({...localStorage}).join() + Object.values({...sessionStorage}).join()"


def test_a_finger_writes_a_note_anew_and_the_text_stays_on_the_phone(browser, site):
    context = browser.new_context(
        base_url=site.address, viewport={"width": 360, "height": 740}, has_touch=True, locale="en-GB"
    )
    page = context.new_page()
    seen = watch(page)
    sign_in_demo(page, "practitioner", then=LESSON)
    desk = page.locator(".desk")
    assert desk.locator("mark, .desk__answers").count() == 0
    for target in desk.locator("button").all():
        assert target.bounding_box()["height"] >= 44
    desk.locator("textarea").tap()
    page.keyboard.type(MINE)
    page.reload()
    assert desk.locator("textarea").input_value() == MINE
    keep_picture(page, "desk-before")

    desk.get_by_role("button", name="Check my version").tap()
    desk.locator("h3:focus").wait_for()
    assert desk.locator("mark").first.inner_text() == "Terrorist child"
    assert desk.locator(".desk__answers > li").count() == 3
    assert desk.locator("textarea").input_value() == MINE
    desk.locator("summary").tap()
    assert desk.locator(".desk__original mark").first.is_visible()
    assert_accessible(page)
    keep_picture(page, "desk-answered")
    page.emulate_media(color_scheme="dark")
    assert_accessible(page)
    keep_picture(page, "desk-dark")

    page.reload()
    assert desk.locator(".desk__answers > li").count() == 3
    assert desk.locator("textarea").input_value() == MINE
    page.goto("/learn/")
    page.get_by_role("button", name="Sign out").tap()
    page.get_by_role("link", name="Sign in").wait_for()
    assert "door for nobody" not in page.evaluate(KEPT)
    assert seen == []
    context.close()


def test_without_scripts_the_same_page_brings_marks_and_answers(visitor):
    page = visitor(scripts=False)
    page.goto(LESSON)
    desk = page.locator(".desk")
    desk.get_by_role("button", name="Check my version").click()
    assert "Write your own version first" in desk.locator(".problem").inner_text()
    desk.locator("textarea").fill(MINE)
    desk.get_by_role("button", name="Check my version").click()
    assert desk.locator("mark").first.inner_text() == "Terrorist child"
    assert desk.locator("textarea").input_value() == MINE
    assert desk.locator(".desk__answers > li").count() == 3
