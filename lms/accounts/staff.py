"""What is asked of people with a role beyond their password: a second factor, and not to walk away."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.accounts.sessions import mark_staff_seen, staff_idle_seconds

_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def end_idle_session(request: HttpRequest) -> None:
    """Sign a staff session out that nobody used for too long; move its clock on otherwise."""
    idle = staff_idle_seconds(request)
    if idle is None:
        return
    if idle <= settings.STAFF_IDLE_SECONDS:
        mark_staff_seen(request)
        return
    logout(request)
    messages.info(
        request, _("You were signed out because nothing happened for a while. Nothing saved is lost.")
    )


def second_factor_missing(request: HttpRequest) -> HttpResponse | None:
    """Return the way to the second factor where staff needs one and this session has none."""
    mark_staff_seen(request)
    if not settings.STAFF_NEED_SECOND_FACTOR or has_second_factor(request):
        return None
    kinds = set(
        Authenticator.objects.filter(user=request.user, type__in=_FACTORS).values_list("type", flat=True)
    )
    if not kinds:
        messages.info(
            request, _("People who work on this site sign in with a second factor. Set yours up now.")
        )
        return redirect("mfa_index")
    proof = "mfa_reauthenticate" if Authenticator.Type.TOTP in kinds else "mfa_reauthenticate_webauthn"
    return redirect(f"{reverse(proof)}?{urlencode({'next': request.get_full_path()})}")


def has_second_factor(request: HttpRequest) -> bool:
    """Return whether this session has shown a second factor."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def staff_without_second_factor() -> int:
    """Count the accounts that hold a role and could not show a second factor. A number, never names."""
    holders = User.objects.filter(is_active=True).filter(Q(role_grants__isnull=False) | Q(is_superuser=True))
    protected = Authenticator.objects.filter(type__in=_FACTORS).values("user")
    return holders.exclude(pk__in=protected).distinct().count()
