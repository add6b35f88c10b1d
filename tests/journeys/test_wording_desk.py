"""The wording desk on a phone, by finger: written, marked, compared, kept until one signs out."""

import pytest
from playwright.sync_api import expect

from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import sign_in_demo

pytestmark = pytest.mark.browser
LESSON = "/courses/common-core/core-01/"
MINE = "A new girl. Terrorist child, a door for nobody."
KEPT = "() => Object.values({...localStorage}).join() + Object.values({...sessionStorage}).join()"


def test_a_finger_writes_a_note_anew_and_the_text_stays_on_the_phone(browser, site):
    context = browser.new_context(
        reduced_motion="reduce",
        base_url=site.address,
        viewport={"width": 360, "height": 740},
        has_touch=True,
        locale="en-GB",
    )
    page = context.new_page()
    seen = watch(page)
    sign_in_demo(page, "practitioner", then=LESSON)
    desk = page.locator(".desk")
    expect(desk.locator("mark, .desk__answers")).to_have_count(0)
    for target in desk.locator("button").all():
        assert target.bounding_box()["height"] >= 44
    desk.locator("textarea").tap()
    page.keyboard.type(MINE)
    page.reload()
    expect(desk.locator("textarea")).to_have_value(MINE)
    keep_picture(page, "desk-before")

    desk.get_by_role("button", name="Check my version").tap()
    desk.locator("h3:focus").wait_for()
    expect(desk.locator("mark").first).to_have_text("Terrorist child")
    expect(desk.locator(".desk__answers > li")).to_have_count(3)
    expect(desk.locator("textarea")).to_have_value(MINE)
    desk.locator("summary").tap()
    expect(desk.locator(".desk__original mark").first).to_be_visible()
    assert_accessible(page)
    keep_picture(page, "desk-answered")
    page.emulate_media(color_scheme="dark")
    assert_accessible(page)
    keep_picture(page, "desk-dark")

    page.reload()
    expect(desk.locator(".desk__answers > li")).to_have_count(3)
    expect(desk.locator("textarea")).to_have_value(MINE)
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
    expect(desk.locator(".problem")).to_contain_text("Write your own version first")
    desk.locator("textarea").fill(MINE)
    desk.get_by_role("button", name="Check my version").click()
    expect(desk.locator("mark").first).to_have_text("Terrorist child")
    expect(desk.locator("textarea")).to_have_value(MINE)
    expect(desk.locator(".desk__answers > li")).to_have_count(3)
