"""Whoever adds a form adds the knocking at its door, or says here why it takes none."""

import random

import pytest
from django.conf import settings
from django.urls import get_resolver, resolve
from django.utils.translation import override

from lms.accounts.access import rule_for
from tests.architecture.test_routes import walk
from tests.input.doors import House

UNKNOCKED = {
    "delete_account": "it deletes who knocks; its one field is a code: accounts/test_profile.py",
    "sign_out_everywhere": "it reads no field, and signs out who knocks",
    "h5p_state": "a frame without cookies writes there, signed: courses/activities/test_h5p_playing.py",
    "demo": "there is no such page outside the demo: accounts/test_demo.py",
    "demo_become": "there is no such page outside the demo: accounts/test_demo.py",
}
# Forms that a library reads; ours only word them: accounts/test_door.py, accounts/test_second_factor.py.
FAMILIES = ("account_", "mfa_")
# Wagtail's forms, for authors only, and ours within them: courses/content/test_hostile_markup.py.
CMS = "/cms/"


@pytest.mark.django_db
def test_every_address_that_takes_a_form_is_knocked_at_or_named_with_a_reason():
    knocked = {resolve(door.address).view_name for door in House(random.Random(1)).doors()}
    with override(settings.LANGUAGE_CODE):
        routes = [route for route in walk(get_resolver()) if rule_for(route.name).audience("POST")]
    ours = {route.name for route in routes if not route.path.startswith(CMS)}
    ours = {name for name in ours if not name.startswith(FAMILIES)}
    assert ours - knocked - set(UNKNOCKED) == set()
    assert set(UNKNOCKED) <= ours - knocked
