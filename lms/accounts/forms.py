"""What people fill in at the door and about themselves."""

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.fields import PasswordField
from allauth.account.internal.userkit import filter_users_by_email
from allauth.account.utils import get_next_redirect_url
from allauth.core import context, ratelimit
from allauth.core.internal.httpkit import headed_redirect_response
from django import forms
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from lms.accounts.sessions import remember_choice
from lms.accounts.signing_up import CodeProcess


def own_phone_field() -> forms.BooleanField:
    """Return the tick that lets a session outlive the browser."""
    return forms.BooleanField(
        label=_("This is my phone"),
        required=False,
        help_text=_("You stay signed in for 14 days. Leave it empty on a shared computer."),
    )


def email_field() -> forms.EmailField:
    """Return the one field that everybody needs."""
    return forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={
            "required": _("Write your e-mail address, for example aigul@example.org."),
            "invalid": _("An e-mail address looks like aigul@example.org. Please check yours."),
        },
    )


class CodeField(forms.CharField):
    """Six digits from a message; spaces and hyphens people copy along are forgiven."""

    def __init__(self, **kwargs) -> None:
        attrs = {
            "class": "code-input",
            "inputmode": "numeric",
            "autocomplete": "one-time-code",
            "autocapitalize": "none",
            "spellcheck": "false",
        }
        kwargs.setdefault("label", _("Six-digit code"))
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(max_length=40, error_messages={"required": _("Type the six digits.")}, **kwargs)


class LoginForm(allauth_forms.LoginForm):
    """An address, and a password for those who have one; without it a code is mailed."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = email_field()
        self.fields["password"] = PasswordField(
            label=_("Password"),
            required=False,
            autocomplete="current-password",
            help_text="",
        )
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["remember"] = own_phone_field()
        self.order_fields(["login", "password", "remember"])

    def _setup_password_field(self) -> None:
        """Keep the field; allauth drops it where sign-up asks for no password."""

    def clean_login(self) -> str:
        """Return the address in small letters, as it is stored."""
        return self.cleaned_data["login"].strip().lower()

    def _clean_with_password(self, credentials: dict):
        try:
            return super()._clean_with_password(credentials)
        except forms.ValidationError as error:
            self.add_error("password", error)
        return self.cleaned_data

    def login(self, request: HttpRequest, redirect_url=None) -> HttpResponse:
        """Go on to the code, or sign in by password; either way the tick is kept for the session."""
        remember_choice(request, is_own_phone=self.cleaned_data["remember"])
        return super().login(request, redirect_url)


class SignupForm(allauth_forms.SignupForm):
    """An address is all it takes. A known one gets the same code, so the answer tells nobody who is here."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = email_field()
        self.fields["remember"] = own_phone_field()

    def clean_email(self) -> str:
        """Return the address. Raises ValidationError when messages to it were asked for too often."""
        email = super().clean_email()
        if not ratelimit.consume(context.request, action="request_login_code", key=email):
            raise get_adapter().validation_error("too_many_login_attempts")
        return email

    def try_save(self, request: HttpRequest) -> tuple[None, HttpResponse]:
        """Mail a code to the address, known or not. The account is made once the code is typed."""
        email = self.cleaned_data["email"]
        users = filter_users_by_email(email, prefer_verified=True, for_login=True)
        remember_choice(request, is_own_phone=self.cleaned_data["remember"])
        CodeProcess.begin_sign_up(request, email=email, user=users[0] if users else None)
        target = get_next_redirect_url(request)
        query = {REDIRECT_FIELD_NAME: target} if target else None
        return None, headed_redirect_response("account_confirm_login_code", query=query)


class RequestLoginCodeForm(allauth_forms.RequestLoginCodeForm):
    """Asks for a new code after too many wrong ones."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = email_field()

    def clean_email(self) -> str:
        """Return the address in small letters, as it is stored."""
        self.cleaned_data["email"] = self.cleaned_data["email"].strip().lower()
        return super().clean_email()


class ConfirmLoginCodeForm(allauth_forms.ConfirmLoginCodeForm):
    """The code that was mailed to sign in."""

    code = CodeField()


class ConfirmEmailCodeForm(allauth_forms.ConfirmEmailVerificationCodeForm):
    """The code that was mailed to a changed address."""

    code = CodeField()


class ConfirmPasswordResetCodeForm(allauth_forms.ConfirmPasswordResetCodeForm):
    """The code that was mailed for a new password."""

    code = CodeField()


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """Where to mail the code for a new password."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = email_field()


class AddEmailForm(allauth_forms.AddEmailForm):
    """The address to change to."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = email_field()
        self.fields["email"].label = _("New e-mail address")


_PASSWORD_HELP = _(
    "At least ten characters. Three or four unrelated words in a row are easy to keep in mind."
)


def _name_passwords(form: forms.Form) -> None:
    """Say in plain words what the two fields of a new password ask for."""
    form.fields["password1"].label = _("New password")
    form.fields["password1"].help_text = _PASSWORD_HELP
    form.fields["password2"].label = _("New password, once more")
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    """The present password and a new one."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _name_passwords(self)
        self.fields["oldpassword"].label = _("Present password")
        self.fields["oldpassword"].help_text = ""


class SetPasswordForm(allauth_forms.SetPasswordForm):
    """A first password."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _name_passwords(self)


class ResetPasswordKeyForm(allauth_forms.ResetPasswordKeyForm):
    """A new password after a mailed code."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _name_passwords(self)


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)
