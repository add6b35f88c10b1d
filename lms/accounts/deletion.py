"""Deleting an account: confirmed by a mailed code, then everything of it goes."""

import time
from dataclasses import asdict, dataclass

from allauth.account.adapter import get_adapter
from allauth.core.internal.cryptokit import compare_user_code
from django.db import transaction
from django.http import HttpRequest

from courses.api import say_counts_changed
from lms.accounts.erasures import note_erased
from lms.accounts.models import User

_SESSION_KEY = "deletion"
_CODE_LIVES_SECONDS = 15 * 60
_TRIES = 5


@dataclass
class DeletionRequest:
    """A wish to delete the account, waiting for its code."""

    code: str
    asked_at: float
    tries_left: int = _TRIES


def ask_for_code(request: HttpRequest) -> None:
    """Mail a code to the person's own address and remember it in their session."""
    adapter = get_adapter(request)
    code = adapter.generate_login_code()
    adapter.send_mail("accounts/mail/delete_account", request.user.email, {"code": code})
    request.session[_SESSION_KEY] = asdict(DeletionRequest(code=code, asked_at=time.time()))


def is_code_asked_for(request: HttpRequest) -> bool:
    """Return whether a code was mailed that may still be typed."""
    return _waiting(request) is not None


def _waiting(request: HttpRequest) -> DeletionRequest | None:
    kept = request.session.get(_SESSION_KEY)
    if not kept:
        return None
    waiting = DeletionRequest(**kept)
    is_over = waiting.tries_left <= 0 or time.time() - waiting.asked_at > _CODE_LIVES_SECONDS
    return None if is_over else waiting


def is_right_code(request: HttpRequest, typed: str) -> bool:
    """Return whether the code is right; a wrong one costs a try, and after five a new code is needed."""
    waiting = _waiting(request)
    if waiting is None:
        return False
    if compare_user_code(actual=typed, expected=waiting.code):
        return True
    waiting.tries_left -= 1
    request.session[_SESSION_KEY] = asdict(waiting)
    return False


@transaction.atomic
def delete_account(user: User) -> None:
    """Delete the account and every row that belongs to it. Sessions of it end at their next request."""
    public_id = user.public_id
    profile = getattr(user, "profile", None)
    user.delete()
    if profile:
        say_counts_changed(profile.region_id)
    transaction.on_commit(lambda: note_erased(public_id))
