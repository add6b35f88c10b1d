"""Practice is seen: asked for on a phone, ticked on another by keyboard, claimed, checked by a stranger."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.focus import tab_to
from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import sign_in_demo

pytestmark = pytest.mark.browser

MAKE = """
from lms.accounts.models import User
from lms.certificates.api import claim_award
from tests.certificates.ladder import deep_course, finish
learner = User.objects.get(email="practitioner@demo.example")
course = deep_course(title="Care that can be seen", slug="seen")
finish(learner, course)
claim_award(learner=learner, course_key=course.key, language="en")
"""
LADDER = "/certificates/competencies/trauma-informed-practice/"


def test_a_learner_asks_an_observer_ticks_and_a_stranger_reads_what_was_seen(visitor, site):
    site.manage("shell", "--command", MAKE)
    page = visitor()
    seen = watch(page)
    sign_in_demo(page, "practitioner", then=LADDER)
    expect(page.get_by_text("best result in the end test: 90 %")).to_be_visible()
    tab_to(page, "form.wish .button")
    page.keyboard.press("Enter")
    address = page.get_by_label("Address for the observer").input_value()
    assert_accessible(page)
    keep_picture(page, "observation-asked")

    observe(visitor(), urlsplit(address).path)

    page.reload()
    page.get_by_role("link", name="by ").click()
    expect(page.get_by_role("heading", name="What was seen")).to_be_visible()
    assert_accessible(page)
    keep_picture(page, "observation-read")
    code = claim(page)
    assert seen == []
    check(visitor(size="desk", dark=True), code)


def observe(page, path: str) -> None:
    """Tick the list by keyboard alone: everything asked for was seen, nothing that harms."""
    seen = watch(page)
    sign_in_demo(page, "operator", then=path)
    assert_accessible(page)
    keep_picture(page, "observation-list")
    for behaviour in page.locator("fieldset.behaviour").all():
        is_harmful = "behaviour--harmful" in behaviour.get_attribute("class")
        tab_to(page, f"#{behaviour.get_attribute('id')} input")
        page.keyboard.press("Space")
        for _step in range(2 if is_harmful else 0):
            page.keyboard.press("ArrowRight")
    tab_to(page, "input[name=setting]")
    page.keyboard.press("Space")
    tab_to(page, "form.observing .button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thank you. It is kept.")).to_be_visible()
    assert_accessible(page)
    assert seen == []


def claim(page) -> str:
    """Claim what was seen, and return the code on the certificate."""
    page.goto(LADDER)
    page.locator("a[href$='/claim/practice-observed/']").click()
    expect(page.get_by_text("was observed in practice in")).to_be_visible()
    assert_accessible(page)
    tab_to(page, "main form .button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="is issued")).to_be_visible()
    keep_picture(page, "observation-certificate")
    return page.locator(".code").inner_text()


def check(page, code: str) -> None:
    """Read as a stranger what the code is worth."""
    page.goto(f"/verify/{code}/")
    expect(page.locator("main")).to_contain_text("Practice-observed: Trauma-informed practice")
    assert_accessible(page)
    keep_picture(page, "observation-verified")
