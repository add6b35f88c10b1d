"""A tired reader meets a word: explained beside it by keyboard and by finger, at the end without scripts."""

import pytest
from playwright.sync_api import expect

from tests.journeys.looking import assert_accessible, assert_fits, keep_picture, watch
from tests.journeys.people import sign_in_demo

pytestmark = pytest.mark.browser
LESSON = "/courses/common-core/core-06/"


def lesson_of(page):
    """Open the lesson on five words of the law, as somebody who may read it."""
    sign_in_demo(page, "practitioner", then=LESSON)
    return page.locator("#word-amnesty"), page.locator(".term-note")


@pytest.mark.parametrize("dark", [False, True])
def test_a_word_is_explained_by_keyboard_on_a_small_screen(visitor, dark):
    page = visitor(dark=dark)
    seen = watch(page)
    word, note = lesson_of(page)
    expect(word).to_have_attribute("aria-expanded", "false")
    expect(word).to_have_accessible_description("Words explained on this page")
    word.focus()
    page.keyboard.press("Enter")

    expect(note).to_be_focused()
    expect(note).to_contain_text("The state gives up punishing many people at once.")
    expect(page.get_by_role("dialog", name="Amnestied")).to_be_visible()
    expect(word).to_have_attribute("aria-expanded", "true")
    # What is explained stays in sight.
    expect(word).to_be_in_viewport()
    expect(note).to_be_in_viewport(ratio=1)
    assert_accessible(page)
    keep_picture(page, f"glossary-open-{'dark' if dark else 'light'}")

    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(word).to_be_focused()
    expect(word).to_have_attribute("aria-expanded", "false")
    assert seen == []


def test_the_way_on_from_an_explanation_closes_it_or_leads_to_six_languages(visitor):
    page = visitor(size="desk")
    word, note = lesson_of(page)
    word.focus()
    page.keyboard.press("Enter")
    expect(note).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(note.get_by_role("link", name="Back to the text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(note).to_be_hidden()
    expect(word).to_be_focused()

    page.keyboard.press("Enter")
    expect(note).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/#amnesty")
    expect(page.locator("#amnesty")).to_contain_text("рақымшылық")


def test_who_goes_on_reading_leaves_the_explanation_behind(visitor):
    page = visitor()
    word, note = lesson_of(page)
    word.focus()
    page.keyboard.press("Enter")
    expect(note).to_be_focused()
    for _step in range(3):
        page.keyboard.press("Tab")
    expect(note).to_be_hidden()


def test_a_finger_opens_and_a_finger_elsewhere_closes(visitor):
    page = visitor(touch=True)
    word, note = lesson_of(page)
    word.tap()
    expect(note).to_be_visible()
    page.locator("h1").tap()
    expect(note).to_be_hidden()


def test_without_scripts_a_word_leads_to_its_explanation_and_back(visitor):
    page = visitor(scripts=False)
    sign_in_demo(page, "practitioner", then=LESSON)
    page.locator("#word-amnesty").click()
    page.wait_for_url("**#term-amnesty")
    entry = page.locator("#term-amnesty")
    expect(entry).to_be_in_viewport()
    expect(entry).to_contain_text("The state gives up punishing")
    entry.get_by_role("link", name="Back to the text").click()
    page.wait_for_url("**#word-amnesty")
    expect(page.locator("#word-amnesty")).to_be_in_viewport()


def test_a_browser_without_popovers_has_links_to_the_end(visitor):
    page = visitor()
    page.add_init_script("delete HTMLElement.prototype.showPopover")
    word, note = lesson_of(page)
    word.click()
    page.wait_for_url("**#term-amnesty")
    expect(page.locator("#term-amnesty")).to_be_in_viewport()
    expect(note).to_have_count(0)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_glossary_is_accessible(visitor, size, dark):
    page = visitor(size=size, dark=dark)
    seen = watch(page)
    for number, path in enumerate(["/glossary/", "/ru/glossary/", "/uz/glossary/#stigma"]):
        assert page.goto(path).status == 200
        assert_accessible(page)
        keep_picture(page, f"glossary-{number}-{size}-{'dark' if dark else 'light'}")
    expect(page.locator("#stigma")).to_be_in_viewport()
    assert_fits(page)
    assert seen == []
