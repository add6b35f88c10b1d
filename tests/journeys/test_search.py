"""A visitor narrows the catalogue and types words; where nothing is found, the page says what to do."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.hands import Keyboard
from tests.journeys.looking import assert_accessible, keep_picture, watch

pytestmark = pytest.mark.browser


def marked(page):
    """The words that the page marks as found."""
    return page.locator(".found mark")


def test_a_lesson_is_found_opened_and_a_course_narrowed_down_to_by_keyboard(visitor):
    page = visitor()
    seen, keys = watch(page), Keyboard(page)
    page.goto("/courses/")
    keys.arrive()
    keys.write("#q", "staff room")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=staff+room**")
    for number, word in enumerate(("staff", "room")):
        expect(marked(page).nth(number)).to_have_text(word)
    keys.press(".found li:first-child a")
    page.wait_for_url("**/courses/common-core/core-01/")

    page.goto("/courses/")
    keys.arrive()
    keys.press("main summary")
    keys.pick("#profession", "theologian")
    keys.pick("#minutes", "up to 30 minutes")
    keys.press("main form button[type=submit]")
    page.get_by_text("No course has all of this. Let one of your choices go.").wait_for()
    keys.arrive()
    keys.press("main .tag a[href='?profession=theologian']")
    page.locator("[role=status]", has_text="1 course fits").wait_for()
    expect(page.locator("#profession")).to_have_value("theologian")
    keys.arrive()
    keys.press("main .card a")
    page.wait_for_url("**/courses/common-core/")
    assert seen == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_word_is_found_in_another_form_and_without_the_letters_a_keyboard_lacks(visitor, scripts):
    page = visitor(scripts=scripts)
    for typed, written in (("учитель", "учительской"), ("еще", "ещё")):
        page.goto("/ru/courses/")
        page.locator("#q").fill(typed)
        page.locator("main form button[type=submit]").click()
        expect(marked(page).first).to_have_text(written)
        expect(page.locator("#q")).to_have_value(typed)
    page.locator(".found a").first.click()
    page.wait_for_url("**/ru/courses/common-core/core-01/")


def test_without_scripts_the_catalogue_is_narrowed_and_a_search_in_it_too(visitor):
    page = visitor(scripts=False)
    page.goto("/courses/")
    page.locator("main summary").click()
    page.get_by_label("Profession").select_option(label="journalist")
    page.get_by_label("Language").select_option(label="Русский")
    page.get_by_role("button", name="Show").click()
    page.locator("[role=status]", has_text="1 course fits").wait_for()
    # What was chosen stands open and stays chosen for the words that come next.
    page.get_by_label("Find in courses, lessons and cases").fill("august")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(re.compile("profession=journalist.*august|august.*profession=journalist"))
    expect(marked(page).first).to_have_text("August")
    page.get_by_role("link", name="Русский (let go)").click()
    expect(page.get_by_label("Language")).to_have_value("")
    expect(page.get_by_label("Profession")).to_have_value("journalist")
    expect(page.locator("#q")).to_have_value("august")


def test_a_search_in_vain_says_what_to_do_and_leads_back(visitor):
    page = visitor()
    page.goto("/courses/?q=zzz")
    expect(page.locator(".empty")).to_contain_text(
        "Try one word instead of several, or only its beginning.", use_inner_text=True
    )
    page.get_by_role("link", name="See all courses").click()
    page.wait_for_url("**/courses/")
    expect(page.locator(".card").nth(2)).to_be_visible()


@pytest.mark.parametrize(("size", "dark"), [("phone", False), ("desk", True)], ids=["phone", "desk, dark"])
def test_what_is_found_and_what_is_not_is_accessible(visitor, size, dark):
    page = visitor(size=size, dark=dark)
    seen = watch(page)
    for number, query in enumerate(("q=families", "q=zzz", "profession=theologian&minutes=30")):
        page.goto(f"/courses/?{query}")
        assert_accessible(page)
        keep_picture(page, f"search-{number}-{size}-{'dark' if dark else 'light'}")
    assert seen == []
