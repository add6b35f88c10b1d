"""Permissions: allauth's sign-in, and roles with their scope."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from lms.accounts.models import User
from lms.accounts.permissions import SCOPED
from lms.accounts.queries import places_of, scopes_of
from lms.accounts.reached import account_of
from lms.accounts.rules import is_demo_address


def may_sign_in(user: User) -> bool:
    """Refuse closed accounts, and the demo's invented people wherever the site is not the demo."""
    return user.is_active and (settings.DEMO or not is_demo_address(user.email))


class ScopedBackend(AuthenticationBackend):
    """Signs in by e-mail and answers ``has_perm`` from groups and scoped roles."""

    def get_user(self, user_id) -> User | None:
        """Return the account of a session with its profile, in one query; None once it may not sign in."""
        user = account_of(user_id)
        return user if user and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user) -> bool:
        """Ask the one rule about who may come in."""
        return may_sign_in(user)

    def has_perm(self, user_obj, perm, obj=None) -> bool:
        """Answer a permission; with an object, whether the role holds where the object lies."""
        if obj is None:
            return super().has_perm(user_obj, perm)
        if perm not in SCOPED or not (user_obj.is_active and user_obj.is_authenticated):
            return False
        places = places_of(obj)
        return any(scope.covers(places) for scope in scopes_of(user_obj, SCOPED[perm]))
