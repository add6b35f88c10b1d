"""Steps put in order, things matched, words written: by keyboard, without scripts, on a lost line."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.focus import assert_focus_shows, tab_to
from tests.journeys.hands import Finger
from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import join

pytestmark = pytest.mark.browser

MAKE = """
from courses.models import CoursePage, ModulePage
from tests.factories import make_course, make_lesson, make_question
kinds = ("order", "match", "short")
if not CoursePage.objects.filter(slug="arranging"):
    asked = [make_question(kind=kind) for kind in ("single", *kinds)]
    course = make_course(slug="arranging", lessons=0, questions=asked)
    practice = [make_question(kind=kind) for kind in kinds]
    make_lesson(ModulePage.objects.child_of(course.page).get(), title="Arranging", practice=practice)
"""


@pytest.fixture(scope="module")
def lesson(site) -> str:
    """The address of a lesson with one question of each kind, in a course whose test asks them too."""
    site.manage("shell", "--command", MAKE)
    return "/courses/arranging/"


def open_lesson(page, course: str, *, scripts: bool = True) -> None:
    page.goto(course)
    page.locator("main a", has_text="Arranging").first.click()
    page.locator("[data-arrange=ready]" if scripts else "[data-arrange]").wait_for()


def labels(page):
    return page.locator("[data-arrange] label")


def lines(page) -> list[str]:
    return [text.strip() for text in labels(page).all_inner_texts()]


def expect_places(page, *places: str) -> None:
    expect(page.locator("[data-arrange] select option:checked")).to_have_text(places)


def move_up_by_keyboard(page, step: str, times: int) -> None:
    tab_to(page, f"[aria-label='Move up: {step}']")
    for _ in range(times):
        page.keyboard.press("Enter")
        # The step keeps the focus wherever it goes.
        expect(page.get_by_role("button", name=f"Move up: {step}")).to_be_focused()
        assert_focus_shows(page)


def put_in_order_by_keyboard(page) -> None:
    """Move every step up to its place, with nothing but Tab and Enter."""
    for place in range(1, 5):
        step = f"Step {place}"
        page.locator("body").evaluate("body => { body.tabIndex = -1; body.focus(); }")
        if (up := lines(page).index(step) + 1 - place) > 0:
            move_up_by_keyboard(page, step, up)
            told = page.locator("[data-arrange] + [aria-live]")
            expect(told).to_have_text(f"“{step}” now stands in place {place} of 4.")


def match_by_keyboard(page) -> None:
    """Choose the right partner of every thing by typing its first letters."""
    for number, partner in enumerate(("2019", "2020", "2021"), 1):
        name = page.get_by_label(f"Thing {number}", exact=True).get_attribute("id")
        tab_to(page, f"[id='{name}']")
        page.keyboard.type(partner)


def send_by_keyboard(page) -> None:
    """Send the answer; the focus comes to what is said of it a moment after the text."""
    tab_to(page, ".button[type=submit]")
    page.keyboard.press("Enter")
    page.locator(".feedback__verdict:focus", has_text="Right").wait_for()


def test_all_three_are_answered_by_keyboard_in_a_lesson(visitor, lesson):
    page = visitor()
    seen = watch(page)
    open_lesson(page, lesson)
    assert_accessible(page)
    expect_places(page, *["Place"] * 4)
    put_in_order_by_keyboard(page)
    expect(labels(page)).to_have_text(["Step 1", "Step 2", "Step 3", "Step 4"])
    expect_places(page, "1", "2", "3", "4")
    keep_picture(page, "arranging-order")
    send_by_keyboard(page)
    match_by_keyboard(page)
    send_by_keyboard(page)
    tab_to(page, "input.answer")
    page.keyboard.type("2 472")
    page.keyboard.press("Enter")
    page.get_by_text("You wrote: 2 472").wait_for()
    expect(page.locator("section.question").last).to_contain_text("Because of 3.")
    assert_accessible(page)
    keep_picture(page, "arranging-explained")
    assert seen == []


def test_all_three_are_answered_by_finger(visitor, lesson):
    page = visitor(touch=True)
    seen = watch(page)
    page.goto(lesson)
    page.locator("main a", has_text="Arranging").first.tap()
    page.locator("[data-arrange=ready]").wait_for()
    finger = Finger(page)
    for place in range(1, 5):
        up = lines(page).index(f"Step {place}") + 1 - place
        finger.press(f"[aria-label='Move up: Step {place}']", times=up)
    expect(labels(page)).to_have_text(["Step 1", "Step 2", "Step 3", "Step 4"])
    for number, partner in enumerate(("2019", "2020", "2021"), 1):
        name = page.get_by_label(f"Thing {number}", exact=True).get_attribute("id")
        finger.pick(f"[id='{name}']", partner)
    finger.write("input.answer", "2 472")
    for _ in range(3):
        finger.press("section.question button[type=submit]")
        page.locator(".feedback__verdict:focus").wait_for()
        page.evaluate("document.activeElement.blur()")
    expect(page.locator(".feedback__verdict", has_text="Right")).to_have_count(2)
    expect(page.get_by_text("You wrote: 2 472")).to_be_visible()
    assert_accessible(page)
    assert seen == []


def test_a_place_chosen_by_hand_moves_the_step_there(visitor, lesson):
    page = visitor(size="desk", dark=True)
    open_lesson(page, lesson)
    last = lines(page)[-1]
    page.get_by_label(last, exact=True).select_option(label="1")
    expect(labels(page).first).to_have_text(last)
    expect_places(page, "1", "2", "3", "4")
    up = page.get_by_role("button", name=f"Move up: {last}")
    expect(up).to_have_attribute("aria-disabled", "true")
    box = up.bounding_box()
    assert box["width"] >= 44 and box["height"] >= 44
    assert_accessible(page)
    keep_picture(page, "arranging-dark")


def test_without_scripts_all_three_are_answered_refused_and_explained(visitor, lesson):
    page = visitor(scripts=False)
    open_lesson(page, lesson, scripts=False)
    order = page.locator("form.question__form").first
    expect(order.locator(".arrange__move")).to_have_count(0)
    for number in (1, 2, 3):
        order.get_by_label(f"Step {number}", exact=True).select_option(label=str(min(number, 2)))
    order.get_by_role("button", name="Send answer").click()
    page.get_by_text("Two steps have place 2. Give each a place of its own, then send it.").wait_for()
    places = page.locator("[data-arrange] select option:checked").all_inner_texts()
    assert sorted(places) == ["1", "2", "2", "Place"]
    order = page.locator("form.question__form").first
    for number in (1, 2, 3, 4):
        order.get_by_label(f"Step {number}", exact=True).select_option(label=str(number))
    order.get_by_role("button", name="Send answer").click()
    page.locator(".feedback__verdict", has_text="Right").wait_for()
    open_lesson(page, lesson, scripts=False)
    short = page.locator("form.question__form", has=page.locator("input.answer"))
    short.locator("input.answer").fill("2427.")
    short.get_by_role("button", name="Send answer").click()
    page.get_by_text("Your answer, and right").wait_for()


def begin_test(page, site, address: str) -> None:
    join(page, site, address)
    page.goto("/courses/arranging/test/")
    page.get_by_role("button", name="Begin the test").click()
    page.locator(".test__questions").wait_for()
    page.wait_for_load_state()


def test_enter_in_a_line_of_the_test_saves_and_does_not_finish(visitor, site, lesson):
    page = visitor()
    seen = watch(page)
    begin_test(page, site, "enters@example.org")
    page.locator("input.answer").fill("2427")
    page.keyboard.press("Enter")
    page.locator("#saved", has_text=re.compile(r"Saved \d\d:\d\d")).wait_for()
    assert page.url.endswith("/courses/arranging/test/")
    put_in_order_by_keyboard(page)
    page.wait_for_timeout(1000)
    page.reload()
    expect(page.locator("input.answer")).to_have_value("2427")
    expect(labels(page)).to_have_text(["Step 1", "Step 2", "Step 3", "Step 4"])
    page.get_by_role("button", name="Finish and see the result").click()
    page.locator("#unanswered", has_text="2 questions are still open.").wait_for()
    # The form came anew, and its steps can still be moved.
    page.get_by_role("button", name="Move down: Step 1").click()
    expect(labels(page)).to_have_text(["Step 2", "Step 1", "Step 3", "Step 4"])
    page.locator("input.answer").press("Enter")
    page.wait_for_timeout(500)
    expect(page.locator("#unanswered")).to_be_visible()
    assert_accessible(page)
    keep_picture(page, "arranging-test")
    page.get_by_role("button", name="Finish all the same").click()
    page.locator(".result").wait_for()
    expect(page.locator("main")).to_contain_text("2 of 4 steps stand in their place.", use_inner_text=True)
    keep_picture(page, "arranging-result")
    assert seen == []


def test_without_scripts_enter_saves_too(visitor, site, lesson):
    page = visitor(scripts=False)
    begin_test(page, site, "enters-plainly@example.org")
    page.locator("input.answer").fill("2427")
    page.locator("input.answer").press("Enter")
    page.locator("#saved", has_text="Saved").wait_for()
    expect(page.locator("input.answer")).to_have_value("2427")


def test_what_was_arranged_and_written_waits_for_the_line(visitor, site, lesson):
    page = visitor()
    begin_test(page, site, "loses-the-line@example.org")
    page.context.set_offline(True)
    page.get_by_role("button", name=f"Move down: {lines(page)[0]}").click()
    page.locator("input.answer").fill("2 427")
    page.locator("input.answer").blur()
    page.get_by_text("Kept on this phone, not sent yet.").wait_for()
    arranged = lines(page)
    page.context.set_offline(False)
    page.locator(".kept").wait_for(state="detached", timeout=30_000)
    page.reload()
    expect(labels(page)).to_have_text(arranged)
    expect(page.locator("input.answer")).to_have_value("2 427")
