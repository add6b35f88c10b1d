"""The words of the trade, each with its meaning here and in six languages."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses.conditional import page_etag, tagged, unchanged
from courses.content.queries import published_version
from courses.glossary.queries import glossary_of


@require_safe
def glossary(request):
    """Show every published term on one page; lessons lead to each by its code."""
    version = published_version()
    etag = page_etag(request, "glossary", version)
    not_modified = unchanged(request, etag)
    if not_modified:
        return not_modified
    context = {"terms": glossary_of(version, get_language())}
    return tagged(render(request, "courses/glossary.html", context), etag)
