"""A group from the first link to the last good-bye: made at a desk, joined on a phone without touching it."""

import csv
import io
from urllib.parse import urlsplit

import pytest

from tests.journeys.coordinating import make_group
from tests.journeys.focus import tab_to
from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import join_group_by_keyboard, sign_in_demo

pytestmark = pytest.mark.browser
NEWCOMER = "invited@example.org"


def make_link(page) -> str:
    """Make a group and an invitation into it; returns where the link leads."""
    make_group(page, "Termez, spring (invented)", "Surkhandarya region")
    page.get_by_role("link", name="Invite people").click()
    page.get_by_label("For how many people").fill("5")
    page.get_by_role("button", name="Make the link").click()
    field = page.get_by_label("Link, in English")
    field.wait_for()
    page.get_by_role("button", name="Copy the link").click()
    page.wait_for_function("document.querySelector('[data-copy-from] [role=status]').textContent !== ''")
    assert_accessible(page)
    keep_picture(page, "invitation-made")
    return urlsplit(field.input_value()).path


def test_a_group_is_made_joined_seen_taken_along_and_left(visitor, site):
    desk, phone = visitor(size="desk"), visitor()
    seen_at_desk, seen_on_phone = watch(desk), watch(phone)
    sign_in_demo(desk, "coordinator", then="/coordination/")
    link = make_link(desk)
    join_group_by_keyboard(phone, site, link, address=NEWCOMER, profession="teacher", region="Surkhandarya")

    desk.goto("/coordination/cohorts/")
    desk.get_by_role("link", name="Termez, spring").click()
    desk.get_by_role("row", name="Walker").wait_for()
    assert NEWCOMER not in desk.content()
    assert_accessible(desk)
    keep_picture(desk, "group")
    with desk.expect_download() as started:
        desk.get_by_role("link", name="Download the table (CSV)").click()
    assert lines_of(started.value.path())[2][:3] == ["Walker", "teacher", "Surkhandarya region"]

    phone.goto("/accounts/profile/")
    assert_accessible(phone)
    tab_to(phone, "main a[href='/learn/seen/']")
    phone.keyboard.press("Enter")
    phone.get_by_role("heading", name="Termez, spring").wait_for()
    assert_accessible(phone)
    keep_picture(phone, "who-sees-me")
    tab_to(phone, "form[action*='/leave/'] button")
    phone.keyboard.press("Enter")
    phone.get_by_text("You have left the group").wait_for()

    desk.reload()
    desk.get_by_text("Nobody has joined yet").wait_for()
    assert "Walker" not in desk.content()
    assert seen_at_desk == seen_on_phone == []


def lines_of(path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))


def test_every_page_of_a_group_fits_a_phone_in_the_dark(visitor):
    page = visitor(dark=True)
    sign_in_demo(page, "coordinator", then="/coordination/")
    for path in ("/coordination/", "/coordination/cohorts/", "/coordination/invitations/", "/join/nothing/"):
        page.goto(path)
        assert_accessible(page)
    page.goto("/coordination/cohorts/")
    page.get_by_role("link", name="Invented group, autumn").click()
    page.get_by_role("row", name="Invented Person 1", exact=False).first.wait_for()
    assert_accessible(page)
