"""A report for others: chosen and saved at a desk, printed, downloaded, and opened again on a phone."""

import pytest
from playwright.sync_api import expect

from tests.journeys.coordinating import print_report, save_report
from tests.journeys.focus import tab_to
from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import sign_in_demo

pytestmark = pytest.mark.browser


def test_a_report_is_saved_printed_downloaded_and_opens_the_same_on_a_phone(visitor):
    desk, phone = visitor(size="desk"), visitor(dark=True)
    seen = watch(desk)
    sign_in_demo(desk, "coordinator", then="/coordination/report/")
    people = save_report(desk)
    print_report(desk, people)
    read_on_a_phone(phone, people)
    assert seen == []


def read_on_a_phone(page, people: str) -> None:
    """Open the newest saved report by keyboard, and count it again."""
    sign_in_demo(page, "coordinator", then="/coordination/report/")
    assert_accessible(page)
    tab_to(page, "main .plain-list a")
    page.keyboard.press("Enter")
    expect(page.locator(".report-sums dd").first).to_have_text(people)
    assert_accessible(page)
    keep_picture(page, "report-on-a-phone")
    tab_to(page, "main a[href='?again=1#again']")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Today’s records give the same figures.")
    assert_accessible(page)
