"""Serves pictures, recordings and handouts: the folder they lie in has no address of its own."""

from pathlib import Path
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from media.queries import (
    handout_with,
    is_public,
    may_see,
    may_vanish,
    may_work_with,
    recording_with,
    rendition_named,
)
from media.ranges import RangeNotSatisfiable, asked_range

KEPT_BY_BROWSERS = "public, max-age=31536000, immutable"
KEPT_BY_NOBODY = "private, no-store"
# A browser keeps its copy, and asks each time whether it may still show it.
KEPT_IF_ASKED = "public, no-cache"
_PICTURE_TYPES = {".webp": "image/webp", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
_SOUND_TYPES = {".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".m4a": "audio/mp4"}
# Names are ours, so nothing but these is ever stored.
_HANDOUT_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
}


@require_safe
def picture(request: HttpRequest, name: str):
    """Send one rendition by its random file name; 404 for a private or unknown one alike.

    410 once consent was taken back: the page then shows the picture's words in its place.
    """
    rendition = rendition_named(name)
    if rendition is None or not is_public(rendition.image.collection) or rendition.image.waits_for_blur:
        raise Http404
    if rendition.image.is_withdrawn:
        return _gone()
    if not may_vanish(rendition.image):
        response = _sent(rendition.file, _PICTURE_TYPES)
        response["Cache-Control"] = KEPT_BY_BROWSERS
        return response
    return _asked_again(request, rendition.file, _PICTURE_TYPES)


@require_safe
def cms_picture(request: HttpRequest, name: str):
    """Send authors a rendition that may be on no page: not blurred yet, or withdrawn. 404 for others."""
    rendition = rendition_named(name)
    if rendition is None or not may_work_with(rendition.image, request.user):
        raise Http404
    response = _sent(rendition.file, _PICTURE_TYPES)
    response["Cache-Control"] = KEPT_BY_NOBODY
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


@require_safe
def recording(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Send a recording, or the part that a player asks for; 404 for an unknown, 410 for a withdrawn one."""
    found = recording_with(public_id)
    if found is None or not found.file.storage.exists(found.file.name):
        raise Http404
    if found.is_withdrawn:
        return _gone()
    return _asked_again(request, found.file, _SOUND_TYPES, sent=_part_or_whole)


@require_safe
def recording_captions(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send the captions of a recording; 404 for an unknown, 410 for a withdrawn one."""
    found = recording_with(public_id)
    if found is None:
        raise Http404
    if found.is_withdrawn:
        return _gone()
    return _guarded(HttpResponse(found.captions, content_type="text/vtt; charset=utf-8"), KEPT_IF_ASKED)


def _part_or_whole(request: HttpRequest, file, types: dict[str, str], etag: str) -> HttpResponseBase:
    """Return the part of a stored file that is asked for, else all of it."""
    asked = request.headers.get("Range", "")
    if request.headers.get("If-Range", etag) != etag:
        asked = ""
    try:
        part = asked_range(asked, file.size)
    except RangeNotSatisfiable:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{file.size}"
        return response
    response = _sent(file, types) if part is None else _part(file, types, *part)
    response["Accept-Ranges"] = "bytes"
    # Sound is dense already, and a part of it must not be packed.
    response["Content-Encoding"] = "identity"
    return response


def _part(file, types: dict[str, str], first: int, last: int) -> HttpResponse:
    with file.open("rb") as opened:
        opened.seek(first)
        part = opened.read(last - first + 1)
    response = HttpResponse(part, status=206, content_type=types[Path(file.name).suffix.lower()])
    response["Content-Range"] = f"bytes {first}-{last}/{file.size}"
    return _guarded(response, KEPT_IF_ASKED)


def _gone() -> HttpResponse:
    response = HttpResponse(status=410)
    response["Cache-Control"] = KEPT_BY_NOBODY
    return response


def _whole(request: HttpRequest, file, types: dict[str, str], etag: str) -> FileResponse:
    return _sent(file, types)


def _asked_again(request: HttpRequest, file, types: dict[str, str], sent=_whole) -> HttpResponseBase:
    """Send what may vanish one day: browsers keep it, and ask each time whether they still may."""
    etag = f'"{Path(file.name).stem}"'
    response = get_conditional_response(request, etag=etag) or sent(request, file, types, etag)
    response["ETag"] = etag
    response["Cache-Control"] = KEPT_IF_ASKED
    return response


def _sent(file, types: dict[str, str], filename: str = "") -> FileResponse:
    """Return a stored file as an answer that no browser runs or frames. Raises Http404 when it is gone."""
    kind = types.get(Path(file.name).suffix.lower())
    if kind is None or not file.storage.exists(file.name):
        raise Http404
    response = FileResponse(
        file.open("rb"), as_attachment=bool(filename), filename=filename, content_type=kind
    )
    return _guarded(response)


def _guarded(response, kept: str = ""):
    """Return an answer that no browser runs, frames or takes for something else."""
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    if kept:
        response["Cache-Control"] = kept
    return response
