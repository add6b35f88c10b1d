"""Where a course's pages stand: under /courses/, with the language's prefix."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page, Site


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
