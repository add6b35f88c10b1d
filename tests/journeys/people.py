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
    for identity in [part.get_attribute("id") for part in page.locator("section.question").all()]:
        question = page.locator(f"[id='{identity}']")
        answer_question(question, right=True)
        question.get_by_role("button", name="Send answer").click()
        question.locator(".feedback__verdict").wait_for()
    page.get_by_text("You have finished this lesson").wait_for()


def take_test(page, *, right: bool) -> None:
    """Answer every question of an open end test and finish it."""
    page.locator(".test__questions").wait_for()
    for question in page.locator(".test__questions > li").all():
        answer_question(question, right=right)
    page.get_by_role("button", name="Finish and see the result").click()
    page.locator(".result").wait_for()
