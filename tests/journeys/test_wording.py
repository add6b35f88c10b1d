"""A visitor pastes a headline: by keyboard, on a phone, in light and dark, and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.journeys.focus import tab_to
from tests.journeys.looking import assert_accessible, keep_picture, watch

pytestmark = pytest.mark.browser
HEADLINE = "ISIS brides bring ticking time bombs home from Syria, a neighbour fears"


def test_a_headline_is_checked_on_the_front_page_by_keyboard_alone(visitor):
    page = visitor(size="desk")
    seen = watch(page)
    page.goto("/")
    tab_to(page, "#wording-text")
    page.keyboard.type(HEADLINE)
    tab_to(page, ".wording-form button")
    page.keyboard.press("Enter")
    page.locator(".wording-verdict").wait_for()
    page.wait_for_function("document.activeElement.classList.contains('wording-verdict')")
    expect(page.locator(".wording-text mark").first).to_have_text("ISIS brides")
    expect(page.locator("#wording-text")).to_have_value(HEADLINE)
    assert "neighbour" not in page.url and seen == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_box_and_its_answer_are_accessible(visitor, size, dark):
    page = visitor(size=size, dark=dark)
    seen = watch(page)
    page.goto("/")
    page.locator("#wording-text").fill(HEADLINE)
    page.locator(".wording-form button").click()
    page.locator(".wording-notes").wait_for()
    assert_accessible(page)
    keep_picture(page, f"wording-home-{size}-{'dark' if dark else 'light'}")
    page.goto("/ru/wording/")
    page.locator("#wording-text").fill(
        "Дети террористов вернулись из Сирии. Они бомбы замедленного действия."
    )
    page.locator(".wording-form button").click()
    page.locator(".wording-notes").wait_for()
    assert_accessible(page)
    keep_picture(page, f"wording-page-{size}-{'dark' if dark else 'light'}")
    assert seen == []


def test_the_box_works_without_scripts_and_says_what_is_missing(visitor):
    page = visitor(scripts=False)
    page.goto("/")
    page.locator(".wording-form button").click()
    expect(page.locator("#wording-problem")).to_contain_text("Paste a headline")
    page.locator("#wording-text").fill(HEADLINE)
    page.locator(".wording-form button").click()
    expect(page.locator(".wording-text mark").first).to_have_text("ISIS brides")
    expect(page.locator("#wording-text")).to_have_value(HEADLINE)
    assert "neighbour" not in page.url


def test_a_line_that_is_gone_is_said_and_the_text_stays_in_the_box_alone(visitor):
    page = visitor()
    page.goto("/wording/")
    page.locator("#wording-text").fill(HEADLINE)
    page.context.set_offline(True)
    page.locator(".wording-form button").click()
    page.locator(".wording-form [role=status]", has_text="The line is gone").wait_for()
    expect(page.locator("#wording-text")).to_have_value(HEADLINE)
    kept = page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    assert "neighbour" not in kept
    page.context.set_offline(False)
    page.locator(".wording-form button").click()
    page.locator("#wording-result .wording-verdict").wait_for()
    expect(page.get_by_text("The line is gone")).to_have_count(0)
