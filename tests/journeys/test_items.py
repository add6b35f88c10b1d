"""A trainer looks up which question to mend: picture, table, one question; by keyboard, light and dark."""

import pytest
from playwright.sync_api import expect

from tests.journeys.focus import tab_to
from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import sign_in_demo

pytestmark = pytest.mark.browser

MAKE = """
from courses.models import CoursePage
from assessments.items.counting import count_attempts
from tests.assessments.test_items import add_attempts
from tests.factories import make_course
if not CoursePage.objects.filter(slug="figured"):
    course = make_course(slug="figured", lessons=1, practice=0, questions=4)
    add_attempts(course, lambda number: (1 - number % 2, number % 2, number % 2, int(number % 3 > 0)), 40)
    count_attempts()
"""


@pytest.fixture(scope="module")
def figured(site) -> str:
    """The address of a test whose first question misleads, answered by forty invented people."""
    site.manage("shell", "--command", MAKE)
    return "/courses/figured/test/items/"


@pytest.mark.parametrize(("size", "dark"), [("phone", True), ("desk", False)])
def test_the_question_to_mend_stands_first_and_says_what_to_look_at(visitor, figured, size, dark):
    page = visitor(size=size, dark=dark)
    seen = watch(page)
    sign_in_demo(page, "trainer", then="/learn/")
    page.goto(figured)
    assert_accessible(page)
    expect(page.locator("circle")).to_have_count(4)
    first = page.locator("tbody tr").first
    expect(first).to_contain_text("Look at its key first", use_inner_text=True)
    keep_picture(page, f"items-{size}")
    tab_to(page, "tbody a")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{figured}*/")
    expect(page.locator("main")).to_contain_text("counts as right", use_inner_text=True)
    assert_accessible(page)
    keep_picture(page, f"item-{size}")
    assert seen == []


CORRECT = """
from django.utils import timezone
from assessments.models import Attempt, Question
from courses.models import CoursePage
from tests.assessments.test_items import add_attempts
from tests.assessments.test_regrading import correct
from tests.factories import make_course
course = make_course(slug="corrected-SIZE", lessons=1, practice=0, questions=4)
add_attempts(course, lambda number: (number % 2, 0, 1, 1), 8)
Attempt.objects.filter(course_key=course.key).update(answers_until=timezone.localdate())
correct(course.questions[1])
print("KEY", course.questions[1].translation_key)
"""


@pytest.mark.parametrize(("size", "dark"), [("phone", False), ("desk", True)])
def test_who_finished_by_a_wrong_key_is_graded_anew(site, visitor, size, dark):
    key = site.manage("shell", "--command", CORRECT.replace("SIZE", size)).split("KEY ")[1].strip()
    page = visitor(size=size, dark=dark)
    seen = watch(page)
    sign_in_demo(page, "trainer", then="/learn/")
    page.goto(f"/courses/corrected-{size}/test/items/{key}/")
    tab_to(page, 'a[href$="/regrade/"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/regrade/")
    assert_accessible(page)
    tab_to(page, "textarea")
    page.keyboard.type("The guide says the opposite.")
    keep_picture(page, f"regrade-{size}")
    tab_to(page, 'main button[type="submit"]')
    page.keyboard.press("Enter")
    page.get_by_text("The log below says how far it is.").wait_for()
    while "going on" in log_row(page):
        page.reload()
    assert log_row(page).split("\t")[1:] == ["The guide says the opposite.", "8", "8", "0", "0", "done"]
    assert_accessible(page)
    keep_picture(page, f"regraded-{size}")
    assert seen == []


def log_row(page) -> str:
    """Return the newest line of the log of regrades."""
    return page.inner_text("#log ~ div tbody tr:first-child")
