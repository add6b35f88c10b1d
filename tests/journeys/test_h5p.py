"""A package and an exercise in one lesson: placed, signed, used on a phone, gone on with on another."""

import re

import pytest
from playwright.sync_api import expect

from tests.courses.content.writing import ANSWERS
from tests.h5p_parts import packed
from tests.journeys.editor import add_block, choose, choose_action, sign
from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import sign_in_demo

pytestmark = pytest.mark.browser

COURSE = "/courses/with-a-package/"
LESSON = f"{COURSE}whom-to-ring/"
MAKE = """
from courses.models import CoursePage, LessonPage, ModulePage
from tests.block_parts import dialogue, make_exercise
from tests.factories import make_course, make_lesson, publish
if not CoursePage.objects.filter(slug="with-a-package").exists():
    course = make_course(slug="with-a-package", lessons=0, questions=0)
    module = ModulePage.objects.child_of(course.page).get()
    lesson = make_lesson(module, title="Whom to ring")
    lesson.slug = "whom-to-ring"
    publish(lesson)
    make_exercise(dialogue(), code="at-the-door", title="At the door")
print("LESSON", LessonPage.objects.get(slug="whom-to-ring").pk)
"""
KEPT = """
from courses.models import H5PState, OutcomeRecord
print("TRUST", list(OutcomeRecord.objects.filter(trust="browser").values_list("score", flat=True)))
print("STATES", H5PState.objects.values_list("value", flat=True).first())
"""


def send(page, address: str) -> None:
    """Choose the small package and send it."""
    page.goto(address)
    page.locator("form[data-upload=ready]").wait_for()
    file = {"name": "small.h5p", "mimeType": "application/zip", "buffer": packed().getvalue()}
    page.locator("input[type=file]").set_input_files(file)
    page.locator("form[data-upload] button").click()


def install_upload_and_place(site, visitor) -> None:
    """Let an operator install the library, a trainer upload and place the package, a reviewer sign both."""
    operator, trainer = visitor(size="desk"), visitor(size="desk")
    sign_in_demo(trainer, "trainer", then="/cms/")
    send(trainer, "/cms/h5p/upload/")
    expect(trainer.locator("[data-problem]")).to_contain_text("H5P.Small 1.0")

    sign_in_demo(operator, "operator", then="/cms/")
    send(operator, "/cms/h5p/libraries/")
    operator.locator(".messages .success").wait_for()
    expect(operator.locator("table.listing")).to_contain_text("H5P.Small")
    keep_picture(operator, "h5p-libraries")

    send(trainer, "/cms/h5p/upload/")
    trainer.locator("[name=words]").fill("Ring four people: the teacher first.")
    expect(trainer.locator("main")).to_contain_text("CC BY 4.0")
    keep_picture(trainer, "h5p-package")
    choose_action(trainer, "Submit to Second person")
    trainer.wait_for_url(re.compile("/cms/snippets/courses/h5pactivity/"))
    sign(visitor(size="desk"), "Choose what helps")
    place(site, trainer)
    sign_lesson(visitor(size="desk"))


def sign_lesson(reviewer) -> None:
    """As the second person, answer what is asked of a lesson and sign it."""
    sign_in_demo(reviewer, "reviewer", then="/cms/")
    reviewer.get_by_role("link", name="Whom to ring").first.click()
    for question, answer in ANSWERS.items():
        reviewer.locator(f"[name={question}]").fill(answer)
    reviewer.get_by_role("button", name=re.compile("Sign and publish")).click()
    reviewer.wait_for_url("**/cms/")


def place(site, trainer) -> None:
    """Put the package and an exercise at the end of a lesson and hand the lesson in."""
    lesson = re.search(r"LESSON (\d+)", site.manage("shell", "--command", MAKE)).group(1)
    trainer.goto(f"/cms/pages/{lesson}/edit/")
    for title in ("Choose what helps", "At the door"):
        add_block(trainer, "Activity")
        choose(trainer, "Choose activity", title)
    choose_action(trainer, "Submit to Second person")
    trainer.locator(".messages .success").wait_for()


def start(page):
    """Start the package with a finger and return its frame."""
    page.goto(LESSON)
    page.locator("[data-h5p=ready]").wait_for()
    page.locator("[data-start]").tap()
    page.locator("[data-h5p=started]").wait_for()
    return page.frame_locator(".h5p__frame")


def say(page, reply: str) -> None:
    """Say something in the conversation; by key, for a tap could be given to the frame that stood there."""
    page.get_by_label(reply).press("Space")
    page.get_by_role("button", name="Say it").press("Enter")


def test_a_package_and_an_exercise_are_placed_used_on_a_phone_and_gone_on_with_on_another_device(
    site, visitor
):
    install_upload_and_place(site, visitor)
    phone = visitor(touch=True)
    seen = watch(phone)
    sign_in_demo(phone, "practitioner", then=LESSON)
    expect(phone.locator(".h5p")).to_contain_text("Loads up to")
    assert_accessible(phone)
    frame = start(phone)
    for number in (1, 2, 3):
        frame.get_by_role("button", name="One more").tap()
        expect(frame.locator(".chosen")).to_have_text(f"Chosen: {number}")
    with phone.expect_response(lambda answer: "/h5p/state/" in answer.url and answer.ok):
        frame.get_by_role("button", name="Check").tap()
    expect(phone.locator(".h5p__score")).to_have_text("Practice: 75 % this time.")
    say(phone, "I am Dilnoza, of the school.")
    expect(phone.locator(".block")).to_contain_text("He does not sleep")
    expect(phone.locator("#finish")).not_to_contain_text("You have finished this lesson")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    keep_picture(phone, "h5p-practised")
    told = site.manage("shell", "--command", KEPT)
    assert "TRUST [0.75]" in told and '{"chosen":3}' in told
    assert seen == []

    go_on(visitor(touch=True, dark=True))


def go_on(other) -> None:
    """Go on where the phone stopped, finish the lesson, and find practice apart from what counts."""
    sign_in_demo(other, "practitioner", then=LESSON)
    expect(other.locator(".h5p__score")).to_have_text("Practice: 75 % at best so far.")
    expect(other.locator(".block")).to_contain_text("He does not sleep")
    expect(start(other).locator(".chosen")).to_have_text("Chosen: 3")
    assert_accessible(other)
    # What this server grades stands apart, and it alone finishes the lesson.
    say(other, "What helps him at night?")
    expect(other.locator("#finish")).to_contain_text("You have finished this lesson")
    expect(other.locator(".h5p__score")).to_have_text("Practice: 75 % at best so far.")
    keep_picture(other, "h5p-gone-on")

    other.goto(COURSE)
    other.locator("#results summary").tap()
    results = other.locator("#results")
    expect(results).to_contain_text("Whom to ring: 100 % at best, finished")
    practised = results.locator("h3", has_text="Practice").locator("xpath=following-sibling::*")
    expect(practised.first).to_contain_text("no certificate counts it")
    expect(practised.last).to_contain_text("Whom to ring: 75 % at best")
    assert_accessible(other)
    keep_picture(other, "h5p-results")
