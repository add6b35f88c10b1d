"""How often a stranger may guess a name: enough for typing errors, too little for a list of names."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.utils.crypto import salted_hmac

PERIOD_SECONDS = 600
TRIES_OF_ONE_VISITOR = 10
TRIES_ON_ONE_CODE = 60


def may_guess(request, code: str) -> bool:
    """Count one guess at the holder of `code`; False when this visitor, or everybody, guessed too often."""
    # Only a keyed hash of the address is kept, and only for the period.
    visitor = salted_hmac("certificates.visitor", get_adapter().get_client_ip(request)).hexdigest()
    of_visitor = _counted(f"certificates:guesses:{code}:{visitor}")
    on_code = _counted(f"certificates:guesses:{code}")
    return of_visitor <= TRIES_OF_ONE_VISITOR and on_code <= TRIES_ON_ONE_CODE


def _counted(key: str) -> int:
    cache.add(key, 0, PERIOD_SECONDS)
    try:
        return cache.incr(key)
    except ValueError:  # It ran out between the two lines.
        cache.set(key, 1, PERIOD_SECONDS)
        return 1
