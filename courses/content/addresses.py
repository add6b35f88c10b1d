"""Where a course's pages stand: under /courses/, with the language's prefix."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page, Site

# Every address below a lesson's own; a test looks for those that are left out.
LESSON_ROUTES = ("lesson", "lesson_save", "lesson_read", "answer", "block_frame", "block_handler", "h5p_play")
_ANY_ACTIVITY = UUID(int=1)
# What stands in an address behind the lesson's slug.
_BEHIND: dict[str, list[object]] = {
    "answer": [_ANY_ACTIVITY],
    "block_frame": [_ANY_ACTIVITY],
    "h5p_play": [_ANY_ACTIVITY],
    "block_handler": [_ANY_ACTIVITY, "root", "play", ""],
}


def course_path(slugs: list[str], language: str) -> str:
    """Return the path of a course (one slug) or of a lesson (course and lesson slug) in ``language``."""
    with override(language):
        if len(slugs) == 1:
            return reverse("course", args=slugs)
        return reverse("lesson", args=slugs)


def url_parts(page: Page, request, slugs: list[str]) -> tuple[int, str, str] | None:
    """Return Wagtail's (site id, root URL, path) for a page of a course; None without a site."""
    return parts_at(request, lambda: course_path(slugs, page.locale.language_code))


def parts_at(request, path: Callable[[], str]) -> tuple[int, str, str] | None:
    """Return Wagtail's (site id, root URL, path) for a page that stands at ``path``; None without a site."""
    site = Site.find_for_request(request) if request else Site.objects.filter(is_default_site=True).first()
    if site is None:
        return None
    return site.id, site.root_url, path()


def led_into(language: str, html: str, written_in: str) -> str:
    """Let links of a compiled text to figures and terms lead into the reader's ``language``."""
    for name in ("figures", "glossary") if language != written_in else ():
        with override(written_in):
            compiled = reverse(name)
        with override(language):
            html = html.replace(f'href="{compiled}', f'href="{reverse(name)}')
    return html


def is_lesson_slug_taken(slug: str) -> bool:
    """Return whether a lesson with this slug would stand behind a fixed page of its course, such as "ask".

    Asked of the addresses of the site themselves, so that a new page of courses is known at once.
    """
    with override(settings.LANGUAGE_CODE):
        return any(_leads_elsewhere(name, slug) for name in LESSON_ROUTES)


def _leads_elsewhere(name: str, slug: str) -> bool:
    try:
        return resolve(reverse(name, args=["course", slug, *_BEHIND.get(name, [])])).view_name != name
    except NoReverseMatch:
        # No slug at all; the field says so itself.
        return False


def refuse_taken(slug: str) -> None:
    """Raise ValidationError for the slug of a lesson that nobody could open."""
    if is_lesson_slug_taken(slug):
        told = _("“%(slug)s” is the address of another page of every course. Choose another one.")
        raise ValidationError({"slug": told % {"slug": slug}})
