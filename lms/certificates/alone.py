"""The page that checks certificates by itself: one file with its keys, style and script inside."""

import base64
import hashlib
import json
from datetime import date
from functools import cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from lms.certificates import wording
from lms.certificates.signing import KeyPeriod, KeyRing, periods

_STATIC = settings.BASE_DIR / "lms" / "static"


@cache
def script() -> str:
    """The page's only script."""
    return (_STATIC / "js" / "check_alone.js").read_text("utf-8")


@cache
def style() -> str:
    """The page's only style: that of saved lessons, and what answers need."""
    return settings.SAVED_CSS + (_STATIC / "css" / "check_alone.css").read_text("utf-8")


def policy() -> dict[str, list[str]]:
    """What a browser must allow the page: its script and its style, known by their hashes."""
    return {"script-src": [_hash_of(script())], "style-src": [_hash_of(style())]}


def page(ring: KeyRing) -> str:
    """The whole file in the active language. It holds public keys, and nothing about whoever saves it."""
    context = {
        "script": script(),
        "style": style(),
        "policy": "; ".join(
            ["default-src 'none'", *(f"{name} {' '.join(allowed)}" for name, allowed in policy().items())]
        ),
        "keys": json.dumps([_for_script(period) for period in periods(ring)]),
        # The page's script puts year and day into these.
        "days": json.dumps([wording.day(date(2222, month, 11)) for month in range(1, 13)]),
        "periods": told(ring),
        "is_demo": settings.DEMO,
        "site_name": settings.SITE_NAME,
        "site_address": settings.SITE_ADDRESS,
        "today": timezone.localdate(),
    }
    return render_to_string("certificates/check_alone.html", context)


def told(ring: KeyRing) -> list[dict]:
    """The keys as people read of them: fingerprint, and the days between which each signed."""
    return [
        {
            "kid": period.key.kid,
            "fingerprint": period.key.fingerprint,
            "since": date.fromisoformat(period.since),
            "until": date.fromisoformat(period.until) if period.until else None,
        }
        for period in periods(ring)
    ]


def _for_script(period: KeyPeriod) -> dict[str, str]:
    key = period.key
    return {"name": key.name, "public": key.as_jwk()["x"], "fingerprint": key.fingerprint}


def _hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
