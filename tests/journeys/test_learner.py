"""A practitioner's road on a phone, from play to a certificate that a stranger can check."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import claim_certificate, finish_lesson, finish_lessons, join, take_test

pytestmark = pytest.mark.browser
COURSE = "/courses/common-core/"


def test_from_the_front_page_to_a_certificate_that_a_stranger_checks(visitor, site):
    page = visitor()
    seen = watch(page)

    page.goto("/")
    page.get_by_label("The newer figure corrects").check()
    page.get_by_role("button", name="Send answer").click()
    expect(page.locator(".feedback__verdict").first).to_contain_text("Not quite")
    assert_accessible(page)
    keep_picture(page, "front-page-answered")

    join(page, site, "road@example.org")
    assert_accessible(page)
    keep_picture(page, "my-learning-empty")

    page.goto(COURSE)
    page.get_by_role("button", name="Start this course").click()
    page.goto(f"{COURSE}core-01/")
    finish_lesson(page)
    assert_accessible(page)
    # The other lessons are taken one by one by `./run prove walks`, by keys and by finger.
    finish_lessons(site, "road@example.org", "common-core")
    page.goto("/learn/")
    page.get_by_role("link", name=re.compile("Continue: the end test")).click()

    page.get_by_role("button", name="Begin the test").click()
    assert_accessible(page)
    keep_picture(page, "end-test")
    take_test(page, right=False)
    expect(page.get_by_role("heading", name="Not passed yet")).to_be_visible()
    assert_accessible(page)
    keep_picture(page, "end-test-failed")

    page.get_by_role("button", name="Begin again with other questions").click()
    take_test(page, right=True)
    expect(page.get_by_role("heading", name="Passed", exact=True)).to_be_visible()

    code = claim_certificate(page)
    assert seen == []
    stranger_checks(visitor(size="desk"), code)


def stranger_checks(page, code: str) -> None:
    page.goto("/verify/")
    page.get_by_label("Code of the certificate").fill(code.lower())
    page.get_by_role("button", name="Check").click()
    main = page.inner_text("main")
    assert "Specimen" in main
    assert "Sanjishi" not in main
    assert_accessible(page)
    for name, told in (
        ("Jamshed Sanjishi", "Match."),
        ("Ҷамшед Санҷишӣ", "Match."),
        ("Somebody Else", "No match."),
    ):
        page.get_by_label(re.compile("Name on the certificate")).fill(name)
        page.get_by_role("button", name="Compare").click()
        expect(page.locator("#answer")).to_contain_text(told)
    keep_picture(page, "verified-by-a-stranger")


def test_a_visitor_without_javascript_reads_answers_and_joins(visitor, site):
    page = visitor(scripts=False)
    page.goto(f"{COURSE}core-01/")
    question = page.locator("section.question").first
    question.get_by_label("an ISIS wife").check()
    question.get_by_role("button", name="Send answer").click()
    expect(page.locator(".feedback__verdict").first).to_contain_text("Not quite")
    expect(page.locator("main")).to_contain_text("Nothing you do here is kept", use_inner_text=True)
    join(page, site, "plain@example.org")
    page.goto(f"{COURSE}core-01/")
    page.locator("section.question").first.get_by_label("an ISIS wife").check()
    page.locator("section.question").first.get_by_role("button", name="Send answer").click()
    page.goto(f"{COURSE}core-01/")
    expect(page.locator(".feedback__verdict").first).to_contain_text("Not quite")


def test_the_language_switch_stays_on_the_lesson(visitor):
    page = visitor()
    page.goto(f"{COURSE}core-01/")
    page.locator(".menu summary").first.click()
    page.get_by_role("link", name="Русский").click()
    page.wait_for_url("**/ru/courses/common-core/core-01/")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    assert "Без десяти восемь" in page.inner_text("article") or "учительской" in page.inner_text("article")
    assert_accessible(page)


def test_a_lesson_without_translation_says_so_and_carries_its_language(visitor, site):
    page = visitor()
    join(page, site, "tajik@example.org")
    page.goto("/tg/courses/common-core/core-02/")
    expect(page.locator("h1")).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("lang", "tg")


def test_an_answer_given_without_a_line_is_kept_and_sent_once(visitor, site):
    page = visitor()
    join(page, site, "offline@example.org")
    page.goto(f"{COURSE}core-01/")
    page.context.set_offline(True)
    question = page.locator("section.question").first
    question.get_by_label("an ISIS wife").check()
    question.get_by_role("button", name="Send answer").click()
    page.get_by_text("Kept on this phone, not sent yet").wait_for()
    expect(question.get_by_label("an ISIS wife")).to_be_checked()
    page.context.set_offline(False)
    page.locator(".feedback__verdict").first.wait_for()
    page.reload()
    expect(page.locator(".feedback__verdict").first).to_contain_text("Not quite")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_open_pages_are_accessible_and_ask_nobody_else(visitor, size, dark):
    page = visitor(size=size, dark=dark)
    seen = watch(page)
    for path in ("/", "/courses/", COURSE, f"{COURSE}core-01/", "/about/", "/verify/", "/verify/specimen/"):
        page.goto(path)
        assert_accessible(page)
        keep_picture(
            page, f"{size}-{'dark' if dark else 'light'}-{path.strip('/').replace('/', '-') or 'home'}"
        )
    for path in ("/accounts/login/", "/accounts/signup/", "/nowhere/"):
        page.goto(path)
        assert_accessible(page)
    assert seen == []
