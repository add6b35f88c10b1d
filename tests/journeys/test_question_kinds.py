"""Groups, numbers, scales, texts with errors and reasons: by keyboard, by touch and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.journeys.focus import assert_focus_shows, tab_to
from tests.journeys.looking import assert_accessible, keep_picture, watch

pytestmark = pytest.mark.browser

MAKE = """
from courses.models import CoursePage, ModulePage
from tests.factories import make_course, make_lesson, make_question
kinds = ("groups", "numeric", "rating", "error_hunt", "justify")
if not CoursePage.objects.filter(slug="kinds"):
    course = make_course(slug="kinds", lessons=0, questions=1)
    practice = [make_question(kind=kind) for kind in kinds]
    make_lesson(ModulePage.objects.child_of(course.page).get(), title="Kinds", practice=practice)
"""


@pytest.fixture(scope="module")
def lesson(site) -> str:
    """The address of a lesson with one question of each kind."""
    site.manage("shell", "--command", MAKE)
    return "/courses/kinds/"


def open_lesson(page, course: str) -> None:
    page.goto(course)
    page.locator("main a", has_text="Kinds").first.click()
    page.locator("form.question__form").nth(4).wait_for()


def send_by_keyboard(page, verdict: str) -> None:
    """Send the answer; the focus comes to what is said of it a moment after the text."""
    tab_to(page, "form.question__form .button[type=submit]")
    page.keyboard.press("Enter")
    page.locator(".feedback__verdict:focus", has_text=verdict).wait_for()


def choose_by_keyboard(page, label: str, group: str) -> None:
    """Tab to a group of buttons and go down to one, as a keyboard does it."""
    first = page.get_by_role("group", name=group, exact=True).get_by_role("radio").first
    tab_to(page, f"[name='{first.get_attribute('name')}']")
    page.keyboard.press("Space")
    for _ in range(6):
        if page.evaluate("document.activeElement.closest('label').innerText").strip() == label:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(label)


def test_every_kind_is_answered_by_keyboard_in_a_lesson(visitor, lesson):
    page = visitor()
    seen = watch(page)
    open_lesson(page, lesson)
    assert_accessible(page)
    shown = page.locator(".sorted legend").all_inner_texts()
    for thing in shown:
        choose_by_keyboard(page, "fact" if thing in ("Thing 1", "Thing 3") else "claim", thing)
    assert_focus_shows(page)
    send_by_keyboard(page, "Right")
    tab_to(page, "input.answer")
    page.keyboard.type("1e999")
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_text("Write one number in digits").wait_for()
    expect(page.locator("input.answer")).to_have_value("1e999")
    page.locator("input.answer").fill("")
    tab_to(page, "input.answer")
    page.keyboard.type("47,8")
    send_by_keyboard(page, "Right")
    tab_to(page, ".scale input")
    page.keyboard.press("Space")
    send_by_keyboard(page, "Noted")
    for words in ("47", "in two"):
        passage = page.get_by_label(words, exact=True).get_attribute("value")
        tab_to(page, f"[value='{passage}']")
        page.keyboard.press("Space")
        assert_focus_shows(page)
    keep_picture(page, "kinds-errors")
    send_by_keyboard(page, "Right")
    tab_to(page, "form.question__form input[name=choice]")
    page.keyboard.press("Space")
    tab_to(page, "form.question__form input[name=reason]")
    page.keyboard.press("Space")
    send_by_keyboard(page, "Not quite")
    expect(page.locator("main")).to_contain_text(
        "Your choice is right; another reason stands behind it.", use_inner_text=True
    )
    expect(page.locator("form.question__form")).to_have_count(0)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    keep_picture(page, "kinds-explained")
    assert seen == []


def test_without_scripts_every_kind_is_asked_and_errors_are_shown_where_they_stand(visitor, lesson):
    page = visitor(scripts=False, dark=True)
    open_lesson(page, lesson)
    for target in page.locator(".passage, .sorted__group, .scale__point").all():
        assert target.bounding_box()["height"] >= 24
    hunt = page.locator("form.question__form", has=page.locator(".passages"))
    hunt.get_by_label("47", exact=True).check()
    hunt.get_by_label("home.", exact=True).check()
    hunt.get_by_role("button", name="Send answer").click()
    page.locator(".feedback__verdict", has_text="You found 1 of 2 errors.").wait_for()
    expect(page.locator(".passages ins")).to_have_text(["14", "three flights"])
    keep_picture(page, "kinds-dark")


def test_a_finger_ticks_passages_and_groups(browser, site, lesson):
    context = browser.new_context(
        reduced_motion="reduce",
        base_url=site.address,
        viewport={"width": 360, "height": 740},
        has_touch=True,
        locale="en-GB",
    )
    page = context.new_page()
    open_lesson(page, lesson)
    for thing in page.locator(".sorted").all():
        thing.locator(".sorted__group", has_text="guess").tap()
    page.locator(".passage", has_text="people came").tap()
    expect(page.locator(".sorted :checked")).to_have_count(4)
    expect(page.get_by_label("people came", exact=True)).to_be_checked()
    groups = page.locator("form.question__form").first
    groups.get_by_role("button", name="Send answer").tap()
    page.locator(".feedback__verdict", has_text="0 of 4 are in their group.").wait_for()
    context.close()
