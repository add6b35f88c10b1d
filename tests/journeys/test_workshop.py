"""A trainer edits, a second person signs, a learner sees it; a coordinator sees only her country."""

import re

import pytest
from playwright.sync_api import expect

from tests.courses.content.writing import ANSWERS
from tests.journeys.editor import choose_action
from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import sign_in_demo

pytestmark = pytest.mark.browser
LESSON = "/courses/trauma-informed-care/tic-04/"
NEW_TITLE = "Routine, play, trust and a little choice"


def test_what_a_trainer_edits_appears_when_a_second_person_has_signed(visitor):
    trainer = visitor(size="desk")
    seen = watch(trainer)
    sign_in_demo(trainer, "trainer", then="/cms/")
    keep_picture(trainer, "workshop")
    open_lesson(trainer)
    trainer.locator("[name=title]").fill(NEW_TITLE)
    keep_picture(trainer, "lesson-editor")
    choose_action(trainer, "Submit to Second person")
    trainer.wait_for_url(re.compile("/cms/"))

    learner = visitor()
    learner.goto(LESSON)
    assert NEW_TITLE not in learner.inner_text("main")

    reviewer = visitor(size="desk")
    sign_in_demo(reviewer, "reviewer", then="/cms/")
    reviewer.get_by_role("link", name=NEW_TITLE).first.click()
    for question, answer in ANSWERS.items():
        reviewer.locator(f"[name={question}]").fill(answer)
    # The lesson cites an article whose title holds a label.
    reviewer.locator("[name=reason]").fill("The words are the title of a source.")
    assert_accessible(reviewer)
    keep_picture(reviewer, "signing")
    reviewer.get_by_role("button", name=re.compile("Sign and publish")).click()
    reviewer.wait_for_url("**/cms/")

    learner.goto(LESSON)
    expect(learner.locator("h1")).to_have_text(NEW_TITLE, use_inner_text=True)
    assert seen == []


def open_lesson(page) -> None:
    page.goto("/cms/pages/search/?q=Routine")
    page.locator("main a[href*='/edit/']").first.click()
    page.locator("[name=title]").wait_for()


def test_a_trainer_finds_no_button_that_publishes_a_whole_text(visitor):
    trainer = visitor(size="desk")
    sign_in_demo(trainer, "trainer", then="/cms/")
    open_lesson(trainer)
    trainer.get_by_role("button", name="More actions").first.click()
    expect(trainer.get_by_role("button", name="Publish", exact=True)).to_have_count(0)


def test_a_practitioner_has_no_way_into_the_workshop(visitor):
    page = visitor()
    sign_in_demo(page, "practitioner")
    answer = page.goto("/cms/")
    assert answer.status == 403


def test_a_coordinator_sees_numbers_of_her_own_country_and_no_names(visitor):
    page = visitor()
    sign_in_demo(page, "coordinator", then="/coordination/courses/")
    assert_accessible(page)
    keep_picture(page, "coordination-phone")
    table = page.locator("table").inner_text()
    assert "Surxondaryo" in table or "Toshkent" in table or "Tashkent" in table
    assert "Bishkek" not in table and "Almaty" not in table
    assert "Invented Person" not in page.inner_text("main")
    offered = page.locator("select[name=region] option").evaluate_all(
        "all => all.map(option => option.value)"
    )
    assert all(code == "" or code.startswith("UZ-") for code in offered)
    page.locator("select[name=profession]").select_option("teacher")
    page.get_by_role("button", name="Show").click()
    page.wait_for_load_state()
    assert "journalist" not in page.locator("tbody").inner_text()
