"""The way to a certificate and what people learn: chosen, read as picture and as table, and taken along."""

import csv
import io

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.journeys.coordinating import download
from tests.journeys.focus import tab_to
from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import sign_in_demo

pytestmark = pytest.mark.browser
# A sheet of A4 between its margins, in a browser's points; and what of its tables would be cut off.
SHEET = {"width": 660, "height": 1000}
CUT = """[...document.querySelectorAll("main table, main figure")]
    .filter((each) => each.getBoundingClientRect().right > innerWidth)
    .map((each) => each.outerHTML.slice(0, 99))"""
SHOWN = "all => all.filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 99))"
PRINTED = {
    "way": "/coordination/way/?months=all",
    "learned": "/coordination/learned/",
    "report": "/coordination/report/",
    "gaps": "/coordination/gaps/?profession=psychologist&competency=evidence-literacy",
}
LOOKS = pytest.mark.parametrize(("size", "dark"), [("phone", True), ("desk", False)], ids=["phone", "desk"])


@LOOKS
def test_the_way_is_chosen_by_keyboard_and_picture_table_and_files_say_the_same(visitor, size, dark):
    page = visitor(size=size, dark=dark)
    seen = watch(page)
    sign_in_demo(page, "coordinator", then="/coordination/way/")
    assert_accessible(page)
    choose(page, {"aim": "Reading figures", "region": "Tashkent city", "months": "at whatever"})
    expect(page.locator(".lead")).to_contain_text("Reading figures and sources")
    assert_accessible(page)
    keep_picture(page, f"way-{size}")
    rows = rows_of(page)
    drawn = [step.split() for step in page.locator(".pipeline__step span").all_text_contents()]
    assert [(" ".join(words[:-1]), words[-1]) for words in drawn] == [(row[0], row[1]) for row in rows]
    assert int(rows[0][1]) > int(rows[-1][1]) > 0
    assert f"{rows[-1][1]} " in page.locator(".lead").inner_text()
    assert [row[:3] for row in taken_along(page)] == [row[:3] for row in rows]
    assert seen == []


@LOOKS
def test_the_months_of_learning_are_chosen_by_keyboard_and_all_say_the_same(visitor, size, dark):
    page = visitor(size=size, dark=dark)
    seen = watch(page)
    sign_in_demo(page, "coordinator", then="/coordination/learned/")
    expect(page.locator(".lead")).to_contain_text("people knew more after the course")
    assert_accessible(page)
    tab_to(page, "[name=first]")
    page.keyboard.press("End")
    tab_to(page, "main .filters button")
    page.keyboard.press("Enter")
    page.wait_for_url("**first=**")
    expect(page.locator(".slopes__interval")).to_have_count(1)
    assert_accessible(page)
    keep_picture(page, f"learned-{size}")
    [row] = rows_of(page)
    drawn = page.locator(".slopes text").all_text_contents()
    assert drawn == [f"{float(cell):.0f}" for cell in row[3:5]]
    assert f"from {drawn[0]} to {drawn[1]} points of 100" in page.locator(".lead").inner_text()
    assert int(row[2]) >= 30
    [taken] = taken_along(page)
    assert taken[:3] == row[:3]
    assert [float(cell) for cell in taken[3:6]] == [float(cell) for cell in row[3:6]]
    assert seen == []


def test_what_a_coordinator_prints_is_black_on_white_and_whole_whatever_the_screen_is_like(visitor):
    page = visitor(dark=True)
    page.set_viewport_size(SHEET)
    sign_in_demo(page, "coordinator", then="/coordination/cohorts/")
    group = page.get_by_role("link", name="Invented group, autumn").get_attribute("href")
    for name, path in {"group": group, **PRINTED}.items():
        page.goto(path)
        # Bringing axe ends what is emulated, so that it comes before the paper.
        assert_accessible(page)
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("matchMedia('print').matches")
        assert_accessible(page)
        keep_picture(page, f"printed-{name}")
        assert page.evaluate(CUT) == []
        left = page.locator("nav, .filters, main .button, main summary").evaluate_all(SHOWN)
        assert left == [], path
        page.emulate_media(media="screen", color_scheme="dark")


def choose(page, wanted: dict[str, str]) -> None:
    """Choose a line of each list by typing how it begins, and ask for the page, with the keyboard alone."""
    for name, beginning in wanted.items():
        tab_to(page, f"main [name={name}]")
        page.keyboard.type(beginning)
    tab_to(page, "main .filters button")
    page.keyboard.press("Enter")
    page.wait_for_url("**aim=competency**")


def rows_of(page) -> list[list[str]]:
    """Return the table of the page as text, row by row."""
    rows = page.locator("tbody tr").all()
    return [[" ".join(cell.split()) for cell in row.locator("th, td").all_inner_texts()] for row in rows]


def taken_along(page) -> list[list[str]]:
    """Return the rows of the CSV file, once the spreadsheet has said the same."""
    text = download(page, "Download the table (CSV)").read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    book = openpyxl.load_workbook(io.BytesIO(download(page, "Download the table (XLSX)").read_bytes()))
    assert rows[0][0] == "Invented data"
    assert [plain(row) for row in book.active.values] == [plain(row) for row in rows]
    return rows[2:]


def plain(row) -> list[str]:
    """Return the cells of a row as both kinds of file know them; a spreadsheet has 15 for 15.0."""
    cells = ["" if each is None else str(each) for each in row]
    while cells and not cells[-1]:
        cells.pop()
    return [cell.removesuffix(".0") for cell in cells]
