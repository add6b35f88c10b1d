"""The end test on a phone: saved as it goes, in two windows, on a lost line, past the session, and back."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.answers import answer_question
from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import join, take_test

pytestmark = pytest.mark.browser
TEST = "/courses/common-core/test/"


def begin(page, site, address: str) -> None:
    join(page, site, address)
    page.goto(TEST)
    page.get_by_role("button", name="Begin the test").click()
    page.locator(".test__questions").wait_for()


def question(page, number: int):
    return page.locator(".test__questions > li").nth(number - 1)


def answer_and_wait(page, number: int, *, right: bool = True) -> None:
    """Answer one question and wait until the server has it."""
    with page.expect_response(re.compile("/test/save/$")):
        answer_question(question(page, number), right=right)
    page.locator("#saved", has_text=re.compile(r"Saved \d\d:\d\d")).wait_for()


def told(page, sentence: str) -> None:
    """Wait until the window says a sentence about what was saved."""
    page.locator("#saved", has_text=sentence).wait_for()


def ticked(page):
    return page.locator(".test__questions :checked")


def test_answers_are_saved_as_they_are_given_and_wait_for_another_day(visitor, site):
    page = visitor()
    seen = watch(page)
    begin(page, site, "saves@example.org")
    answer_and_wait(page, 1)
    answer_and_wait(page, 2)
    before = ticked(page).count()
    assert_accessible(page)
    keep_picture(page, "end-test-saved")
    page.get_by_role("button", name="Save and come back later").click()
    page.wait_for_url("**/courses/common-core/")
    expect(page.locator("main")).to_contain_text("The test waits where you left it.", use_inner_text=True)
    page.goto(TEST)
    expect(ticked(page)).to_have_count(before)
    assert seen == []


def test_open_questions_are_named_and_can_be_answered_or_left(visitor, site):
    page = visitor()
    begin(page, site, "leaves@example.org")
    answer_and_wait(page, 1)
    before = ticked(page).count()
    page.get_by_role("button", name="Finish and see the result").click()
    summary = page.locator("#unanswered")
    summary.wait_for()
    expect(summary).to_be_focused()
    expect(ticked(page)).to_have_count(before)
    assert_accessible(page)
    keep_picture(page, "end-test-open-questions")
    summary.get_by_role("link", name="Question 2", exact=True).click()
    expect(question(page, 2)).to_be_visible()
    answer_and_wait(page, 2)
    page.get_by_role("button", name="Finish all the same").click()
    page.locator(".result").wait_for()
    expect(page.locator("main")).to_contain_text("Not answered", use_inner_text=True)
    assert_accessible(page)
    keep_picture(page, "end-test-result")


def test_two_windows_keep_what_was_chosen_last_and_both_are_told(visitor, site):
    one = visitor()
    begin(one, site, "windows@example.org")
    two = one.context.new_page()
    two.goto(TEST)
    answer_and_wait(one, 1, right=True)
    answer_and_wait(two, 2, right=True)
    told(two, "Question 1: Answered in another window.")
    answer_and_wait(two, 1, right=False)
    told(two, "Question 1: Also answered in another window.")
    answer_and_wait(one, 3)
    told(one, "Question 1: You chose another answer later")
    last = two.locator(".test__questions > li").nth(0).locator(":checked").first.get_attribute("value")
    one.reload()
    expect(question(one, 1).locator(":checked").first).to_have_attribute("value", last)


def test_the_back_button_after_finishing_shows_the_result(visitor, site):
    page = visitor()
    begin(page, site, "back@example.org")
    take_test(page, right=True)
    page.wait_for_url(re.compile(r"/test/result/[0-9a-f-]+/$"))
    page.locator(".result__verdict:focus").wait_for()
    page.go_back()
    page.locator(".result").wait_for()
    expect(page.locator(".test__form")).to_have_count(0)
    page.reload()
    expect(page.locator(".result")).to_have_count(1)


def test_an_answer_given_without_a_line_is_sent_when_it_is_back(visitor, site):
    page = visitor()
    begin(page, site, "tunnel@example.org")
    answer_and_wait(page, 1)
    page.context.set_offline(True)
    answer_question(question(page, 2), right=True)
    page.get_by_text("Kept on this phone, not sent yet").wait_for()
    page.context.set_offline(False)
    page.wait_for_load_state()
    page.get_by_text("Kept on this phone").wait_for(state="detached")
    other = visitor()
    other.context.add_cookies(page.context.cookies())
    other.goto(TEST)
    expect(question(other, 2).locator(":checked").first).to_be_attached()


def test_an_answer_kept_on_the_phone_does_not_undo_one_chosen_later_elsewhere(visitor, site):
    page = visitor()
    begin(page, site, "later@example.org")
    page.context.set_offline(True)
    answer_question(question(page, 1), right=False)
    page.get_by_text("Kept on this phone, not sent yet").wait_for()
    desk = visitor(size="desk")
    desk.context.add_cookies(page.context.cookies())
    desk.goto(TEST)
    answer_and_wait(desk, 1, right=True)
    chosen = question(desk, 1).locator(":checked").first.get_attribute("value")
    page.context.set_offline(False)
    page.wait_for_load_state()
    page.get_by_text("Kept on this phone").wait_for(state="detached")
    desk.reload()
    expect(question(desk, 1).locator(":checked").first).to_have_attribute("value", chosen)


def test_an_expired_session_leads_to_the_door_and_back_with_every_answer(visitor, site):
    page = visitor()
    begin(page, site, "expired@example.org")
    answer_and_wait(page, 1)
    page.context.clear_cookies(name="sessionid")
    answer_question(question(page, 2), right=True)
    page.wait_for_url("**/accounts/login/**")
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('kept:')).length") == 1
    assert "next=/courses/common-core/test/" in page.url.replace("%2F", "/")


def test_without_javascript_a_test_is_saved_finished_and_explained(visitor, site):
    page = visitor(scripts=False)
    begin(page, site, "plain-test@example.org")
    answer_question(question(page, 1), right=True)
    page.get_by_role("button", name="Save and come back later").click()
    page.wait_for_url("**/courses/common-core/")
    page.goto(TEST)
    expect(ticked(page)).not_to_have_count(0)
    page.get_by_role("button", name="Finish and see the result").click()
    expect(page.locator("#unanswered")).to_contain_text("still open")
    # The sentence stands above the questions: a slow line has it before their number is known.
    page.wait_for_load_state()
    for number in range(2, page.locator(".test__questions > li").count() + 1):
        answer_question(question(page, number), right=True)
    page.get_by_role("button", name="Finish and see the result").click()
    expect(page.get_by_role("heading", name="Passed", exact=True)).to_be_visible()
