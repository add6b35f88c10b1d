"""A stranger checks a certificate with a line, from the folder of a phone, and once it is withdrawn."""

import pytest
from playwright.sync_api import expect

from tests.journeys.looking import assert_accessible, keep_picture, watch

pytestmark = pytest.mark.browser

MAKE = """
from uuid import uuid4
from courses.api import Outcome, record_outcome
from lms.accounts.models import User
from lms.certificates.api import claim_award
from tests.factories import make_course
learner = User.objects.get(email="practitioner@demo.example")
course = make_course(slug="shown", title="Shown to a stranger", lessons=1, practice=0, questions=1)
for key in (course.lessons[0].translation_key, course.test.translation_key):
    record_outcome(learner=learner, course_key=course.key, idempotency_key=uuid4(),
                   outcome=Outcome(activity_key=key, completed=True))
award = claim_award(learner=learner, course_key=course.key, language="en")
print("SQUARE", award.square_address)
"""
WITHDRAW = """
from lms.certificates.api import award_by_code, revoke_award
revoke_award(award_by_code("{code}"), reason="mistake")
"""


def test_a_stranger_checks_with_and_without_a_line_before_and_after_a_withdrawal(visitor, site, tmp_path):
    square = site.manage("shell", "--command", MAKE).split("SQUARE ")[1].strip()
    code = square.split("/verify/")[1][:19]
    page = visitor()
    seen = watch(page)
    page.goto(square)
    expect(page.locator(".standing")).to_contain_text("Specimen, not valid")
    expect(page.locator(".standing")).not_to_contain_text("withdrew")
    page.get_by_role("link", name="Check another code").click()
    page.get_by_role("link", name="The issuer’s keys").click()
    expect(page.get_by_text("Signs since")).to_be_visible()
    assert_accessible(page)
    keep_picture(page, "issuer-keys")
    page.get_by_role("link", name="Check without a line").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Save this page").click()
    saved = tmp_path / "check-certificates.html"
    download.value.save_as(saved)
    check_from_the_folder(visitor(), saved, square)
    site.manage("shell", "--command", WITHDRAW.format(code=code))
    page.goto(square)
    expect(page.locator(".standing")).to_contain_text("withdrew")
    keep_picture(page, "specimen-withdrawn")
    assert seen == []


def check_from_the_folder(page, saved, square: str) -> None:
    """Open the saved page without a line, paste the address by keyboard, and read what it says."""
    page.context.set_offline(True)
    page.goto(saved.as_uri())
    assert_accessible(page)
    check(page, square)
    expect(page.locator("#answer .word")).to_have_text("Specimen, not valid")
    expect(page.locator("#answer [data-fill=title]")).to_have_text("Working with families")
    assert_accessible(page)
    keep_picture(page, "check-alone")
    check(page, square[:-20] + ("A" if square[-20] != "A" else "B") + square[-19:])
    expect(page.locator("#answer .word")).to_have_text("Not genuine")


def check(page, address: str) -> None:
    page.get_by_label("Address from the square").fill(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
