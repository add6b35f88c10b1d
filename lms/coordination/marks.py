"""Fingerprints of addresses: they know an address again and give none away."""

from django.utils.crypto import salted_hmac


def mark_of(address: str, *, purpose: str) -> str:
    """Return a keyed fingerprint. ``purpose`` parts them: who holds two of them cannot join them."""
    return salted_hmac(f"lms.coordination/{purpose}", address.strip().lower(), algorithm="sha256").hexdigest()
