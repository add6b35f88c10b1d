"""What coordinators do in more than one journey, each step from the page on which it begins."""

import io
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import openpyxl
from playwright.sync_api import expect

from tests.journeys.looking import assert_accessible, keep_picture


def open_gap(page, region: str) -> None:
    """Go from the first screen over the tiles of the first profession that is short to one of its regions."""
    page.goto("/coordination/")
    page.locator(".state[data-state=short]").first.click()
    page.wait_for_url("**/coordination/tiles/**")
    assert_accessible(page)
    page.locator("tr", has_text=region).get_by_role("link").click()


def set_target(page, number: int, *, told: str) -> None:
    """Set a number of people where ``told`` is how it stands; without a source it is refused first."""
    expect(page.locator(".lead")).to_contain_text(told)
    page.get_by_label("How many people are needed").fill(str(number))
    page.get_by_label("Why this number").fill("Three for each centre (invented)")
    page.get_by_role("button", name="Set this target").click()
    expect(page.get_by_role("alert")).to_contain_text("Write where this number stands")
    assert_accessible(page)
    page.get_by_label("Where it stands").fill("Our own estimate (invented)")
    page.get_by_role("button", name="Set this target").click()
    page.wait_for_url("**/coordination/gaps/**")
    expect(page.get_by_role("status").filter(has_text=f"{number} people are needed")).to_be_visible()


def make_group(page, name: str, region: str) -> None:
    """Make a group for the first course, and stand on its page."""
    page.goto("/coordination/cohorts/")
    page.get_by_role("link", name="Invented group, autumn").wait_for()
    page.get_by_label("Name of the group").fill(name)
    page.get_by_label("Where it belongs").select_option(label=region)
    page.get_by_label("Coming home").check()
    assert_accessible(page)
    keep_picture(page, "groups")
    page.get_by_role("button", name="Make the group").click()
    page.get_by_text("Nobody has joined yet").wait_for()


def see_faults(page, faults: int) -> None:
    """Let a list be looked through, and read what is wrong with it; nothing is sent."""
    page.get_by_role("button", name=re.compile("^Look the list through")).click()
    expect(page.get_by_role("heading", name=f"{faults} rows need a correction")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="none of the six languages")).to_be_visible()
    assert_accessible(page)
    keep_picture(page, "asking-faults")


def send_list(page, people: int) -> None:
    """Let a list without faults be looked through, and send its mails."""
    page.get_by_role("button", name="Look the list through again").click()
    expect(page.get_by_role("heading", name=f"{people} people would be asked")).to_be_visible()
    assert_accessible(page)
    keep_picture(page, "asking-ready")
    page.get_by_role("button", name=f"Send {people} mails").click()
    expect(page.locator(".messages")).to_contain_text(f"{people} people are being asked")


def see_week(page) -> None:
    """Go from the page of a group to its week."""
    page.get_by_role("link", name="This week in the group").click()
    expect(page.get_by_role("heading", name="One kind message")).to_be_visible()
    assert_accessible(page)
    keep_picture(page, "group-week")


def make_event(page, group: str) -> str:
    """Make an event of today, by the clock of Tashkent, that began at midnight; returns its code."""
    page.goto("/coordination/events/")
    page.get_by_label("Group", exact=True).select_option(label=group)
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
    page.get_by_role("link", name="Show the code to sign in").click()
    code = page.locator(".door__code").inner_text()
    assert_accessible(page)
    keep_picture(page, "event-code")
    page.go_back()
    return code


def close_list(page) -> None:
    """See on the page of an event the one who signed in, and close its list."""
    page.reload()
    expect(page.locator("input[name=here]:checked")).to_have_count(1)
    assert_accessible(page)
    keep_picture(page, "event-list")
    page.get_by_role("button", name="Keep and close the list").click()
    expect(page.get_by_role("status")).to_contain_text("The list is closed")
    keep_picture(page, "event-closed")
    assert_accessible(page)


def save_report(page) -> str:
    """Count a report over some years and save it; returns how many people it tells of."""
    page.goto("/coordination/report/")
    page.get_by_label("From").select_option(index=30)
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="By country and region of work")).to_be_visible()
    assert_accessible(page)
    keep_picture(page, "report-looked-at")
    page.get_by_role("button", name="Save this report").click()
    expect(page.get_by_role("status").filter(has_text="The report is saved.")).to_be_visible()
    assert_accessible(page)
    return page.locator(".report-sums dd").first.inner_text()


def print_report(page, people: str) -> None:
    """See how a saved report prints, and take it along as PDF and spreadsheet with the same number."""
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Download as PDF")).to_be_hidden()
    expect(page.locator(".demo-print")).to_be_visible()
    keep_picture(page, "report-printed")
    page.emulate_media(media="screen")
    assert download(page, "Download as PDF").read_bytes().startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(download(page, "Download as spreadsheet").read_bytes()))
    cells = [[cell.value for cell in row][:2] for row in book.worksheets[0].iter_rows()]
    assert cells[0][0] == "Invented data" and ["People reached", int(people)] in cells


def download(page, name: str):
    """Press a link and return where its file lies."""
    with page.expect_download() as started:
        page.get_by_role("link", name=name).click()
    return started.value.path()


def see_endings(page) -> None:
    """See when certificates end, and whose number that is."""
    page.goto("/coordination/endings/")
    expect(page.locator("table.calendar [data-level]").first).to_be_visible()
    assert_accessible(page)
    keep_picture(page, "endings")


def withdraw(page, code: str, reason: str) -> None:
    """Look a certificate up by its code, and withdraw it with the keys."""
    page.goto("/coordination/certificates/")
    page.get_by_label("Code of the certificate").fill(code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Withdraw this certificate")).to_be_visible()
    assert_accessible(page)
    page.get_by_label(reason).check()
    page.get_by_role("button", name="Withdraw this certificate").click()
    expect(page.get_by_role("status").filter(has_text="is withdrawn")).to_be_visible()
    keep_picture(page, "withdrawn")
