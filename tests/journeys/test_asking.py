"""People are asked by a list: pasted with faults at a desk, corrected, sent; read and opened on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import sign_in_demo

pytestmark = pytest.mark.browser
GUEST = "guest-by-list@example.org"
PASTED = f"{GUEST};\nBakyt, no address\nyusuf@example;tg\nzulfiya@example.org;Deutsch"
CORRECTED = f"{GUEST};\nyusuf@example.org;tg\nzulfiya@example.org"


def test_a_list_with_three_faults_becomes_mails_that_lead_in(visitor, site):
    desk, phone = visitor(size="desk"), visitor(dark=True)
    seen_at_desk, seen_on_phone = watch(desk), watch(phone)
    sign_in_demo(desk, "coordinator", then="/coordination/")
    desk.goto("/coordination/cohorts/")
    desk.get_by_role("link", name="Invented group, autumn").click()
    desk.get_by_role("link", name="Ask people by a list").click()
    desk.get_by_label("Addresses, one to a row").fill(PASTED)
    desk.get_by_role("button", name="Look the list through").click()
    expect(desk.get_by_role("heading", name="3 rows need a correction")).to_be_visible()
    expect(desk.get_by_role("listitem").filter(has_text="none of the six languages")).to_be_visible()
    assert_accessible(desk)
    keep_picture(desk, "asking-faults")

    desk.get_by_label("Addresses, one to a row").fill(CORRECTED)
    desk.get_by_role("button", name="Look the list through again").click()
    expect(desk.get_by_role("heading", name="3 people would be asked")).to_be_visible()
    assert_accessible(desk)
    keep_picture(desk, "asking-ready")
    desk.get_by_role("button", name="Send 3 mails").click()
    expect(desk.locator(".messages")).to_contain_text("3 people are being asked")
    desk.get_by_role("link", name="This week in the group").click()
    expect(desk.get_by_role("heading", name="One kind message")).to_be_visible()
    assert_accessible(desk)
    keep_picture(desk, "group-week")

    letter = letter_to(phone, site, GUEST)
    phone.goto(re.search(r"http\S+/join/\S+", letter).group())
    expect(phone.get_by_role("heading", name="You are invited to learn together")).to_be_visible()
    expect(phone.get_by_text("Ulugbek")).to_be_visible()
    assert_accessible(phone)
    keep_picture(phone, "asked-on-a-phone")
    assert seen_at_desk == seen_on_phone == []


def letter_to(page, site, address: str) -> str:
    """Return what the demo's mail page shows of the mail to an address, once the worker has sent it."""
    for _ in range(100):
        if site.mails_to(address):
            break
        page.wait_for_timeout(100)
    page.goto("/mail/")
    shown = page.locator(".sheet").filter(has_text=address)
    expect(shown).to_contain_text("/join/")
    return shown.inner_text()
