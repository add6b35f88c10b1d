"""Fragments as HTML: scripts and styles once on a page, nothing from elsewhere, inline ones by their hash."""

import hashlib
from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from web_fragments.fragment import Fragment

JQUERY = "jquery/jquery.min.js"
RUNTIME = "js/blocks.js"
_SCRIPTS = ("application/javascript", "text/javascript")


def trusted_html(html: str) -> SafeString:
    """Return what a block of the catalogue has drawn; it escapes what it was given itself."""
    return mark_safe(html)


@dataclass
class Sheet:
    """What one page has printed already, and the hashes by which its policy lets inline parts through."""

    printed: set[Any] = field(default_factory=set)
    hashes: dict[str, list[str]] = field(default_factory=dict)

    def print(self, fragment: Fragment, *, needs_jquery: bool) -> str:
        """Return a fragment with everything it needs that this page does not hold yet."""
        resources = [each for each in fragment.resources if self._is_new(each)]
        # An inline script runs where it stands, so what it builds on must have run before.
        waits = not any(each.kind == "text" and each.mimetype in _SCRIPTS for each in resources)
        parts = [self._library(JQUERY, waits)] if needs_jquery else []
        parts += [self._library(RUNTIME, waits), *(self._resource(each, waits) for each in resources)]
        return trusted_html("".join([fragment.body_html(), *parts]))

    def _is_new(self, thing: Any) -> bool:
        is_new = thing not in self.printed
        self.printed.add(thing)
        return is_new

    def _library(self, name: str, waits: bool) -> str:
        return _script(static(name), waits) if self._is_new(name) else ""

    def _resource(self, resource: Any, waits: bool) -> str:
        if resource.kind == "url":
            return _linked(resource, waits)
        if resource.mimetype in _SCRIPTS:
            return self._inline("script", "script-src", resource.data)
        if resource.mimetype == "text/css":
            return self._inline("style", "style-src", resource.data)
        return trusted_html(resource.data) if resource.mimetype == "text/html" else ""

    def _inline(self, tag: str, directive: str, text: str) -> str:
        digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
        self.hashes.setdefault(directive, []).append(f"'sha256-{digest}'")
        return trusted_html(f"<{tag}>{text}</{tag}>")


def _script(address: str, waits: bool) -> str:
    return format_html('<script src="{}"{}></script>', address, trusted_html(" defer") if waits else "")


def _linked(resource: Any, waits: bool) -> str:
    """Return a file as the page asks for it; a file of another site is left out."""
    if not resource.data.startswith("/") or resource.data.startswith("//"):
        return ""
    if resource.mimetype in _SCRIPTS:
        return _script(resource.data, waits)
    return format_html('<link rel="stylesheet" href="{}">', resource.data)
