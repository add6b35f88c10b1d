"""What every template of the site knows."""

from django.conf import settings
from django.middleware.csrf import get_token
from django.utils.functional import SimpleLazyObject
from django.utils.http import escape_leading_slashes
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from lms.home.errands import GUISES, current_guise


def site(request) -> dict:
    """Return the site's name and first style, whether it is a demo, and the links of the language switch."""
    return {
        "LANGUAGE_CODE": get_language(),
        "site_name": settings.SITE_NAME,
        "critical_css": mark_safe(settings.CRITICAL_CSS),
        "is_demo": settings.DEMO,
        "is_coverage_public": settings.PUBLIC_COVERAGE,
        "demo_guises": GUISES,
        "demo_guise": SimpleLazyObject(lambda: current_guise(request)),
        "language_links": SimpleLazyObject(lambda: language_links(request)),
        "csrf_token": SimpleLazyObject(lambda: one_token(request)),
        "frame_seed": SimpleLazyObject(lambda: frame_seed(request)),
    }


def one_token(request) -> str:
    """Return the token of a page's forms, masked once a request: a lesson is rendered in several parts."""
    if not hasattr(request, "masked_token"):
        request.masked_token = get_token(request)
    return request.masked_token


def frame_seed(request) -> str:
    """Return all that a page's header depends on, besides the language: it is kept in memory by this."""
    guise = current_guise(request) if settings.DEMO else None
    # What is refused before anybody is asked who they are, another host for one, has no user.
    is_signed_in = hasattr(request, "user") and request.user.is_authenticated
    return repr((settings.DEMO, guise and guise.role, is_signed_in, request.path))


def language_links(request) -> list[tuple[str, str, str, bool]]:
    """Return (code, own name, address of this page in it, is current) for every language."""
    current = get_language()
    path = without_language(request.get_full_path())
    return [(code, name, in_language(path, code), code == current) for code, name in settings.LANGUAGES]


def without_language(path: str) -> str:
    """Return an address of this site without the prefix of its language."""
    first, slash, rest = path[1:].partition("/")
    # Two slashes at the beginning would lead to another site: /ru//elsewhere.example/ must not.
    return escape_leading_slashes(f"/{rest}") if slash and first in dict(settings.LANGUAGES) else path


def in_language(path: str, code: str) -> str:
    """Return an address without prefix as it stands in a language; the default language has none.

    Only the prefix differs between languages, so nothing is resolved and reversed for it: that took
    a tenth of a page's time.
    """
    return path if code == settings.LANGUAGE_CODE else f"/{code}{path}"
