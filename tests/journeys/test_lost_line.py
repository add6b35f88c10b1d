"""A line that is gone: what is kept, what is not, and what a reader is told."""

import pytest

from tests.journeys.people import join

pytestmark = pytest.mark.browser


def answer(page):
    question = page.locator("section.question").first
    question.locator(".choice").first.click()
    question.get_by_role("button", name="Send answer").click()


def kept(page) -> int:
    """How many answers wait on this phone."""
    return page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('kept:')).length")


def test_a_visitor_is_told_that_the_line_is_gone_and_nothing_is_kept(visitor, site):
    page = visitor()
    page.goto("/courses/common-core/core-01/")
    page.context.set_offline(True)
    answer(page)
    page.get_by_text("The line is gone. Please keep this page open").wait_for()
    assert kept(page) == 0


def test_an_answer_the_site_refuses_for_now_stays_on_the_phone(visitor, site):
    page = visitor()
    join(page, site, "refused@example.org")
    page.goto("/courses/common-core/core-02/")
    page.context.set_offline(True)
    answer(page)
    page.get_by_text("Kept on this phone, not sent yet").wait_for()
    # Signed out elsewhere in the meantime: the first try after the line is back meets the door.
    page.context.clear_cookies(name="sessionid")
    page.context.set_offline(False)
    page.wait_for_url("**/accounts/login/**")
    assert kept(page) == 1
