"""The navigation of coordination: two lines on a phone, by keyboard, without scripts, and not on paper."""

import pytest
from playwright.sync_api import expect

from tests.journeys.looking import assert_accessible, keep_picture
from tests.journeys.people import sign_in_demo
from tests.journeys.test_keyboard import tab_to

pytestmark = pytest.mark.browser
LINES = """() => new Set([...document.querySelectorAll('.ways a')].map(
    link => Math.round(link.getBoundingClientRect().top))).size"""
GROUPS = {
    "People": ("cohorts/", "Groups", 3),
    "Certificates": ("endings/", "Renewals", 3),
    "Numbers": ("courses/", "Courses", 3),
    "Shortages": ("", "Overview", 2),
}


@pytest.mark.parametrize(("size", "dark"), [("phone", False), ("phone", True), ("desk", False)])
def test_each_group_is_one_press_away_and_says_where_one_is(visitor, size, dark):
    page = visitor(size=size, dark=dark)
    sign_in_demo(page, "coordinator", then="/coordination/")
    for group, (path, first, pages) in GROUPS.items():
        tab_to(page, f".ways__groups a[href='/coordination/{path}']")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/coordination/{path}")
        expect(page.locator(".ways__groups [aria-current=true]")).to_have_text(group)
        expect(page.locator(".ways [aria-current=page]")).to_have_text(first)
        expect(page.locator(".ways ul + ul a")).to_have_count(pages)
        assert page.evaluate(LINES) == 2
        assert_accessible(page)
        keep_picture(page, f"ways-{group.lower()}-{size}{'-dark' if dark else ''}")


def test_it_needs_no_script_and_is_not_printed(visitor):
    page = visitor(scripts=False)
    sign_in_demo(page, "coordinator", then="/coordination/gaps/")
    page.locator(".ways").get_by_role("link", name="Numbers").click()
    page.locator(".ways").get_by_role("link", name="Report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Report")
    for path in ("", "cohorts/", "endings/", "courses/"):
        page.goto(f"/coordination/{path}")
        page.emulate_media(media="print")
        expect(page.locator(".ways")).to_be_hidden()
        page.emulate_media(media="screen")
        expect(page.locator(".ways")).to_be_visible()
