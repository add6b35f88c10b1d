"""Answers 304 before anything is rendered, when nothing a page shows has changed."""

import hashlib

from django.conf import settings
from django.contrib.messages import get_messages
from django.middleware.csrf import get_token
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language


def page_etag(request, *parts: object) -> str:
    """Return a weak ETag over ``parts``, reader, language, CSRF secret and the release of the templates."""
    # A page with forms holds the CSRF secret; made now, the first copy a browser keeps is already good.
    get_token(request)
    seed = (
        *parts,
        request.user.pk,
        get_language(),
        request.META.get("CSRF_COOKIE", ""),
        request.headers.get("HX-Request", ""),
        settings.RELEASE,
    )
    return f'W/"{hashlib.blake2b(repr(seed).encode(), digest_size=12).hexdigest()}"'


def has_messages(request) -> bool:
    """Return whether a message waits to be shown; such a page is never answered by 304."""
    return "messages" in request.COOKIES and bool(len(get_messages(request)))


def unchanged(request, etag: str):
    """Return a 304 when the browser's copy is current, else None."""
    if request.method not in ("GET", "HEAD") or has_messages(request):
        return None
    response = get_conditional_response(request, etag=etag)
    if response is None:
        return None
    # The browser has just sent the cookie it would be sent again.
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
    return tagged(response, etag)


def tagged(response, etag: str):
    """Let the browser keep a page for itself and ask each time whether it is current."""
    response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response
