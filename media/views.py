"""Serves pictures and handouts: the folder they lie in has no address of its own."""

from pathlib import Path
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from media.queries import handout_with, is_public, may_see, rendition_named

KEPT_BY_BROWSERS = "public, max-age=31536000, immutable"
KEPT_BY_NOBODY = "private, no-store"
_PICTURE_TYPES = {".webp": "image/webp", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
# Names are ours, so nothing but these is ever stored.
_HANDOUT_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
}


@require_safe
def picture(request: HttpRequest, name: str):
    """Send one rendition by its random file name; 404 for a private or unknown one alike."""
    rendition = rendition_named(name)
    if rendition is None or not is_public(rendition.image.collection):
        raise Http404
    response = _sent(rendition.file, _PICTURE_TYPES)
    response["Cache-Control"] = KEPT_BY_BROWSERS
    return response


@require_safe
def handout(request: HttpRequest, public_id: UUID):
    """Send a handout as an attachment; 404 for a private or unknown one alike."""
    found = handout_with(public_id)
    if found is None or not may_see(found.collection, request):
        raise Http404
    response = _sent(found.file, _HANDOUT_TYPES, filename=found.filename)
    response["Cache-Control"] = KEPT_BY_NOBODY
    return response


def _sent(file, types: dict[str, str], filename: str = "") -> FileResponse:
    """Return a stored file as an answer that no browser runs or frames. Raises Http404 when it is gone."""
    kind = types.get(Path(file.name).suffix.lower())
    if kind is None or not file.storage.exists(file.name):
        raise Http404
    response = FileResponse(
        file.open("rb"), as_attachment=bool(filename), filename=filename, content_type=kind
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
