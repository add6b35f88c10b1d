"""The files that a player asks for: the player's own, those of libraries, those of a package."""

import mimetypes
from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from courses.activities.runtimes.h5p.core import core_file
from courses.activities.runtimes.h5p.store import LIBRARIES, PACKAGES, stored_file
from courses.activities.runtimes.h5p.tokens import content_package
from media.api import RangeNotSatisfiable, asked_range

# A library's address holds its version and a package is never changed.
_KEPT = "public, max-age=31536000, immutable"
_KEPT_A_WEEK = "private, max-age=604800, immutable"
_TYPES = {
    ".js": "text/javascript",
    ".json": "application/json",
    ".woff2": "font/woff2",
    ".vtt": "text/vtt",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".m4a": "audio/mp4",
}
_PIECE = 64 * 1024
_PLAYED = {".mp4", ".webm", ".ogg", ".oga", ".ogv", ".mp3", ".m4a", ".wav"}


@require_safe
def core(request: HttpRequest, path: str) -> HttpResponseBase:
    """Send a file of the player."""
    return _sent(request, core_file(path), _KEPT)


@require_safe
def library(request: HttpRequest, folder: str, path: str) -> HttpResponseBase:
    """Send a file of a library."""
    return _sent(request, stored_file(LIBRARIES, folder, path), _KEPT)


@require_safe
def content(request: HttpRequest, token: str, path: str) -> HttpResponseBase:
    """Send a file of a package to whoever was given its player this week or the last."""
    key = content_package(token)
    return _sent(request, key and stored_file(PACKAGES, str(key), path), _KEPT_A_WEEK)


def _sent(request: HttpRequest, file: Path | None, kept: str) -> HttpResponseBase:
    """Send a file to a document that has no origin, and to no page of this site. Raises Http404."""
    # Our pages trust scripts of this host: none of them may ever run the script of a package.
    if file is None or request.headers.get("Sec-Fetch-Site") in ("same-origin", "same-site"):
        raise Http404
    response = _part_or_whole(request, file)
    # It comes from no origin and without cookies: fonts and data need to be told that this is fine.
    response["Access-Control-Allow-Origin"] = "*"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = kept
    return response


def _part_or_whole(request: HttpRequest, file: Path) -> HttpResponseBase:
    if file.suffix.lower() not in _PLAYED:
        return _whole(file)
    size = file.stat().st_size
    try:
        part = asked_range(request.headers.get("Range", ""), size)
    except RangeNotSatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = (
        _part(file, size, *part) if part else FileResponse(file.open("rb"), content_type=_type_of(file))
    )
    response["Accept-Ranges"] = "bytes"
    # Sound and film are dense already, and a part of them must not be packed.
    response["Content-Encoding"] = "identity"
    return response


def _whole(file: Path) -> FileResponse:
    return FileResponse(file.open("rb"), content_type=_type_of(file))


def _part(file: Path, size: int, first: int, last: int) -> StreamingHttpResponse:
    pieces = _pieces(file, first, last - first + 1)
    response = StreamingHttpResponse(pieces, status=206, content_type=_type_of(file))
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = str(last - first + 1)
    return response


def _pieces(file: Path, first: int, length: int) -> Iterator[bytes]:
    """Give a part piece by piece: a film is asked for from its beginning to its end."""
    with file.open("rb") as opened:
        opened.seek(first)
        while piece := opened.read(min(_PIECE, length)):
            length -= len(piece)
            yield piece


def _type_of(file: Path) -> str:
    suffix = file.suffix.lower()
    return _TYPES.get(suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
