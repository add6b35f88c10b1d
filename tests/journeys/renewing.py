"""A certificate near its end, and how its holder renews it with the keys alone."""

from playwright.sync_api import expect

from tests.journeys.focus import tab_to
from tests.journeys.looking import assert_accessible, keep_picture

MAKE = """
from datetime import timedelta
from uuid import uuid4
from django.utils import timezone
from courses.api import Outcome, record_outcome
from courses.models import OutcomeRecord
from lms.accounts.models import User
from lms.certificates.api import claim_award
from tests.factories import make_course, make_lesson, publish
learner = User.objects.get(email="practitioner@demo.example")
course = make_course(slug="renewed", title="Held before", lessons=1, practice=0, questions=1)
for key in (course.lessons[0].translation_key, course.test.translation_key):
    record_outcome(learner=learner, course_key=course.key, idempotency_key=uuid4(),
                   outcome=Outcome(activity_key=key, completed=True))
OutcomeRecord.objects.filter(course_key=course.key).update(recorded_at=timezone.now() - timedelta(days=700))
award = claim_award(learner=learner, course_key=course.key, language="en",
                    awarded_at=timezone.now() - timedelta(days=700))
make_lesson(course.lessons[0].get_parent(), title="What is new")
publish(course.page)
print("CODE", award.shown_code)
"""


def hold_one_near_its_end(site) -> str:
    """Let the demo's practitioner have held a certificate for 700 days; returns its code."""
    return site.manage("shell", "--command", MAKE).split("CODE ")[1].strip()


def renew(page, code: str) -> None:
    """Go from My learning through what is new and the test to a certificate with another code."""
    follow(page, "Renew the certificate", "**/renew/")
    assert_accessible(page)
    keep_picture(page, "renewal-asked")
    read_what_is_new(page)
    for then in (pass_the_test, assert_accessible):
        page.goto("/learn/")
        follow(page, "Renew the certificate", "**/renew/")
        then(page)
    keep_picture(page, "renewal-ready")
    tab_to(page, "main form .button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="is renewed")).to_be_visible()
    assert page.locator(".code").inner_text() != code


def follow(page, name: str, address: str) -> None:
    """Press a link by its name, with the keyboard."""
    link = page.get_by_role("link", name=name)
    tab_to(page, f'main a[href="{link.get_attribute("href")}"]')
    page.keyboard.press("Enter")
    page.wait_for_url(address)


def read_what_is_new(page) -> None:
    """Read the lesson that was added since."""
    follow(page, "What is new", "**/courses/renewed/**")
    page.wait_for_load_state()
    tab_to(page, "form[action$='/read/'] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/courses/renewed/")


def pass_the_test(page) -> None:
    """Take the end test once more."""
    follow(page, "The end test once more", "**/courses/renewed/test/")
    page.get_by_role("button", name="Begin the test").click()
    page.get_by_label("Choice 1").check()
    page.get_by_role("button", name="Finish and see the result").click()
    expect(page.locator(".result--passed")).to_be_visible()
