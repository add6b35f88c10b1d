"""A security key as the second step, under the strict content security policy."""

import pytest
from playwright.sync_api import expect

from tests.journeys.people import join

pytestmark = pytest.mark.browser

ADDRESS = "key@example.org"
# A key of software: present, unlocked, touched by itself.
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(browser, site):
    """A page with a key in its machine. Keys know names of hosts, not numbers."""
    context = browser.new_context(
        base_url=site.address.replace("127.0.0.1", "localhost"), reduced_motion="reduce"
    )
    context.set_default_timeout(15_000)
    opened = context.new_page()
    tools = context.new_cdp_session(opened)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield opened
    context.close()


def test_a_key_is_added_and_then_opens_the_door(page, site):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    join(page, site, ADDRESS)

    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Name of the key").fill("The key on my ring")
    page.get_by_role("button", name="Add this key").click()
    # The recovery codes that come with it are shown to whoever touches the key once more.
    page.wait_for_url("**/webauthn/reauthenticate/**")
    page.get_by_role("button", name="Use my security key").click()
    page.wait_for_url("**/recovery-codes/")
    expect(page.locator(".recovery-codes code")).to_have_count(10)

    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    known = len(site.mails_to(ADDRESS))
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(ADDRESS)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Six-digit code").fill(site.code_for(ADDRESS, after=known))
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/2fa/authenticate/")
    page.get_by_role("button", name="Use my security key").click()
    page.wait_for_url("**/learn/")
    assert complaints == []
