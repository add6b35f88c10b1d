"""The check before and after a course, at a phone's width and by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import join, sign_in_demo

pytestmark = pytest.mark.browser
COURSE = "/courses/common-core/"
BEFORE, AFTER = f"{COURSE}check/before/", f"{COURSE}check/after/"


# Reading the whole course is a journey of its own; here everything in it counts as done.
COMPLETE = """
from django.utils import timezone
from courses.models import Enrolment
Enrolment.objects.filter(learner__email="%s").update(completed_at=timezone.now(), changes=99)
"""
TAKE_CHECKS = """
from courses.models import CoursePage
from tests.assessments.test_gain import add_checks
course = CoursePage.objects.get(slug="common-core", locale__language_code="en")
course.key = course.translation_key
add_checks(course, [(0.25, 0.75), (0.5, 0.625), (0.75, 1.0)] * 12)
"""


def press(page, control) -> None:
    """Use a control by keyboard alone."""
    control.focus()
    page.keyboard.press("Enter")


def answer_by_keyboard(page, *, number: int) -> None:
    """Tick the first choice of the first ``number`` questions with the space bar."""
    page.wait_for_load_state()
    for question in page.locator(".test__questions > li").all()[:number]:
        question.locator("input:not([type=hidden])").first.focus()
        page.keyboard.press("Space")


def take(page, *, number: int) -> None:
    press(page, page.get_by_role("button", name="Begin", exact=True))
    page.locator(".test__questions").wait_for()
    expect(page.locator(".test__questions > li")).to_have_count(8)
    answer_by_keyboard(page, number=number)
    page.locator("#saved", has_text=re.compile(r"Saved \d\d:\d\d")).wait_for()
    press(page, page.get_by_role("button", name="Finish and see the result"))
    page.locator(".check-result").wait_for()


def look(page, name: str) -> None:
    """Look at a page by day and by night."""
    keep_picture(page, f"{name}-light")
    assert_accessible(page)
    page.emulate_media(color_scheme="dark")
    keep_picture(page, f"{name}-dark")
    assert_accessible(page)
    page.emulate_media(color_scheme="light")


def test_a_learner_sees_what_is_worth_reading(visitor, site):
    page = visitor()
    seen = watch(page)
    join(page, site, "checks@example.org")
    page.goto(COURSE)
    keep_picture(page, "check-offered")
    assert_accessible(page)
    press(page, page.get_by_role("link", name="Look at it"))
    page.wait_for_url(f"**{BEFORE}")
    take(page, number=3)
    look(page, "check-result")
    assert "percent" not in page.inner_text("main")
    press(page, page.locator("#worth + ul a").first)
    page.wait_for_url(re.compile(f"{COURSE}core-"))
    assert seen == []


def test_after_the_course_the_other_questions_show_what_has_changed(visitor, site):
    page = visitor()
    join(page, site, "changes@example.org")
    page.goto(BEFORE)
    take(page, number=1)
    site.manage("shell", "-c", COMPLETE % "changes@example.org")
    page.goto(COURSE)
    press(page, page.get_by_role("link", name="Look at it"))
    page.wait_for_url(f"**{AFTER}")
    take(page, number=1)
    keep_picture(page, "check-after")
    assert_accessible(page)
    expect(page.locator("main")).to_contain_text("Before the course", use_inner_text=True)


def test_one_tap_ends_the_offer(visitor, site):
    page = visitor()
    join(page, site, "declines@example.org")
    page.goto(COURSE)
    press(page, page.get_by_role("button", name="No, thank you"))
    page.get_by_text("You will not be asked again.").wait_for()
    page.reload()
    expect(page.get_by_role("link", name="Look at it")).to_have_count(0)


def test_a_trainer_reads_what_the_course_changes(visitor, site):
    site.manage("shell", "-c", TAKE_CHECKS)
    page = visitor()
    sign_in_demo(page, "trainer", then=f"{COURSE}gain/")
    page.locator("svg .items__slope").first.wait_for()
    look(page, "gain")
