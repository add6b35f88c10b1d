"""What blocks may ask of the site: the reader's language, a name that is nobody's, a token for forms."""

from typing import Any

from django.middleware.csrf import get_token
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.html import format_html
from xblock.reference.user_service import UserService, XBlockUser

# Some blocks fail without an address; this one leads nowhere, and is everybody's.
_NO_ADDRESS = "nobody@example.invalid"


class Translating:
    """The i18n service: the site's own sentences in the language of the page."""

    gettext = ugettext = staticmethod(translation.gettext)
    ngettext = ungettext = staticmethod(translation.ngettext)
    pgettext = staticmethod(translation.pgettext)

    @staticmethod
    def strftime(dtime, format: str) -> str:
        """Return a date in the reader's form where the format has a name, else as asked for."""
        named = {"SHORT_DATE": "SHORT_DATE_FORMAT", "LONG_DATE": "DATE_FORMAT", "TIME": "TIME_FORMAT"}
        return date_format(dtime, named[format]) if format in named else dtime.strftime(format)

    @staticmethod
    def get_javascript_i18n_catalog_url(block) -> None:
        """Return nothing: our scripts hold no sentences."""


class Nobody(UserService):
    """The user service. A block hears a pseudonym for this exercise, never a name, number or address."""

    def __init__(self, pseudonym: str) -> None:
        super().__init__()
        self._pseudonym = pseudonym

    def get_current_user(self) -> XBlockUser:
        """Return a learner whom nobody can look up."""
        shown = XBlockUser(
            is_current_user=True, emails=[_NO_ADDRESS], full_name=translation.gettext("Learner")
        )
        shown.display_name = shown.full_name
        shown.opt_attrs = {
            "edx-platform.anonymous_user_id": self._pseudonym,
            "edx-platform.is_authenticated": True,
            "edx-platform.user_is_staff": False,
        }
        return shown

    def get_anonymous_user_id(self, *_args) -> str:
        """Return the pseudonym of whoever plays, whoever is asked for."""
        return self._pseudonym


class OwnSettings:
    """The settings service: no block has any here."""

    @staticmethod
    def get_settings_bucket(block, default=None) -> dict:
        """Return nothing, or the block's own default."""
        return default or {}


class FormToken:
    """Ours: what a form must hold, so that a block can be played without a script."""

    def __init__(self, request: Any) -> None:
        self._request = request

    def hidden_input(self) -> str:
        """Return the form's token; "" where nothing may be sent."""
        if self._request is None:
            return ""
        return format_html(
            '<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(self._request)
        )


def pseudonym_of(learner: Any, activity_key: Any) -> str:
    """Return a name for one learner in one exercise: two exercises cannot tell that it is the same person."""
    if learner is None:
        return "nobody"
    return salted_hmac("courses.blocks", f"{learner.pk}/{activity_key}", algorithm="sha256").hexdigest()[:32]


def services_for(learner: Any, activity_key: Any, request: Any) -> dict[str, Any]:
    """Return every service that blocks may ask for."""
    return {
        "i18n": Translating(),
        "user": Nobody(pseudonym_of(learner, activity_key)),
        "settings": OwnSettings(),
        "form_token": FormToken(request),
    }
