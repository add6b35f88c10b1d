"""An event from the plan to the closed list: made at a desk, signed into on a phone without touching it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import sign_in_demo
from tests.journeys.test_keyboard import tab_to

pytestmark = pytest.mark.browser


def make(page) -> None:
    """Make an event of today, by the clock of Tashkent, that began at midnight."""
    page.goto("/coordination/events/")
    page.get_by_label("Group", exact=True).select_option(label="Invented group, autumn")
    page.get_by_label("What it is").select_option(label="Workshop")
    page.get_by_label("Title").fill("Listening first (invented)")
    page.get_by_label("Day").fill(datetime.now(ZoneInfo("Asia/Tashkent")).date().isoformat())
    page.get_by_label("Begins").fill("00:00")
    page.get_by_label("Ends").fill("12:00")
    page.get_by_label("By the clock of").select_option(label="Uzbekistan")
    page.get_by_label("Place").fill("Navoiy 1")
    page.get_by_label("Who leads").fill("Invented Person 3")
    page.get_by_label("Coming home").check()
    assert_accessible(page)
    keep_picture(page, "event-form")
    page.get_by_role("button", name="Make the event").click()
    expect(page.get_by_role("heading", name="Listening first (invented)")).to_be_visible()


def sign_in_by_keyboard(page, code: str) -> None:
    page.goto(f"/learn/events/sign-in/?code={code}")
    assert_accessible(page)
    keep_picture(page, "event-sign-in")
    expect(page.get_by_label("Code of the event")).to_have_value(code)
    tab_to(page, "main form .button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/learn/events/")
    expect(page.get_by_role("status")).to_contain_text("You are on the list")
    assert_accessible(page)
    keep_picture(page, "event-own")


def test_an_event_is_made_signed_into_and_closed(visitor):
    desk, phone = visitor(size="desk"), visitor()
    seen_at_desk, seen_on_phone = watch(desk), watch(phone)
    sign_in_demo(desk, "coordinator", then="/coordination/")
    sign_in_demo(phone, "practitioner")
    make(desk)
    address = desk.url
    desk.get_by_role("link", name="Show the code to sign in").click()
    code = desk.locator(".door__code").inner_text()
    assert_accessible(desk)
    keep_picture(desk, "event-code")
    sign_in_by_keyboard(phone, code)

    desk.goto(address)
    expect(desk.locator("input[name=here]:checked")).to_have_count(1)
    assert_accessible(desk)
    keep_picture(desk, "event-list")
    desk.get_by_role("button", name="Keep and close the list").click()
    expect(desk.get_by_role("status")).to_contain_text("The list is closed")
    keep_picture(desk, "event-closed")
    assert_accessible(desk)
    assert seen_at_desk == seen_on_phone == []
