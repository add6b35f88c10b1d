"""The whole road without a mouse: every stop is reached by Tab, seen, and left by Enter or Space."""

import pytest

from tests.journeys.answers import QUESTIONS
from tests.journeys.focus import tab_to
from tests.journeys.hands import Keyboard
from tests.journeys.people import sign_in_demo, take_test
from tests.journeys.site import PASSWORD

pytestmark = pytest.mark.browser
# Numbers what the keyboard should reach, in the order of the page; choices that share a name are one stop.
STOPS = """all => all
    .filter((one) => one.checkVisibility() && one.tabIndex >= 0 && !one.disabled)
    .filter((one, place, open) => one.type !== "radio" || one.checked
        || !open.some((other) => other.name === one.name && (other.checked || open.indexOf(other) < place)))
    .map((one, place) => (one.dataset.stop = place, `[data-stop="${place}"]`))"""


def test_a_question_is_answered_and_its_explanation_read_by_keyboard(visitor):
    page = visitor(size="desk")
    page.goto("/courses/common-core/core-01/")
    page.keyboard.press("Tab")
    assert "Skip" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    tab_to(page, "section.question input")
    page.keyboard.press("Space")
    tab_to(page, "section.question button[type=submit]")
    page.keyboard.press("Enter")
    page.locator(".feedback__verdict").first.wait_for()
    page.wait_for_function("document.activeElement.classList.contains('feedback__verdict')")


def test_signing_in_and_going_on_needs_no_mouse(visitor):
    page = visitor(size="desk")
    page.goto("/accounts/login/")
    tab_to(page, "[name=login]")
    page.keyboard.type("practitioner@demo.example")
    tab_to(page, "main summary")
    page.keyboard.press("Enter")
    tab_to(page, "[name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/learn/")
    tab_to(page, "main a[href*='/courses/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/courses/**")


def test_the_language_menu_opens_and_leads_on_by_keyboard(visitor):
    page = visitor(size="phone")
    page.goto("/about/")
    tab_to(page, ".menu summary")
    page.keyboard.press("Enter")
    tab_to(page, ".menu a[hreflang=ky]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ky/about/")


def test_a_test_is_taken_by_keyboard(visitor):
    page = visitor(size="desk")
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill("practitioner@demo.example")
    page.locator("main summary").first.click()
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/learn/")
    page.goto("/courses/trauma-informed-care/test/")
    if page.locator(".test__questions").count() == 0:
        tab_to(page, "main form button")
        page.keyboard.press("Enter")
    page.locator(".test__questions").wait_for()
    stems = page.locator(".test__questions .question__stem").all_inner_texts()
    assert all(stem.strip() in QUESTIONS for stem in stems)
    tab_to(page, ".test__questions input")
    page.keyboard.press("Space")
    page.locator("#saved p").wait_for()
    take_test(page, right=True)
    page.wait_for_function("document.activeElement.classList.contains('result__verdict')")


@pytest.mark.parametrize(
    "path", ["way", "learned", "report", "events", "endings", "gaps", "cohorts", "certificates"]
)
def test_every_stop_of_a_coordinators_page_is_reached_and_shows(visitor, path):
    page = visitor()
    sign_in_demo(page, "coordinator", then=f"/coordination/{path}/")
    wanted = page.locator("main :is(a[href], input, select, textarea, button, summary, [tabindex='0'])")
    stops = wanted.evaluate_all(STOPS)
    assert stops, page.url
    for selector in stops:
        Keyboard(page).go_to(selector)
