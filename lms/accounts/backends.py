"""Permissions: allauth's sign-in, and roles with their scope."""

from allauth.account.auth_backends import AuthenticationBackend


class ScopedBackend(AuthenticationBackend):
    """Signs in by e-mail and answers ``has_perm`` from groups and scoped roles."""
