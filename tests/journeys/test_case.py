"""A case on a phone: by keyboard and by touch, closed and opened again, back and on, looked back at."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.focus import assert_focus_shows, tab_to
from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import join, walk_case

pytestmark = pytest.mark.browser
CASE = "/cases/that-boy/"
LESSON = "/courses/common-core/core-05b/"


def choose_by_keyboard(page, number: int) -> None:
    """Choose a way with Tab and the arrow keys, send it, and stand where what came of it is told."""
    tab_to(page, "input[name=choice]")
    page.keyboard.press("Space")
    for _ in range(number - 1):
        page.keyboard.press("ArrowDown")
    tab_to(page, ".case__form .button")
    assert_focus_shows(page)
    page.keyboard.press("Enter")
    page.locator(".case__came:focus").wait_for()


def told(page) -> str:
    return page.locator(".case").inner_text()


def test_a_learner_plays_by_keyboard_closes_the_tab_goes_back_and_looks_back(visitor, site):
    page = visitor()
    join(page, site, "plays@example.org")
    seen = watch(page)
    page.goto(LESSON)
    keep_picture(page, "case-begins")
    choose_by_keyboard(page, 2)
    assert "Turning point 2" in told(page)
    second = page.context.new_page()
    page.close()
    second.goto(LESSON)
    assert "Turning point 2" in told(second) and "You chose" in told(second)
    seen += watch(second)
    tab_to(second, ".case__back .button")
    second.keyboard.press("Enter")
    second.get_by_text("Turning point 1").wait_for()
    walk_case(second)
    expect(second.locator(".case")).to_contain_text("Your way, turning point by turning point")
    assert_accessible(second)
    keep_picture(second, "case-debrief")
    second.locator("summary", has_text=re.compile("other ways? here")).first.click()
    second.reload()
    assert "Your way, turning point by turning point" in told(second)
    assert seen == []


def test_a_visitor_plays_by_touch_in_the_dark_and_nothing_is_kept(visitor):
    page = visitor(dark=True)
    seen = watch(page)
    page.goto("/cases/play/")
    assert_accessible(page)
    page.get_by_role("link", name="That boy").click()
    box = page.locator(".choice").first.bounding_box()
    assert box["height"] >= 44
    walk_case(page)
    assert_accessible(page)
    keep_picture(page, "case-debrief-dark")
    page.goto(CASE)
    assert "Turning point 1" in told(page)
    assert seen == []


def test_without_javascript_the_same_case_is_played_and_a_forgotten_choice_is_asked_for(visitor):
    page = visitor(scripts=False)
    page.goto(CASE)
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("Choose one of these, then go on.").wait_for()
    page.wait_for_load_state()
    while page.get_by_role("button", name="Go on").count():
        page.locator("input[name=choice]").first.check()
        page.get_by_role("button", name="Go on").click()
        page.wait_for_load_state()
    page.get_by_role("button", name="Look back at your way").click()
    page.wait_for_load_state()
    assert "Your way, turning point by turning point" in told(page)
