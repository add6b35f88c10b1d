"""Where people are missing: a target set at a desk, the gap it makes, and the same on a phone by keyboard."""

import csv
import io

import pytest
from playwright.sync_api import expect

from tests.journeys.coordinating import open_gap, set_target
from tests.journeys.focus import tab_to
from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import sign_in_demo

pytestmark = pytest.mark.browser
WORK = "profession=psychologist&competency=evidence-literacy"


def test_a_coordinator_opens_a_gap_sets_a_target_asks_what_if_and_takes_the_table_along(visitor):
    page = visitor(size="desk")
    seen = watch(page)
    sign_in_demo(page, "coordinator", then="/coordination/")
    expect(page.get_by_text("nobody in 1, short in 2, enough in 2, no target set in 1")).to_be_visible()
    assert_accessible(page)
    keep_picture(page, "shortages")
    open_gap(page, "Surkhandarya region")
    set_target(page, 9, told="Short by 5 (1 of 6)")
    row = page.locator("tbody tr").first
    expect(row).to_contain_text("Surkhandarya region")
    expect(row).to_contain_text("Short by 8")
    assert_accessible(page)
    keep_picture(page, "gaps")
    ask_what_if(page)
    take_along(page)
    assert seen == []


def ask_what_if(page) -> None:
    page.get_by_label("What if certificates lapse until").select_option(index=13)
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".lead")).to_contain_text("people fewer")
    keep_picture(page, "gaps-what-if")


def take_along(page) -> None:
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download the table (CSV)").click()
    rows = list(csv.reader(io.StringIO(taken.value.path().read_text("utf-8-sig"))))
    assert rows[0] == ["Invented data"]
    assert rows[2][0] == "Surkhandarya region" and rows[2][5] == "9"


def test_the_same_pages_on_a_phone_in_the_dark_by_keyboard(visitor):
    page = visitor(dark=True)
    sign_in_demo(page, "coordinator", then="/coordination/")
    assert_accessible(page)
    keep_picture(page, "shortages-phone")
    tab_to(page, ".state[data-state=short]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/coordination/tiles/**")
    assert_accessible(page)
    keep_picture(page, "tiles-phone")
    for address in (f"/coordination/gaps/?{WORK}", f"/coordination/targets/?place=UZ-QA&{WORK}"):
        page.goto(address)
        assert_accessible(page)
    tab_to(page, "form[action$='/targets/end/'] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/coordination/gaps/**")
    expect(page.get_by_role("status").filter(has_text="The target is ended")).to_be_visible()
    expect(page.locator("tr", has_text="Kashkadarya region")).to_contain_text("No target set")
    keep_picture(page, "gaps-phone")
