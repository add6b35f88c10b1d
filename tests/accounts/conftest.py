"""People at the door: accounts, second factors, and the code that stands in the newest message."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.apps import apps
from django.core import mail
from django.utils import timezone

from courses.places.actions import load_regions
from lms.accounts.actions import grant
from lms.accounts.consent import CONSENT_VERSION
from lms.accounts.models import Profile, User

PASSWORD = "four unrelated words"


@pytest.fixture
def places(db):
    """The regions, and one profession."""
    load_regions()
    return apps.get_model("courses", "Profession").objects.get_or_create(
        code="psychologist", defaults={"names": {"en": "Psychologist", "ru": "Психолог"}}
    )[0]


@pytest.fixture
def newcomer_answers(places) -> dict:
    """What a newcomer fills in on the welcome page."""
    return {
        "display_name": "Aigul",
        "profession": places.pk,
        "region": "KG-GB",
        "organisation": "",
        "language": "en",
        "agreed": "on",
    }


@pytest.fixture
def make_account(db):
    """Make an account that has been welcomed; with ``roles`` it holds these everywhere."""

    def make(
        email: str = "aigul@example.org", *, password: str | None = None, roles: tuple[str, ...] = ()
    ) -> User:
        user = User.objects.create_user(email, password)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        Profile.objects.create(
            user=user, display_name="Aigul", consent_version=CONSENT_VERSION, consented_at=timezone.now()
        )
        for role in roles:
            grant(user, role)
        return user

    return make


def newest_code() -> str:
    """Return the six digits of the newest message."""
    return re.search(r"^\d{6}$", mail.outbox[-1].body, re.MULTILINE).group()


def wrong_code() -> str:
    """Return six digits that are not those of the newest message."""
    return f"{(int(newest_code()) + 1) % 10**6:06}"


def sign_in_by_code(client, email: str, **more) -> object:
    """Go through the door with a mailed code; returns the last response."""
    client.post("/accounts/login/", {"login": email, **more})
    return client.post("/accounts/login/code/confirm/", {"code": newest_code(), "action": "verify", **more})


def add_totp(user: User) -> str:
    """Give an account an authenticator app; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def totp_code(secret: str, *, step: int = 0) -> str:
    """Return what the app shows now, or some steps of half a minute from now."""
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2] + step))


@pytest.fixture
def make_client():
    """Make one more browser, with cookies of its own."""
    from django.test import Client

    return Client
