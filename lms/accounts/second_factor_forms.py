"""What people fill in for the second step at sign-in."""

from allauth.mfa.base import forms as base_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as key_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from lms.accounts.forms import CodeField


def app_or_recovery_code() -> CodeField:
    """Return the field for the app's six digits or a recovery code's eight."""
    return CodeField(label=_("Code from the app, or a recovery code"))


class AuthenticateForm(base_forms.AuthenticateForm):
    """The second step of signing in."""

    code = app_or_recovery_code()


class ReauthenticateForm(base_forms.ReauthenticateForm):
    """The second step once more, before something that matters."""

    code = app_or_recovery_code()


class ActivateTOTPForm(totp_forms.ActivateTOTPForm):
    """The first digits an app shows, as proof that it has the secret."""

    code = CodeField(label=_("Six digits from the app"))


class AddWebAuthnForm(key_forms.AddWebAuthnForm):
    """A key and the name its owner knows it by."""

    name = forms.CharField(label=_("Name of the key"), required=False, max_length=60)


class EditWebAuthnForm(key_forms.EditWebAuthnForm):
    """Another name for a key."""

    name = forms.CharField(label=_("Name of the key"), required=True, max_length=60)
