"""What people do on the site again and again."""

import re

from tests.journeys.answers import answer_question
from tests.journeys.site import PASSWORD


def join(page, site, address: str, *, profession: str = "psychologist", region: str = "UZ-SU") -> None:
    """Sign up with an address, type the mailed code, and answer the four questions."""
    page.goto("/accounts/signup/")
    page.get_by_label("E-mail").fill(address)
    page.get_by_role("button", name=re.compile("Send|code|Go on", re.IGNORECASE)).first.click()
    page.get_by_label("Six-digit code").fill(site.code_for(address))
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/accounts/welcome/**")
    page.locator("[name=display_name]").fill("Walker (invented)")
    page.locator("[name=profession]").select_option(label=profession)
    page.locator("[name=region]").select_option(value=region)
    page.locator("[name=agreed]").check()
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/learn/")


def sign_in_demo(page, role: str, *, then: str = "/learn/") -> None:
    """Sign in as one of the demo people with the demo's password."""
    page.goto(f"/accounts/login/?next={then}")
    page.locator("[name=login]").fill(f"{role}@demo.example")
    page.locator("summary", has_text="I have a password").click()
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(f"**{then}")


def finish_lesson(page) -> None:
    """Answer the questions of the lesson on the page, each explained at once."""
    page.wait_for_load_state()
    for identity in [part.get_attribute("id") for part in page.locator("section.question").all()]:
        question = page.locator(f"[id='{identity}']")
        answer_question(question, right=True)
        question.get_by_role("button", name="Send answer").click()
        question.locator(".feedback__verdict").wait_for()
    page.get_by_text("You have finished this lesson").wait_for()


def walk_case(page) -> None:
    """Take the last choice at every turning point, and look back at the way."""
    while page.locator("section.case input[name=choice]").count():
        way = page.locator("section.case input[name=way]").first.input_value()
        page.locator("section.case input[name=choice]").last.check()
        page.locator(".case__form .button").click()
        page.wait_for_function("way => document.querySelector('input[name=way]').value !== way", arg=way)
    page.locator(".case__form .button", has_text="Look back at your way").click()
    page.locator("section.case .way").wait_for()


FINISH = """
import uuid
from django.contrib.auth import get_user_model
from courses.api import Outcome, courses_on_shelf, published_version, record_outcome
learner = get_user_model().objects.get(email="{address}")
course = courses_on_shelf(published_version(), "en")["{course}"]
for card in course.lessons:
    for key in card.activity_keys or [card.key]:
        record_outcome(
            learner=learner, course_key=course.key, lesson_key=card.key, idempotency_key=uuid.uuid4(),
            outcome=Outcome(activity_key=key, completed=True),
        )
"""


def finish_lessons(site, address: str, course: str) -> None:
    """Finish every lesson of a course for a learner at once, past the browser."""
    site.manage("shell", "--command", FINISH.format(address=address, course=course))


def take_test(page, *, right: bool) -> None:
    """Answer every question of an open end test and finish it."""
    page.locator(".test__questions").wait_for()
    page.wait_for_load_state()
    for question in page.locator(".test__questions > li").all():
        answer_question(question, right=right)
    page.get_by_role("button", name="Finish and see the result").click()
    page.locator(".result").wait_for()
