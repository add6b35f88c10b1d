"""An exercise written in a browser with scripts, where rows come and go without a page being loaded."""

import pytest
from playwright.sync_api import expect

from courses.api import set_up_review
from courses.models import BlockExercise
from lms.accounts.api import grant
from tests.courses.activities.written import DESK
from tests.factories import make_home

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_trainer_chooses_a_block_adds_rows_and_is_told_beside_the_field_what_is_missing(opened, learner):
    make_home()
    set_up_review()
    grant(learner, "trainer")
    page = opened(DESK)
    page.locator("#id_title").fill("Who is near")
    page.locator("#id_code").fill("who-is-near")
    page.get_by_role("button", name="Insert a block").click()
    page.get_by_role("option", name="Support map").click()
    page.locator("[name=tree-0-value-family]").fill("Zarina and her sons (invented)")
    page.locator("[name=tree-0-value-people-0-value-name]").fill("Aunt")
    page.locator("[name=tree-0-value-people-0-value-link]").select_option("strong")
    page.locator("[data-contentpath=people]").get_by_role("button", name="Add").last.click()
    page.locator("[name=tree-0-value-people-1-value-name]").fill("Clinic")

    page.evaluate("document.querySelector('[name=action-submit]').click()")

    expect(page.locator(".w-field__errors", has_text="This field is required.").first).to_be_visible()
    expect(page.locator("[name=tree-0-value-people-1-value-name]")).to_have_value("Clinic")
    page.locator("[name=tree-0-value-people-1-value-link]").select_option("strained")
    page.locator("[name=tree-0-value-people-0-value-first]").check()
    page.evaluate("document.querySelector('[name=action-submit]').click()")
    expect(page.locator(".messages .success")).to_be_visible()

    draft = BlockExercise.objects.get()
    people = draft.get_latest_revision_as_object().tree["fields"]["people"]
    assert [(person["name"], person["link"]) for person in people] == [
        ("Aunt", "strong"),
        ("Clinic", "strained"),
    ]
    assert draft.workflow_in_progress
