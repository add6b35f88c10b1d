"""Pictures and recordings of a package: a list of each, and the files that it names."""

import hashlib
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lms.home.packages.lesson_text import PackageError
from lms.home.packages.yaml_files import canonical_yaml, read_yaml
from media.api import PicturePlan, RecordingPlan

# Kept in files of their own, so that a person can open them.
_APART = {"key", "data", "captions", "transcript"}
_PICTURE = [each.name for each in fields(PicturePlan) if each.name not in _APART]
_RECORDING = [each.name for each in fields(RecordingPlan) if each.name not in _APART]
EXTENSIONS = (".mp3", ".ogg", ".m4a")
# Everything else in a package is text.
BINARY = {".webp", ".h5p", *EXTENSIONS}


def read_pictures(folder: Path) -> list[PicturePlan]:
    """Return the pictures of a package. Raises PackageError, KeyError, TypeError, ValueError, OSError."""
    return [
        PicturePlan(key=key, data=_file(folder, key, ".webp"), **_said(row, _PICTURE))
        for key, row in _rows(folder / "media" / "pictures.yaml")
    ]


def read_recordings(folder: Path) -> list[RecordingPlan]:
    """Return the recordings of a package. Raises PackageError, KeyError, TypeError, ValueError, OSError."""
    return [_recording(folder, key, row) for key, row in _rows(folder / "media" / "recordings.yaml")]


def _recording(folder: Path, key: UUID, row: dict[str, Any]) -> RecordingPlan:
    if row.get("extension") not in EXTENSIONS:
        raise PackageError(_("media/recordings.yaml: “%(key)s” is none of MP3, Ogg and M4A.") % {"key": key})
    return RecordingPlan(
        key=key,
        data=_file(folder, key, row["extension"]),
        captions=_file(folder, key, ".vtt").decode(),
        transcript=_file(folder, key, ".txt").decode(),
        **_said(row, _RECORDING),
    )


def _rows(path: Path) -> Iterable[tuple[UUID, dict[str, Any]]]:
    """Give each row of a list with its id, which is a UUID in its plainest form and so never a path."""
    for row in read_yaml(path) if path.exists() else []:
        yield UUID(str(row["id"])), row


def _said(row: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: row[name] for name in names if name in row}


def _file(folder: Path, key: UUID, extension: str) -> bytes:
    path = folder / "media" / f"{key}{extension}"
    if not path.exists():
        raise PackageError(
            _("media/%(name)s is missing, and a list of the package names it. Export it again.")
            % {"name": path.name}
        )
    return path.read_bytes()


def media_items(
    pictures: Iterable[PicturePlan], recordings: Iterable[RecordingPlan]
) -> dict[str, dict[str, str]]:
    """Return what is said of pictures and recordings, by file and id; a hash stands for each file."""
    found: dict[str, dict[str, str]] = {
        "media/pictures.yaml": {str(plan.key): _row(plan, _PICTURE) for plan in pictures},
        "media/recordings.yaml": {str(plan.key): _row(plan, _RECORDING) for plan in recordings},
    }
    for plan in recordings:
        found[f"media/{plan.key}.vtt"] = {str(plan.key): plan.captions}
        found[f"media/{plan.key}.txt"] = {str(plan.key): plan.transcript}
    return {name: items for name, items in found.items() if items}


def _row(plan: PicturePlan | RecordingPlan, names: Iterable[str]) -> str:
    said = {name: getattr(plan, name) for name in names}
    row = {"id": str(plan.key), **{name: value for name, value in said.items() if value}}
    return canonical_yaml([row | {"sha256": hashlib.sha256(plan.data).hexdigest()}])


def media_bytes(pictures: Iterable[PicturePlan], recordings: Iterable[RecordingPlan]) -> dict[str, bytes]:
    """Return the files of pictures and sound by their path in the package."""
    found = {f"media/{plan.key}.webp": plan.data for plan in pictures}
    return found | {f"media/{plan.key}{plan.extension}": plan.data for plan in recordings}
