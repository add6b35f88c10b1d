"""Serves pictures: the folder they lie in has no address of its own."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from media.queries import visible_rendition

KEPT_BY_BROWSERS = "public, max-age=31536000, immutable"


@require_safe
def picture(request, name: str):
    """Send one rendition by its random file name; 404 for a private or unknown one alike."""
    rendition = visible_rendition(name)
    if rendition is None or not default_storage.exists(rendition.file.name):
        raise Http404
    response = FileResponse(rendition.file.open("rb"))
    response["Cache-Control"] = KEPT_BY_BROWSERS
    response["Content-Security-Policy"] = "default-src 'none'"
    return response
