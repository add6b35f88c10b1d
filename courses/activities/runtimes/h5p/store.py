"""The private folder of packages and libraries: unpacked into staging, moved into place when whole."""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.utils._os import safe_join

from courses.activities.runtimes.h5p.reading import DAMAGE
from courses.activities.runtimes.h5p.rules.entries import LARGEST_FILE, LARGEST_PACKAGE
from courses.activities.runtimes.h5p.rules.refusal import PackageRefused

_PIECE = 64 * 1024
LIBRARIES, PACKAGES, STAGING = "libraries", "packages", "staging"


def folder_of(kind: str, name: str = "") -> Path:
    """Return a folder of the store; no address leads to it."""
    return Path(settings.MEDIA_ROOT) / "h5p" / kind / name


def stored_file(kind: str, name: str, path: str) -> Path | None:
    """Return a stored file, or None: where there is none, and for every path that leads out of its folder."""
    try:
        found = Path(safe_join(folder_of(kind, name), path))
        inside = found.resolve().is_relative_to(folder_of(kind).resolve())
        return found if inside and found.is_file() else None
    except (SuspiciousFileOperation, ValueError, OSError):
        return None


@dataclass(frozen=True)
class Unpacked:
    """A folder in staging, the hash of each of its files, and how many bytes they are."""

    folder: Path
    hashes: dict[str, str]
    size: int


class Staging:
    """A folder of one upload, which counts what is unpacked into it and stops at the limits."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.unpacked = 0

    def unpack(self, archive: zipfile.ZipFile, files: dict[str, str], name: str) -> "Unpacked":
        """Unpack ``files`` into a folder of this name. Raises PackageRefused."""
        before, into = self.unpacked, self.folder / name
        hashes = {path: self._one(archive, packed, into, path) for path, packed in sorted(files.items())}
        return Unpacked(into, hashes, self.unpacked - before)

    def _one(self, archive: zipfile.ZipFile, packed: str, into: Path, path: str) -> str:
        target = Path(safe_join(into, path))
        target.parent.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        with open(target, "xb") as file:
            for piece in pieces(archive, packed):
                size += len(piece)
                self._count(len(piece), size, packed)
                digest.update(piece)
                file.write(piece)
        return digest.hexdigest()

    def _count(self, more: int, size: int, packed: str) -> None:
        """Stop at the limits: what an archive says of its sizes is not believed."""
        self.unpacked += more
        if size > LARGEST_FILE:
            raise PackageRefused("large file", name=packed, most=LARGEST_FILE)
        if self.unpacked > LARGEST_PACKAGE:
            raise PackageRefused("large package", most=LARGEST_PACKAGE)


def pieces(archive: zipfile.ZipFile, packed: str) -> Iterator[bytes]:
    """Give one file of an archive piece by piece. Raises PackageRefused where it is damaged."""
    try:
        with archive.open(packed) as source:
            while piece := source.read(_PIECE):
                yield piece
    except DAMAGE as error:
        raise PackageRefused("damaged", name=packed) from error


def hashes_in(archive: zipfile.ZipFile, files: dict[str, str]) -> dict[str, str]:
    """Return the hashes of files that stay packed, by their path."""
    found = {}
    for path, packed in files.items():
        digest = hashlib.sha256()
        for piece in pieces(archive, packed):
            digest.update(piece)
        found[path] = digest.hexdigest()
    return found


@contextmanager
def staging() -> Iterator[Staging]:
    """Give an upload a folder; whatever was not moved out of it is gone afterwards."""
    folder = folder_of(STAGING, uuid4().hex)
    folder.mkdir(parents=True)
    try:
        yield Staging(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def move_into_place(unpacked: Path, kind: str, name: str) -> None:
    """Make an unpacked folder the stored one, in one step; leftovers of a broken upload make way."""
    target = folder_of(kind, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        shutil.rmtree(target)
    os.rename(unpacked, target)


def remove(kind: str, name: str) -> None:
    """Delete a stored folder; one that is gone already is no fault."""
    shutil.rmtree(folder_of(kind, name), ignore_errors=True)


def folders(kind: str, before: datetime) -> list[str]:
    """Return the names of what lies in the store since before a moment."""
    place = folder_of(kind)
    if not place.is_dir():
        return []
    return sorted(each.name for each in place.iterdir() if each.stat().st_mtime < before.timestamp())


def digest_of(hashes: dict[str, str]) -> str:
    """Return one hash over the hashes of files, by path."""
    lines = "".join(f"{path}\0{digest}\n" for path, digest in sorted(hashes.items()))
    return hashlib.sha256(lines.encode()).hexdigest()
