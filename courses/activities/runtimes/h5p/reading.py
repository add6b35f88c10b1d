"""Reads an uploaded package without unpacking it: what it is, what it needs, or why it is refused."""

import json
import stat
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import IO, Any

from courses.activities.runtimes.h5p.rules.entries import CONTENT, MANIFEST, Entry, checked_entries
from courses.activities.runtimes.h5p.rules.manifests import (
    LibraryManifest,
    LibraryName,
    Manifest,
    external_references,
    json_object,
    read_library,
    read_manifest,
)
from courses.activities.runtimes.h5p.rules.refusal import PackageRefused

CONTENT_JSON = f"{CONTENT}content.json"
# Read whole into memory, so far smaller than the largest file.
LARGEST_JSON = 16 * 2**20
_ENCRYPTED = 0x1
# What reading a damaged archive comes to.
DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError, RuntimeError, ValueError)


@dataclass(frozen=True)
class FoundLibrary:
    """A library inside a package: what it says of itself, and its files by their name in the library."""

    manifest: LibraryManifest
    files: dict[str, str]


@dataclass
class Inspected:
    """A package that passed every check, still packed. ``content`` maps names to those in the archive."""

    archive: zipfile.ZipFile
    manifest: Manifest | None = None
    content: dict[str, str] = field(default_factory=dict)
    references: list[str] = field(default_factory=list)
    libraries: dict[LibraryName, FoundLibrary] = field(default_factory=dict)


def inspect_package(file: IO[bytes], *, libraries_only: bool = False) -> Inspected:
    """Check a package. ``libraries_only`` looks at its libraries alone. Raises PackageRefused."""
    found = Inspected(_opened(file))
    files = [entry.name for entry in checked_entries(_entry(info) for info in found.archive.infolist())]
    for folder, names in _folders(files).items():
        if folder != CONTENT:
            library = _library(found.archive, folder, names)
            if library.manifest.name in found.libraries:
                raise PackageRefused("library twice", library=str(library.manifest.name))
            found.libraries[library.manifest.name] = library
    if not libraries_only:
        _read_content(found, files)
    return found


def _opened(file: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise PackageRefused("not a zip") from error


def _entry(info: zipfile.ZipInfo) -> Entry:
    # The library ends a name at a zero byte; what was written is what is judged.
    return Entry(
        name=info.orig_filename,
        size=info.file_size,
        packed=info.compress_size,
        method=info.compress_type,
        is_encrypted=bool(info.flag_bits & _ENCRYPTED),
        mode=stat.S_IFMT(info.external_attr >> 16),
    )


def _folders(files: list[str]) -> dict[str, list[str]]:
    """Return the files by their first folder; what lies beside h5p.json is nobody's and stays packed."""
    found: dict[str, list[str]] = {}
    for name in files:
        folder, slash, _rest = name.partition("/")
        if slash:
            found.setdefault(f"{folder}/", []).append(name)
    return found


def _library(archive: zipfile.ZipFile, folder: str, names: list[str]) -> FoundLibrary:
    if f"{folder}library.json" not in names:
        raise PackageRefused("no library.json", folder=folder.rstrip("/"))
    manifest = read_library(_read(archive, f"{folder}library.json"), folder.rstrip("/"))
    files = {name.removeprefix(folder): name for name in names}
    for path in (*manifest.scripts, *manifest.styles):
        if path not in files:
            raise PackageRefused("file missing", library=str(manifest.name), name=path[:120])
    for path, name in files.items():
        if path.startswith("language/") and path.endswith(".json"):
            json_object(_read(archive, name), name)
    return FoundLibrary(manifest, files)


def _read_content(found: Inspected, files: list[str]) -> None:
    for needed in (MANIFEST, CONTENT_JSON):
        if needed not in files:
            raise PackageRefused("no file", name=needed)
    found.manifest = read_manifest(_read(found.archive, MANIFEST))
    said = json_object(_read(found.archive, CONTENT_JSON), CONTENT_JSON)
    _refuse_unkeepable(said)
    found.references = external_references(said)
    found.content = {name.removeprefix(CONTENT): name for name in files if name.startswith(CONTENT)}


def _refuse_unkeepable(said: dict[str, Any]) -> None:
    """Refuse what no page could carry: a half letter, a number that is none."""
    try:
        json.dumps(said, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as error:
        raise PackageRefused("broken json", name=CONTENT_JSON) from error


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a small file, never more of it than was said. Raises PackageRefused."""
    try:
        with archive.open(name) as opened:
            raw = opened.read(LARGEST_JSON + 1)
    except DAMAGE as error:
        raise PackageRefused("damaged", name=name) from error
    if len(raw) > LARGEST_JSON:
        raise PackageRefused("large file", name=name, most=LARGEST_JSON)
    return raw
