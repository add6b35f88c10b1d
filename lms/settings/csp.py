"""The two content security policies: a strict one for the site, a wider one for the CMS."""

import hashlib
from base64 import b64encode
from pathlib import Path

from csp.constants import NONE, SELF

# The first screen's style travels inside the page: on a slow line a second journey costs half a second.
# It is allowed by its hash, for a nonce would differ between a page and the 304 that confirms it.
CRITICAL_CSS = (Path(__file__).resolve().parent.parent / "static" / "css" / "critical.css").read_text("utf-8")
# A saved lesson carries its whole style with it.
SAVED_CSS = (Path(__file__).resolve().parent.parent / "static" / "css" / "saved.css").read_text("utf-8")
_CRITICAL_HASH = b64encode(hashlib.sha256(CRITICAL_CSS.encode()).digest()).decode()

_STRICT = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF, f"'sha256-{_CRITICAL_HASH}'"],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "media-src": [SELF],
    "manifest-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
    "object-src": [NONE],
}

SITE_POLICY = {"DIRECTIVES": _STRICT}

# Wagtail's editor still writes inline styles and starts its date pickers inline; a nonce would
# cancel 'unsafe-inline', so there is none. Its preview frames our own pages.
CMS_POLICY = {
    **_STRICT,
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "frame-ancestors": [SELF],
}

# A draft in the editor's frame: as strict as the learner's page, and no form in it goes anywhere.
PREVIEW_POLICY = {**_STRICT, "frame-ancestors": [SELF], "form-action": [NONE]}
