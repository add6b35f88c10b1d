"""How allauth makes accounts and keeps second factors here."""

from io import BytesIO
from smtplib import SMTPException

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lms.accounts import sessions
from lms.accounts.backends import may_sign_in
from lms.accounts.joining import fulfil_wish
from lms.accounts.queries import is_welcome_due, profile_of, roles_of
from lms.accounts.rules import is_demo_address
from lms.accounts.sealing import seal, unseal

log = structlog.get_logger(__name__)

# Links in mail name the configured address, whatever host a request claimed to come to.
_SITE = {"site_name": settings.SITE_NAME, "site_address": settings.SITE_ADDRESS}


class AccountAdapter(DefaultAccountAdapter):
    """allauth's flow with our sentences, our sessions and nothing noted about the device."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "This address and password do not belong together. "
            "You can also leave the password empty and get a code by e-mail."
        ),
        "incorrect_code": _("This is not the code from the newest message. Please look at it again."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your present password."),
        "too_many_login_attempts": _("Too many tries. Please wait five minutes and ask for a new code."),
        "rate_limited": _("Please wait half a minute before you ask for another message."),
        "same_as_current": _("This is the address you already have."),
        "demo_address": _("Addresses at demo.example belong to the demo's invented people."),
    }

    def clean_email(self, email: str) -> str:
        """Refuse the addresses of invented people wherever the site is not a demo."""
        if is_demo_address(email) and not settings.DEMO:
            raise self.validation_error("demo_address")
        return email

    def pre_login(self, request: HttpRequest, user, **kwargs) -> HttpResponse | None:
        """Stop closed accounts and, outside the demo, the demo's people, whichever way they came."""
        if may_sign_in(user):
            return None
        clear_login(request)
        return self.respond_user_inactive(request, user)

    def login(self, request: HttpRequest, user) -> None:
        """Open the session: a fresh key, its length, the staff clock, the welcome or the cohort to join."""
        super().login(request, user)
        sessions.settle_length(request)
        sessions.set_welcome_pending(request, is_pending=is_welcome_due(user))
        if roles_of(user):
            sessions.mark_staff_seen(request)
        if not sessions.is_welcome_pending(request):
            fulfil_wish(request, user)

    def post_login(self, request: HttpRequest, user, **kwargs) -> HttpResponse:
        """Go where the person was heading, with the welcome on the way when it is due."""
        target = super().post_login(request, user, **kwargs)["Location"]
        if not kwargs.get("redirect_url"):
            target = _in_own_language(target, user)
        if not sessions.is_welcome_pending(request):
            return redirect(target)
        return redirect(f"{reverse('welcome')}?{urlencode({'next': target})}")

    def get_reauthentication_methods(self, user) -> list[dict]:
        """Offer first what the person has at hand: a key before recovery codes that nobody has read yet."""
        methods = super().get_reauthentication_methods(user)
        has_app = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()
        # Sorting keeps the order of the others.
        return sorted(methods, key=lambda way: way["id"] == "mfa_reauthenticate" and not has_app)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return to the profile, where the change began."""
        return reverse("profile")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """Return to the profile after a changed address was confirmed."""
        return reverse("profile")

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Send a message now, because somebody waits for it; say so plainly when it cannot leave."""
        try:
            # Not super(): it needs a request, and some messages leave after the transaction, without one.
            self.render_mail(template_prefix, email, {"email": email, **context, **_SITE}).send()
        except (SMTPException, OSError) as error:
            log.error("mail_not_sent", template=template_prefix, error=type(error).__name__)
            raise ImmediateHttpResponse(
                render(self.request, "accounts/mail_not_sent.html", status=503)
            ) from error

    def send_notification_mail(self, template_prefix, user, context=None, email=None) -> None:
        """Tell a person about a change to their account, without the address of the device it came from."""
        address = email or EmailAddress.objects.get_primary_email(user)
        if address:
            self.send_mail(template_prefix, address, {"timestamp": timezone.now(), **(context or {})})


def _in_own_language(target: str, user) -> str:
    """Return the address in the person's language, unless they chose another one at the door."""
    chosen = profile_of(user).language
    has_chosen_here = get_language() != settings.LANGUAGE_CODE
    return target if has_chosen_here or not chosen else translate_url(target, chosen)


class SealedMFAAdapter(DefaultMFAAdapter):
    """Keeps TOTP secrets and recovery seeds sealed; a broken seal is an error, never plain text."""

    _CONTEXT = "mfa.Authenticator.data"
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code does not fit. The app shows a new one every half minute."),
    }

    def encrypt(self, text: str) -> str:
        """Return the text sealed, as hex. The row's owner is bound in ``second_factor``."""
        return seal(text, self._CONTEXT).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the text. Raises SealBroken."""
        return unseal(bytes.fromhex(encrypted_text), self._CONTEXT)

    def build_totp_svg(self, url: str) -> str:
        """Draw the secret dark on white, also where the page around it is dark."""
        import segno  # on use only: most processes never draw one

        drawn = BytesIO()
        segno.make(url, error="m").save(drawn, kind="svg", scale=5, light="#fff", xmldecl=False)
        return drawn.getvalue().decode()

    def get_totp_issuer(self) -> str:
        """Name the site in the authenticator app."""
        return settings.SITE_NAME
