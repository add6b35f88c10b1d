"""Visitors browse, read, compare, cite and print cases."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.hands import Finger, Keyboard
from tests.journeys.looking import assert_accessible, keep_picture, watch

pytestmark = pytest.mark.browser
ZHUSAN = "/cases/studies/kz-operation-zhusan/"


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_visitor_finds_reads_compares_and_prints_a_case(visitor, size):
    page = visitor(size=size, touch=size == "phone")
    hand = Finger(page) if size == "phone" else Keyboard(page)
    seen = watch(page)
    page.goto("/")
    hand.press("section a[href='/cases/']")
    page.wait_for_url("**/cases/")
    hand.press(".tile[href^='?country=KZ']")
    page.wait_for_url("**country=KZ**")
    expect(page.get_by_role("status")).to_contain_text("case studies")
    narrow(page, hand)
    hand.press(f".card a[href='{ZHUSAN}']")
    page.wait_for_url(f"**{ZHUSAN}")
    read(page, hand)
    compare(page, hand)
    page.goto(ZHUSAN)
    hand.press("a[href$='/print/']")
    page.wait_for_url("**/print/")
    expect(page.get_by_role("heading", name="For a group")).to_be_attached()
    assert seen == []


def narrow(page, hand) -> None:
    """Choose a practice from the list, let the country go, and stay with what is left."""
    hand.press("form[role=search] summary")
    hand.pick("#practice", line_that_begins(page, "#practice", "flights home"))
    hand.press("form[role=search] .button")
    page.wait_for_url("**practice=flights-home**")
    hand.press(".chosen a >> nth=0" if isinstance(hand, Finger) else ".chosen a")
    page.wait_for_url(re.compile(r"\?practice=flights-home#studies$"))


def line_that_begins(page, selector: str, beginning: str) -> str:
    lines = page.locator(f"{selector} option").all_inner_texts()
    return next(line for line in lines if line.startswith(beginning))


def read(page, hand) -> None:
    """Follow a note, open what a profession can take along, and find the line to cite by."""
    hand.press(".ref")
    page.wait_for_url("**#note-**")
    expect(page.locator(".notes li:target")).to_be_visible()
    hand.press(".take summary")
    expect(page.locator(".take[open] p").first).to_be_visible()
    expect(page.locator(".cite")).to_contain_text(ZHUSAN)
    expect(page.locator(".cite")).to_contain_text("case library, edition of")


def compare(page, hand) -> None:
    """Lay two cases side by side by choosing them from the lists."""
    page.goto("/cases/compare/")
    for name, title in (("a", "Keep January free"), ("b", "School does not wait")):
        hand.pick(f"#{name}", line_that_begins(page, f"#{name}", title))
    hand.press(".pair-form .button")
    page.wait_for_url("**a=kz-operation-zhusan&b=uz-mobile-classes")
    expect(page.locator(".aspect")).to_have_count(15)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_pages_of_the_library_are_accessible(visitor, size, dark):
    page = visitor(size=size, dark=dark)
    seen = watch(page)
    for number, path in enumerate(
        [
            "/cases/",
            "/cases/?country=KZ&q=zzz",
            ZHUSAN,
            "/ru" + ZHUSAN,
            ZHUSAN + "print/",
            "/cases/compare/",
            "/cases/compare/?a=kz-operation-zhusan&b=uz-mobile-classes",
            "/cases/timeline/",
            "/cases/play/",
        ]
    ):
        assert page.goto(path).status == 200
        assert_accessible(page)
        keep_picture(page, f"library-{number}-{size}-{'dark' if dark else 'light'}")
    assert seen == []


def test_the_library_works_without_scripts(visitor):
    page = visitor(scripts=False)
    page.goto("/cases/")
    all_of_them = page.locator(".card").count()
    page.goto("/cases/?topic=school")
    assert 0 < page.locator(".card").count() < all_of_them
    page.get_by_role("link", name="See all case studies").first.click()
    page.wait_for_url("**/cases/#studies")
    page.goto("/cases/compare/?a=media-faces-or-blur")
    page.get_by_label("Second").select_option("kz-operation-zhusan")
    page.get_by_role("button", name="Lay side by side").click()
    expect(page.locator(".aspect").first).to_be_visible()
