"""A report for others: chosen and saved at a desk, printed, downloaded, and opened again on a phone."""

import io

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import sign_in_demo
from tests.journeys.test_keyboard import tab_to

pytestmark = pytest.mark.browser


def test_a_report_is_saved_printed_downloaded_and_opens_the_same_on_a_phone(visitor):
    desk, phone = visitor(size="desk"), visitor(dark=True)
    seen = watch(desk)
    sign_in_demo(desk, "coordinator", then="/coordination/report/")
    desk.get_by_label("From").select_option(index=30)
    desk.get_by_role("button", name="Show").click()
    expect(desk.get_by_role("heading", name="By country and region of work")).to_be_visible()
    assert_accessible(desk)
    keep_picture(desk, "report-looked-at")
    desk.get_by_role("button", name="Save this report").click()
    expect(desk.get_by_role("status").filter(has_text="The report is saved.")).to_be_visible()
    assert_accessible(desk)
    people = desk.locator(".report-sums dd").first.inner_text()
    desk.emulate_media(media="print")
    expect(desk.get_by_role("link", name="Download as PDF")).to_be_hidden()
    expect(desk.locator(".demo-print")).to_be_visible()
    keep_picture(desk, "report-printed")
    desk.emulate_media(media="screen")
    assert download(desk, "Download as PDF").read_bytes().startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(download(desk, "Download as spreadsheet").read_bytes()))
    cells = [[cell.value for cell in row][:2] for row in book.worksheets[0].iter_rows()]
    assert cells[0][0] == "Invented data" and ["People reached", int(people)] in cells
    read_on_a_phone(phone, people)
    assert seen == []


def download(page, name: str):
    """Press a link and return where its file lies."""
    with page.expect_download() as started:
        page.get_by_role("link", name=name).click()
    return started.value.path()


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
