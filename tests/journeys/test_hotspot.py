"""Places on a picture: by keyboard and by ear in the list, by finger on the drawing, without scripts."""

import pytest
from playwright.sync_api import expect

from tests.journeys.focus import assert_focus_shows, tab_to
from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import join

pytestmark = pytest.mark.browser

MAKE = """
from courses.models import CoursePage, ModulePage
from tests.factories import make_course, make_lesson, make_question
from tests.question_parts import make_scene, make_spots
if not CoursePage.objects.filter(slug="pictures"):
    # The narrowest places that authors are allowed: two squares of twelve.
    areas = ("2, 1, 2, 2", "8, 1, 2, 2", "2, 5, 2, 2", "8, 5, 2, 2")
    spots = make_spots(True, True, False, False, areas=areas)
    asked, practised = (
        make_question(kind="hotspot", choices=spots + make_scene(width=12, height=8)) for _ in range(2)
    )
    course = make_course(slug="pictures", lessons=0, questions=[asked])
    make_lesson(ModulePage.objects.child_of(course.page).get(), title="Pictures", practice=[practised])
"""


@pytest.fixture(scope="module")
def course(site) -> str:
    """The address of a course with a picture in its lesson and another one in its test."""
    site.manage("shell", "--command", MAKE)
    return "/courses/pictures/"


def open_lesson(page, course: str):
    page.goto(course)
    page.locator("main a", has_text="Pictures").first.click()
    page.locator(".scene__drawing").wait_for()
    return page.locator("fieldset.spots")


def edge_of(page, number: int) -> float:
    """How wide the edge of a place on the drawing is; a ticked or focused one has a wider edge."""
    area = page.locator(f".scene__spot:nth-child({number}) .scene__area")
    return area.evaluate("one => parseFloat(getComputedStyle(one).strokeWidth)")


def assert_places_are_large_enough(page) -> None:
    boxes = [label.bounding_box() for label in page.locator(".scene__label").all()]
    assert len(boxes) == 4
    assert min(min(box["width"], box["height"]) for box in boxes) >= 44, boxes


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_places_are_ticked_in_the_list_by_keyboard_and_seen_on_the_drawing(visitor, course, dark):
    page = visitor(dark=dark)
    seen = watch(page)
    open_lesson(page, course)
    assert_accessible(page)
    for number in (1, 2):
        box = page.get_by_role("checkbox").nth(number - 1)
        tab_to(page, f"[id='{box.get_attribute('id')}']")
        assert_focus_shows(page)
        assert edge_of(page, number) == 4
        page.keyboard.press("Space")
    mark = page.locator(".scene__spot:nth-child(1) .scene__mark")
    mark.wait_for()
    keep_picture(page, f"picture-ticked-{'dark' if dark else 'light'}")
    tab_to(page, "form.question__form .button[type=submit]")
    assert edge_of(page, 3) == 1.5
    page.keyboard.press("Enter")
    page.locator(".feedback__verdict:focus", has_text="Right").wait_for()
    page.get_by_text("Right, and you ticked it.").first.wait_for()
    page.get_by_text("Not right, and you left it out.").first.wait_for()
    expect(page.locator(".scene__spot--found")).to_have_count(2)
    assert_accessible(page)
    keep_picture(page, f"picture-explained-{'dark' if dark else 'light'}")
    assert seen == []


def test_whoever_listens_hears_the_question_the_words_and_numbered_boxes_and_no_drawing(visitor, course):
    page = visitor()
    heard = open_lesson(page, course).aria_snapshot()
    assert "A room seen from above." in heard
    assert [f'- checkbox "{number} Place {number}"' in heard for number in (1, 2, 3, 4)] == [True] * 4
    assert "img" not in heard and heard.count("Place 1") <= 2


def test_a_finger_ticks_and_unticks_places_on_the_drawing(visitor, course):
    page = visitor(touch=True)
    spots = open_lesson(page, course)
    assert_places_are_large_enough(page)
    page.locator(".scene__label").nth(2).tap()
    page.wait_for_function("document.querySelectorAll('.spots :checked').length === 1")
    expect(spots.get_by_role("checkbox").nth(2)).to_be_checked()
    page.locator(".scene__label").nth(2).tap()
    page.wait_for_function("document.querySelectorAll('.spots :checked').length === 0")
    for number in (0, 3):
        page.locator(".scene__label").nth(number).tap()
    page.get_by_role("button", name="Send answer").tap()
    page.locator(".feedback__verdict", has_text="You found 1 of 2 right answers.").wait_for()
    expect(page.locator(".scene__spot--mistaken")).to_have_count(1)
    keep_picture(page, "picture-finger")


def test_without_scripts_places_are_ticked_on_the_drawing_and_explained(visitor, course):
    page = visitor(scripts=False, dark=True)
    spots = open_lesson(page, course)
    page.get_by_role("button", name="Send answer").click()
    page.get_by_role("alert").get_by_text("Tick at least one place, then send it.").wait_for()
    page.locator(".scene__label").first.click()
    assert spots.locator(":checked").get_attribute("id") == spots.locator("input").first.get_attribute("id")
    spots.get_by_role("checkbox").nth(1).check()
    page.get_by_role("button", name="Send answer").click()
    page.locator(".feedback__verdict", has_text="You found 2 of 2 right answers.").wait_for()


def test_a_picture_in_a_test_is_large_enough_too_and_comes_back_as_it_was_left(visitor, course, site):
    page = visitor(touch=True)
    join(page, site, "picture@walk.example")
    page.goto(f"{course}test/")
    page.get_by_role("button", name="Begin").click()
    page.locator(".scene__drawing").wait_for()
    assert_places_are_large_enough(page)
    assert_accessible(page)
    with page.expect_response(lambda answer: answer.url.endswith("/test/save/") and answer.ok):
        page.locator(".scene__label").nth(1).tap()
    page.reload()
    page.locator(".scene__drawing").wait_for()
    assert [box.is_checked() for box in page.get_by_role("checkbox").all()] == [False, True, False, False]
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Finish and see the result").click()
    page.locator(".result").wait_for()
    page.locator(".scene__spot--found").first.wait_for()
    assert_accessible(page)
    keep_picture(page, "picture-result")
