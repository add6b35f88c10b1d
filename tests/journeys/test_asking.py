"""People are asked by a list: pasted with faults at a desk, corrected, sent; read and opened on a phone."""

import pytest
from playwright.sync_api import expect

from tests.journeys.coordinating import see_faults, see_week, send_list
from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import mailed_link, sign_in_demo

pytestmark = pytest.mark.browser
GUEST = "guest-by-list@example.org"
PASTED = f"{GUEST};\nBakyt, no address\nyusuf@example;tg\nzulfiya@example.org;Deutsch"
CORRECTED = f"{GUEST};\nyusuf@example.org;tg\nzulfiya@example.org"


def test_a_list_with_three_faults_becomes_mails_that_lead_in(visitor, site):
    desk, phone = visitor(size="desk"), visitor(dark=True)
    seen_at_desk, seen_on_phone = watch(desk), watch(phone)
    sign_in_demo(desk, "coordinator", then="/coordination/")
    desk.goto("/coordination/cohorts/")
    desk.get_by_role("link", name="Invented group, autumn").click()
    desk.get_by_role("link", name="Ask people by a list").click()
    desk.get_by_label("Addresses, one to a row").fill(PASTED)
    see_faults(desk, 3)
    desk.get_by_label("Addresses, one to a row").fill(CORRECTED)
    send_list(desk, 3)
    see_week(desk)

    phone.goto(mailed_link(phone, site, GUEST))
    expect(phone.get_by_role("heading", name="You are invited to learn together")).to_be_visible()
    expect(phone.get_by_text("Ulugbek")).to_be_visible()
    assert_accessible(phone)
    keep_picture(phone, "asked-on-a-phone")
    assert seen_at_desk == seen_on_phone == []
