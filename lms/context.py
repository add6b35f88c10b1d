"""What every template of the site knows."""

from django.conf import settings
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe
from django.utils.translation import get_language


def site(request) -> dict:
    """Return the site's name and first style, whether it is a demo, and the links of the language switch."""
    return {
        "LANGUAGE_CODE": get_language(),
        "site_name": settings.SITE_NAME,
        "critical_css": mark_safe(settings.CRITICAL_CSS),
        "is_demo": settings.DEMO,
        "language_links": SimpleLazyObject(lambda: language_links(request)),
    }


def language_links(request) -> list[tuple[str, str, str, bool]]:
    """Return (code, own name, address of this page in it, is current) for every language."""
    current = get_language()
    return [
        (code, name, translate_url(request.get_full_path(), code), code == current)
        for code, name in settings.LANGUAGES
    ]
