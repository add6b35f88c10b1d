"""The issuer on paper, seen before it is saved; a record of learning shown on a phone, and closed again."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.focus import tab_to
from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import sign_in_demo

pytestmark = pytest.mark.browser


def test_an_operator_looks_at_the_paper_and_saves_it(visitor):
    page = visitor(size="desk")
    seen = watch(page)
    sign_in_demo(page, "operator", then="/certificates/issuer/")
    english = page.get_by_role("group", name="English")
    english.get_by_label("Name of the issuer").fill("Invented Centre for Practice")
    english.get_by_label("Who signs (optional)", exact=True).fill("N. Karimova (invented)")
    page.get_by_label("Leave space for a stamp").check()
    page.get_by_role("button", name="Look at it", exact=True).click()
    expect(page.locator("figcaption")).to_contain_text("Not saved yet.")
    expect(english.get_by_label("Name of the issuer")).to_have_value("Invented Centre for Practice")
    assert page.locator(".look img").evaluate("picture => picture.naturalWidth") > 1000
    assert_accessible(page)
    keep_picture(page, "issuer-looked-at")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Certificates issued from now on")).to_be_visible()
    assert seen == []


def test_a_record_is_shown_by_a_link_on_a_phone_and_closed(visitor):
    page = visitor()
    seen = watch(page)
    sign_in_demo(page, "practitioner", then="/learn/record/")
    assert_accessible(page)
    tab_to(page, "main form.form button")
    page.keyboard.press("Enter")
    field = page.get_by_label("The link", exact=True)
    expect(field).to_be_visible()
    assert_accessible(page)
    keep_picture(page, "record-link")
    path = urlsplit(field.input_value()).path

    stranger = visitor()
    stranger.goto(path)
    expect(stranger.get_by_text("has chosen not to show a name")).to_be_visible()
    expect(stranger.locator("main")).to_contain_text("Learning time in all")
    assert_accessible(stranger)
    keep_picture(stranger, "record-shared")

    tab_to(page, "main .plain-list form button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="The link is closed")).to_be_visible()
    assert seen == []
    stranger.goto(path)
    expect(stranger.get_by_role("heading", name="This link opens nothing")).to_be_visible()
