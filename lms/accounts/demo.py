"""The invented people of the demo: their roles, their password, and how a visitor becomes one of them."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from lms.accounts.actions import grant
from lms.accounts.consent import CONSENT_VERSION
from lms.accounts.models import Profile, RoleGrant, User
from lms.accounts.rules import (
    COORDINATOR,
    COUNTRY,
    DEMO_ADDRESS,
    EVERYWHERE,
    OPERATOR,
    PRACTITIONER,
    REVIEWER,
    TRAINER,
)


class NotADemo(RuntimeError):
    """Demo people exist on a demo site only."""


@dataclass(frozen=True)
class DemoPerson:
    """One invented person: role and place, names in own script and Latin, work."""

    role: str
    display_name: str
    full_name: str
    latin_name: str
    profession: str
    region: str
    organisation: str
    scope: str = EVERYWHERE
    scope_value: str = ""

    @property
    def email(self) -> str:
        """The address the person signs in with."""
        return self.role + DEMO_ADDRESS


# "Namuna" is "sample" in Kyrgyz, Tajik and Uzbek: the names say themselves that nobody bears them.
PEOPLE = (
    DemoPerson(
        PRACTITIONER,
        "Aigul (invented)",
        "Айгүл Намунаева (ойдон чыгарылган)",
        "Aigul Namunaeva (invented)",
        "psychologist",
        "KG-GB",
        "Invented family centre",
    ),
    DemoPerson(
        TRAINER,
        "Dilnoza (invented)",
        "Dilnoza Namunayeva (oʻylab topilgan)",
        "Dilnoza Namunayeva (invented)",
        "psychologist",
        "UZ-TK",
        "Invented training institute",
    ),
    DemoPerson(
        REVIEWER,
        "Firuz (invented)",
        "Фирӯз Намунаев (сохта)",
        "Firuz Namunaev (invented)",
        "social_worker",
        "TJ-DU",
        "Invented university",
    ),
    DemoPerson(
        COORDINATOR,
        "Ulugbek (invented)",
        "Ulugʻbek Namunayev (oʻylab topilgan)",
        "Ulugbek Namunayev (invented)",
        "social_worker",
        "UZ-TK",
        "Invented ministry",
        COUNTRY,
        "UZ",
    ),
    DemoPerson(
        OPERATOR,
        "Saule (invented)",
        "Сәуле Үлгіқызы (ойдан шығарылған)",
        "Saule Ulgikyzy (invented)",
        "teacher",
        "KZ-71",
        "Invented host of this site",
    ),
)


def demo_password() -> str:
    """Return the one password of all demo people, made once and kept beside the demo's database."""
    chosen = os.environ.get("HAMROH_DEMO_PASSWORD", "")
    if chosen:
        return chosen
    file = Path(settings.VAR_DIR) / "demo-password"
    if not file.exists():
        file.write_text(secrets.token_urlsafe(9))
        file.chmod(0o600)
    return file.read_text().strip()


@transaction.atomic
def load_demo_people() -> list[User]:
    """Create or complete the demo people; a second time changes nothing. Raises NotADemo."""
    if not settings.DEMO:
        raise NotADemo("Demo people are not loaded outside demo mode.")
    password = demo_password()
    return [_load(person, password) for person in PEOPLE]


def _load(person: DemoPerson, password: str) -> User:
    user = User.objects.filter(email=person.email).first() or User.objects.create_user(person.email)
    # Setting a password anew would end the sessions of whoever looks at the demo.
    if not (user.has_usable_password() and user.check_password(password)):
        user.set_password(password)
        user.save(update_fields=["password"])
    EmailAddress.objects.get_or_create(
        user=user, email=person.email, defaults={"verified": True, "primary": True}
    )
    if not Profile.objects.filter(user=user).exists():
        _tell_profile(user, person)
    if person.role != PRACTITIONER and not RoleGrant.objects.filter(user=user, role=person.role).exists():
        grant(user, person.role, person.scope, person.scope_value)
    return user


def _tell_profile(user: User, person: DemoPerson) -> None:
    profile = Profile(
        user=user,
        display_name=person.display_name,
        organisation=person.organisation,
        profession=apps.get_model("courses", "Profession").objects.filter(code=person.profession).first(),
        region=apps.get_model("courses", "Region").objects.filter(code=person.region).first(),
        language="en",
        consent_version=CONSENT_VERSION,
        consented_at=timezone.now(),
    )
    profile.full_name, profile.latin_name = person.full_name, person.latin_name
    profile.save()


def sign_in_demo_person(request: HttpRequest, role: str) -> User:
    """Become a demo person in this session, as if they had signed in.

    Raises NotADemo and User.DoesNotExist.
    """
    if not settings.DEMO:
        raise NotADemo("Nobody becomes somebody else outside demo mode.")
    user = User.objects.select_related("profile").get(email=role + DEMO_ADDRESS)
    get_adapter(request).login(request, user)
    return user
