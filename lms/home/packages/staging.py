"""Uploaded packages wait in a folder of their own until somebody decides; an hour later they are gone."""

import secrets
import shutil
import time
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from lms.home.packages.lesson_text import PackageError
from lms.home.packages.opening import MOST_BYTES

KEPT_SECONDS = 60 * 60


def stage(upload: UploadedFile) -> str:
    """Keep an upload and return the token that it is found by. Raises PackageError for what is too large."""
    if (upload.size or 0) > MOST_BYTES:
        raise PackageError(
            _("The file has %(size)d MB; %(most)d are the most. A package of one course is far smaller.")
            % {"size": (upload.size or 0) // 1024**2, "most": MOST_BYTES // 1024**2}
        )
    token = secrets.token_hex(16)
    path = _path(token)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as kept:
        for chunk in upload.chunks():
            kept.write(chunk)
    return token


def staged(token: str) -> Path | None:
    """Return an upload that still waits; None for one that is gone or waited too long."""
    path = _path(token)
    if not path.exists() or _is_old(path):
        forget(token)
        return None
    return path


def forget(token: str) -> None:
    """Delete an upload; one that is gone already is no fault."""
    _path(token).unlink(missing_ok=True)


def forget_expired() -> int:
    """Delete what waited too long, and what a process that died left behind; returns how much that was."""
    count = 0
    for path in _folder().glob("*") if _folder().exists() else ():
        if not _is_old(path):
            continue
        count += 1
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return count


def _folder() -> Path:
    return settings.VAR_DIR / "staging"


def _path(token: str) -> Path:
    # Whatever a session holds, it never becomes a path of its own.
    name = "".join(letter for letter in token if letter in "0123456789abcdef")
    return _folder() / f"upload-{name}.zip"


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > KEPT_SECONDS
    except FileNotFoundError:
        return False
