"""A refresher on a phone, by keyboard: from what fades to the last answer, without scripts too."""

import pytest

from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import sign_in_demo
from tests.journeys.test_keyboard import assert_focus_shows, tab_to

pytestmark = pytest.mark.browser


def test_what_fades_is_refreshed_by_keyboard_from_a_link_that_needs_no_door(visitor):
    page = visitor()
    seen = watch(page)
    sign_in_demo(page, "practitioner", then="/learn/refreshers/")
    strips = page.locator(".strip").count()
    assert strips
    tab_to(page, "main details summary")
    page.keyboard.press("Enter")
    assert page.locator("main table tbody tr").count() == strips
    assert_accessible(page)
    keep_picture(page, "refreshers")
    waiting = page.locator(".refreshers__waiting a").count()
    assert waiting == 2
    link = page.locator(".refreshers__waiting a").first.get_attribute("href")

    stranger = visitor(scripts=False)
    stranger.goto(link)
    while not stranger.locator("#end").count():
        tab_to(stranger, ".question__form input:not([type=hidden])")
        assert_focus_shows(stranger)
        stranger.keyboard.press("Space")
        tab_to(stranger, ".question__form .button")
        stranger.keyboard.press("Enter")
        stranger.locator(".feedback__verdict").wait_for()
        if stranger.locator(".actions .button--primary").count():
            tab_to(stranger, ".actions .button--primary")
            stranger.keyboard.press("Enter")
            stranger.locator(".question__form").wait_for()
    assert "demo.example" not in stranger.content()

    page.goto(link)
    assert_accessible(page)
    page.goto("/learn/refreshers/")
    assert page.locator(".refreshers__waiting a").count() == waiting - 1
    tab_to(page, "button[name=paused]")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Go on").wait_for()
    tab_to(page, "button[name=paused]")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Pause refreshers").wait_for()
    assert seen == []
