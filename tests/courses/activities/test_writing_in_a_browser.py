"""An exercise written in a browser with scripts, where rows come and go without a page being loaded."""

import pytest
from playwright.sync_api import expect

from courses.api import set_up_review
from courses.models import BlockExercise
from lms.accounts.api import grant
from tests.courses.activities.written import DESK
from tests.factories import make_home

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CARD = "tree-0-value-cards-0-value"


def hand_in(page) -> None:
    page.evaluate("document.querySelector('[name=action-submit]').click()")


def test_a_trainer_chooses_a_block_adds_rows_and_is_told_beside_them_what_is_missing(opened, learner):
    make_home()
    set_up_review()
    grant(learner, "trainer")
    page = opened(DESK)
    page.locator("#id_title").fill("What the school may know")
    page.locator("#id_code").fill("what-the-school-may-know")
    page.get_by_role("button", name="Insert a block").click()
    page.get_by_role("option", name="Sort and justify").click()
    page.locator("[name=tree-0-value-groups-0-value-name]").fill("May be passed on")
    page.locator(f"[name={CARD}-text]").fill("The dose of a medicine")
    # The names of the groups are offered where a card belongs to one.
    page.locator(f"[name={CARD}-group]").focus()
    expect(page.locator("#hamroh-names option")).to_have_attribute("value", "May be passed on")
    page.locator(f"[name={CARD}-group]").fill("May be passed on")
    page.locator(f"[name={CARD}-reasons-0-value-text]").fill("It is needed")
    page.locator("[data-contentpath=reasons]").get_by_role("button", name="Add").last.click()
    page.locator(f"[name={CARD}-reasons-1-value-text]").fill("It is kind")

    hand_in(page)

    told = "“The dose of a medicine” needs reasons to choose from, of which one holds."
    expect(page.locator("[data-contentpath=reasons]").get_by_text(told)).to_be_visible()
    expect(page.locator(f"[name={CARD}-reasons-1-value-text]")).to_have_value("It is kind")
    page.locator(f"[name={CARD}-reasons-0-value-is_right]").check()
    hand_in(page)
    expect(page.locator(".messages .success")).to_be_visible()

    draft = BlockExercise.objects.get()
    fields = draft.get_latest_revision_as_object().tree["fields"]
    assert fields["cards"][0]["group"] == fields["groups"][0]["id"]
    assert [reason["text"] for reason in fields["cards"][0]["reasons"]] == ["It is needed", "It is kind"]
    assert draft.workflow_in_progress
