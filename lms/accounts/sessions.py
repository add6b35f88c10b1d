"""What a session remembers beside the account: whose phone it is, when staff was last seen."""

import time
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

_OWN_PHONE = "own_phone"
_STAFF_SEEN = "staff_seen"
_WELCOME_PENDING = "welcome_pending"
_WISH = "wish_to_join"
# Longer than a code lives, with a new one asked for; shorter than a day at a shared computer.
_WISH_LIVES_SECONDS = 2 * 3600


def remember_choice(request: HttpRequest, *, is_own_phone: bool) -> None:
    """Keep the tick "this is my phone" until the code is typed; the session belongs to nobody yet."""
    request.session[_OWN_PHONE] = is_own_phone


def settle_length(request: HttpRequest) -> None:
    """Let a fresh session live 14 days on the person's own phone, else as long as the browser."""
    is_own_phone = request.session.pop(_OWN_PHONE, False)
    request.session.set_expiry(settings.SESSION_COOKIE_AGE if is_own_phone else 0)


def set_welcome_pending(request: HttpRequest, *, is_pending: bool) -> None:
    """Note in the session that the person has not yet given profile and consent."""
    if is_pending:
        request.session[_WELCOME_PENDING] = True
    else:
        request.session.pop(_WELCOME_PENDING, None)


def is_welcome_pending(request: HttpRequest) -> bool:
    """Return whether profile and consent are still to be asked."""
    return _WELCOME_PENDING in request.session


def mark_staff_seen(request: HttpRequest) -> None:
    """Start or move on the idle clock of a staff session; written at most once a minute."""
    now = int(time.time())
    if now - request.session.get(_STAFF_SEEN, 0) >= settings.STAFF_SEEN_EVERY_SECONDS:
        request.session[_STAFF_SEEN] = now


def staff_idle_seconds(request: HttpRequest) -> int | None:
    """Return the seconds since staff was last noted here; None for a session that is not of staff."""
    seen = request.session.get(_STAFF_SEEN)
    return None if seen is None else int(time.time()) - seen


def remember_wish_to_join(request: HttpRequest, *, invitation: UUID, email: str) -> None:
    """Keep that whoever owns this address wants to join by an invitation, until they have signed in."""
    # Its id and not its link: sessions are rows of a table too.
    request.session[_WISH] = {"invitation": str(invitation), "email": email, "at": int(time.time())}


def wish_to_join(request: HttpRequest, email: str) -> UUID | None:
    """Return the id of the invitation this person wants to join by; None where there is none.

    A wish that somebody else left behind on a shared computer joins nobody: it is forgotten.
    """
    wish = request.session.pop(_WISH, None)
    if wish is None or wish["email"] != email or time.time() - wish["at"] > _WISH_LIVES_SECONDS:
        return None
    return UUID(wish["invitation"])
