"""The door of the accounts room: people, their roles and where these hold."""

from lms.accounts.actions import end_all_sessions, grant, introduce, rename, withdraw
from lms.accounts.counting import counted, visitor_mark
from lms.accounts.demo import PEOPLE, NotADemo, demo_password, load_demo_people, sign_in_demo_person
from lms.accounts.erasures import erased_accounts_file
from lms.accounts.models import Profile, RoleGrant, SelfDescription, User
from lms.accounts.own_data import own_data
from lms.accounts.queries import (
    coordinators_of,
    counted_people,
    people_with_role,
    profile_of,
    reachable_people,
    roles_of,
    scopes_of,
    shown_profiles,
)
from lms.accounts.rules import RoleScope, ScopeNotAllowed
from lms.accounts.sealing import SealBroken, Sealed, SealingKeyMissing
from lms.accounts.staff import staff_without_second_factor

__all__ = [
    "PEOPLE",
    "NotADemo",
    "Profile",
    "RoleGrant",
    "RoleScope",
    "ScopeNotAllowed",
    "SealBroken",
    "Sealed",
    "SealingKeyMissing",
    "SelfDescription",
    "User",
    "coordinators_of",
    "counted",
    "counted_people",
    "demo_password",
    "end_all_sessions",
    "erased_accounts_file",
    "grant",
    "introduce",
    "load_demo_people",
    "own_data",
    "people_with_role",
    "profile_of",
    "reachable_people",
    "rename",
    "roles_of",
    "scopes_of",
    "shown_profiles",
    "sign_in_demo_person",
    "staff_without_second_factor",
    "visitor_mark",
    "withdraw",
]
