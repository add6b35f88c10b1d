"""An event from the plan to the closed list: made at a desk, signed into on a phone without touching it."""

import pytest

from tests.journeys.coordinating import close_list, make_event
from tests.journeys.looking import watch
from tests.journeys.people import sign_in_demo, sign_into_event_by_keyboard

pytestmark = pytest.mark.browser


def test_an_event_is_made_signed_into_and_closed(visitor):
    desk, phone = visitor(size="desk"), visitor()
    seen_at_desk, seen_on_phone = watch(desk), watch(phone)
    sign_in_demo(desk, "coordinator", then="/coordination/")
    sign_in_demo(phone, "practitioner")
    sign_into_event_by_keyboard(phone, make_event(desk, "Invented group, autumn"))
    close_list(desk)
    assert seen_at_desk == seen_on_phone == []
