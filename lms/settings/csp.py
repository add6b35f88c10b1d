"""The two content security policies: a strict one for the site, a wider one for the CMS."""

from csp.constants import NONE, SELF

_STRICT = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "media-src": [SELF],
    "manifest-src": [SELF],
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
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}

# A draft in the editor's frame: as strict as the learner's page, and no form in it goes anywhere.
PREVIEW_POLICY = {**_STRICT, "frame-ancestors": [SELF], "form-action": [NONE]}
