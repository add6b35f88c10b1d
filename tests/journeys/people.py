"""What people do on the site again and again."""

import re

from playwright.sync_api import expect

from tests.journeys.answers import answer_question
from tests.journeys.focus import tab_to
from tests.journeys.looking import assert_accessible, keep_picture
from tests.journeys.site import PASSWORD

COURSE = "/courses/common-core/"


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


def mailed_link(page, site, address: str) -> str:
    """Return the link into a group that the demo's mail page shows, once the worker has sent the mail."""
    for _ in range(100):
        if site.mails_to(address):
            break
        page.wait_for_timeout(100)
    page.goto("/mail/")
    shown = page.locator(".sheet").filter(has_text=address)
    expect(shown).to_contain_text("/join/")
    return re.search(r"http\S+/join/\S+", shown.inner_text()).group()


def join_group_by_keyboard(page, site, link: str, *, address: str, profession: str, region: str) -> None:
    """Go from a link into a group to its course, with the keyboard alone."""
    page.goto(link)
    assert page.title().startswith("Invitation")
    assert_accessible(page)
    keep_picture(page, "invitation")
    type_into(page, "email", address)
    press_button(page)
    page.wait_for_url("**/accounts/login/code/confirm/**")
    type_into(page, "code", site.code_for(address))
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/welcome/**")
    type_into(page, "display_name", "Walker")
    type_into(page, "profession", profession)
    type_into(page, "region", region)
    tab_to(page, "[name=agreed]")
    page.keyboard.press("Space")
    press_button(page)
    page.wait_for_url("**/courses/common-core/")
    expect(page.locator(".messages")).to_contain_text("You have joined the group", use_inner_text=True)


def type_into(page, name: str, text: str) -> None:
    """Go to a field with Tab, and type."""
    tab_to(page, f"main [name={name}]")
    page.keyboard.type(text)


def press_button(page) -> None:
    """Go to the button of the page's form with Tab, and press it."""
    tab_to(page, "main form button")
    page.keyboard.press("Enter")


def sign_into_event_by_keyboard(page, code: str) -> None:
    """Open what the square beside the door holds, and put oneself on the list."""
    page.goto(f"/learn/events/sign-in/?code={code}")
    assert_accessible(page)
    keep_picture(page, "event-sign-in")
    expect(page.get_by_label("Code of the event")).to_have_value(code)
    tab_to(page, "main form .button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/learn/events/")
    expect(page.get_by_role("status")).to_contain_text("You are on the list")
    assert_accessible(page)
    keep_picture(page, "event-own")


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


def claim_certificate(page) -> str:
    """Claim the certificate of the first course, giving a name if none is known; returns its code."""
    page.goto(COURSE)
    page.get_by_role("link", name="Your certificate").click()
    page.wait_for_load_state()
    if page.get_by_role("button", name="Issue my certificate").count() == 0:
        page.get_by_role("link", name=re.compile("name", re.IGNORECASE)).first.click()
        page.locator("[name=full_name]").fill("Ҷамшед Санҷишӣ")
        page.locator("[name=latin_name]").fill("Jamshed Sanjishi")
        page.locator("main form").get_by_role("button").first.click()
        page.goto(COURSE)
        page.get_by_role("link", name="Your certificate").click()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("Ҷамшед Санҷишӣ", use_inner_text=True)
    assert_accessible(page)
    keep_picture(page, "certificate-before")
    page.get_by_role("button", name="Issue my certificate").click()
    assert_accessible(page)
    keep_picture(page, "certificate")
    document = page.get_by_role("link", name=re.compile("PDF")).get_attribute("href")
    answer = page.request.get(document)
    assert answer.ok and answer.body().startswith(b"%PDF")
    return page.locator(".code").first.inner_text().strip()
