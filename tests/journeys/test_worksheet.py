"""A worksheet on a phone: written by keyboard, kept, printed on one page, ticked off, erased; never sent."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.focus import assert_focus_shows, tab_to
from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import sign_in_demo

pytestmark = pytest.mark.browser
PLANNER = "/courses/common-core/core-10/"
REFLECTION = "/courses/common-core/core-01/"
SECRET = "A door that nobody else may open"
KEPT = "() => Object.values({...localStorage}).join() + Object.values({...sessionStorage}).join()"


def listen(page) -> list[str]:
    """Collect everything that leaves the page: addresses and bodies."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    return sent


def expect_written(page, text: str) -> None:
    expect(page.locator(".worksheet__field").first).to_have_value(text)


def test_what_is_written_is_kept_printed_and_erased_on_the_device_and_never_sent(visitor):
    page = visitor()
    seen, sent = watch(page), listen(page)
    sign_in_demo(page, "practitioner", then=PLANNER)
    tab_to(page, ".worksheet__field")
    assert_focus_shows(page)
    page.keyboard.type(SECRET)
    page.reload()
    expect_written(page, SECRET)
    assert_accessible(page)
    keep_picture(page, "worksheet")

    tab_to(page, ".worksheet form .button")
    page.keyboard.press("Enter")
    page.locator(".worksheet__done:focus").wait_for()
    expect_written(page, SECRET)
    assert sum("idempotency_key" in each for each in sent) == 1

    # The window that asks for a printer would wait for somebody.
    page.evaluate("window.print = () => { window.isPrinted = true }")
    page.locator("[data-print]").click()
    assert page.evaluate("window.isPrinted")
    page.emulate_media(media="print")
    expect(page.locator(".worksheet__written").first).to_have_text(SECRET, use_inner_text=True)
    expect(page.locator("h1")).to_be_hidden()
    expect(page.locator(".worksheet__field").first).to_be_hidden()
    expect(page.locator(".worksheet__line").last).to_be_visible()
    keep_picture(page, "worksheet-print")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1
    page.emulate_media(media="screen", color_scheme="dark")
    assert_accessible(page)
    keep_picture(page, "worksheet-dark")

    tab_to(page, "[data-erase]")
    page.keyboard.press("Enter")
    page.get_by_text("Erased from this device.").wait_for()
    page.reload()
    expect_written(page, "")
    assert SECRET not in page.evaluate(KEPT)
    page.locator(".worksheet__field").first.fill(SECRET)
    page.goto("/learn/")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Sign in").wait_for()
    assert SECRET not in page.evaluate(KEPT)
    assert not [each for each in sent if "door" in each.lower()]
    assert seen == []


def test_a_visitor_keeps_it_for_the_page_only_and_without_scripts_there_are_lines_for_a_pen(visitor):
    page = visitor()
    page.goto(REFLECTION)
    page.locator(".worksheet__field").first.fill(SECRET)
    page.reload()
    expect_written(page, SECRET)
    next_one = page.context.new_page()
    next_one.goto(REFLECTION)
    expect_written(next_one, "")

    on_paper = visitor(scripts=False)
    on_paper.goto(REFLECTION)
    expect(on_paper.locator(".worksheet__line").first).to_be_visible()
    expect(on_paper.locator(".worksheet__field").first).to_be_hidden()
    expect(on_paper.locator(".worksheet form")).to_have_count(0)
    keep_picture(on_paper, "worksheet-without-scripts")
