"""Our own exercises by keyboard, with and without scripts, and as a check of accessibility sees them."""

import re

import pytest
from playwright.sync_api import expect

from tests.block_parts import dialogue, sorting, support_map
from tests.courses.activities.conftest import make_stage
from tests.journeys.looking import assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WAIT = 15_000
SMALLEST_TARGET = 44


def ready(page, number: int) -> None:
    expect(page.locator("[data-block-ready]")).to_have_count(number, timeout=WAIT)


def test_a_conversation_is_held_by_keyboard_alone_and_the_lesson_says_that_it_is_done(opened):
    stage = make_stage(dialogue())
    page = opened(stage.page)
    ready(page, 1)

    page.get_by_label("I am Dilnoza, of the school.").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Say it").press("Enter")
    said = page.locator(".hx-said[data-focus]")
    expect(said).to_contain_text("He does not sleep", timeout=WAIT)
    expect(said).to_be_focused()
    page.get_by_label("What helps him at night?").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Say it").press("Enter")

    expect(page.locator(".hx-verdict")).to_be_focused(timeout=WAIT)
    expect(page.locator("#finish")).to_contain_text("You have finished this lesson", timeout=WAIT)


def test_the_same_is_played_without_a_script(opened):
    stage = make_stage(dialogue())
    page = opened(stage.page, scripts=False)

    page.get_by_label("I am Dilnoza, of the school.").check()
    page.get_by_role("button", name="Say it").click()
    page.get_by_label("Give him valerian.").check()
    page.get_by_role("button", name="Say it").click()

    expect(page.locator(".hx-verdict")).to_contain_text("You reached 3 of 4", timeout=WAIT)
    expect(page.locator("#finish")).to_contain_text("You have finished this lesson")


@pytest.mark.parametrize("dark", [False, True])
def test_exercises_can_be_used_by_everybody_before_and_after(opened, dark):
    stage = make_stage(dialogue(), sorting(), support_map())
    page = opened(stage.page, dark=dark, phone=True)
    ready(page, 3)
    assert_accessible(page)

    small = page.locator(".hx-choice, .hx-button").evaluate_all(
        "(found, least) => found.map((one) => one.getBoundingClientRect().height).filter((h) => h < least)",
        SMALLEST_TARGET,
    )
    assert small == []

    for name, button in (("dose", "Check"), ("link", "Look at my map")):
        form = page.locator("form.hx-form", has=page.locator(f"[name*='{name}']"))
        for box in form.locator(".hx-choices").all():
            box.locator("input[type=radio]").first.check()
        if name == "link":
            form.locator("input[type=checkbox]").first.check()
        form.get_by_role("button", name=button).click()
        expect(page.get_by_text(re.compile(r"of \d: one for each"))).to_have_count(
            1 if name == "dose" else 2, timeout=WAIT
        )

    assert_accessible(page)
