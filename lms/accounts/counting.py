"""Counts what visitors do where too often would harm; of an address only a keyed hash is kept."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def visitor_mark(request: HttpRequest, salt: str) -> str:
    """Return what tells one visitor from another for one purpose and says nothing else of them."""
    return salted_hmac(salt, get_adapter().get_client_ip(request)).hexdigest()


def counted(key: str, *, seconds: int) -> int:
    """Count one more under ``key`` and return how many there were within about ``seconds``."""
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # It ran out between the two lines.
        cache.set(key, 1, seconds)
        return 1
