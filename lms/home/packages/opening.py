"""Opens a package from elsewhere into a folder of its own; what looks hostile is refused whole."""

import hashlib
import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.conf import settings
from django.utils.translation import gettext as _

from lms.home.packages.h5p_files import LARGEST_H5P
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.media_files import BINARY, EXTENSIONS
from lms.home.packages.package_files import COURSE_FILE, FORMAT, LIBRARY_FILE, MANIFEST
from lms.home.packages.yaml_files import read_yaml

MOST_FILES = 5_000
MOST_BYTES = 100 * 1024 * 1024
MOST_BYTES_OF_A_FILE = 5 * 1024 * 1024
# Text shrinks to a tenth; what shrinks to less than a hundredth is made to burst.
MOST_GROWTH = 100
_ID, _LANGUAGE = r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", r"[a-z]{2}"
# Sound may have 10 MB, a picture 2; both are looked at again where they are stored.
_MOST_BYTES_OF_A_KIND = {".webp": 2 * 1024 * 1024, ".h5p": LARGEST_H5P} | dict.fromkeys(
    EXTENSIONS, 10 * 1024 * 1024
)
_UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_KNOWN = re.compile(
    rf"{MANIFEST}|course(\.{_LANGUAGE})?\.yaml|library\.yaml|(lessons|studies)/{_ID}\.{_LANGUAGE}\.md"
    rf"|(questions|cases|worksheets|wordings|exercises|discussions|h5p)/{_ID}(\.{_LANGUAGE})?\.yaml"
    rf"|evidence/sources\.yaml|(evidence/(facts|conflicts)|glossary/terms)(\.{_LANGUAGE})?\.yaml"
    rf"|media/(pictures|recordings|packages)\.yaml|media/{_UUID}\.(webp|mp3|ogg|m4a|vtt|txt|h5p)"
)
# Devices of one system, and dots at the end, are other files there than here.
_NOT_EVERYWHERE = re.compile(r"(?i)(^|/)(con|prn|aux|nul|com\d|lpt\d)(\.|/|$)|[. ](/|$)")


@contextmanager
def opened(package: Path) -> Iterator[Path]:
    """Yield a folder with the checked files of a zip, gone afterwards. Raises PackageError.

    Nothing in it was interpreted yet; names, sizes and hashes are what the manifest says.
    """
    staging = settings.VAR_DIR / "staging"
    staging.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=staging, prefix="package-") as folder:
        _unpack(package, Path(folder))
        _require_manifest(Path(folder))
        yield Path(folder)


def _unpack(package: Path, folder: Path) -> None:
    try:
        with ZipFile(package) as archive:
            entries = [entry for entry in archive.infolist() if not _is_folder(entry)]
            _require_modest(archive.infolist(), package.stat().st_size)
            _require_distinct(entries)
            for entry in entries:
                _require_plain(entry)
                _write(archive, entry, folder)
    except (BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError, ValueError) as error:
        if isinstance(error, PackageError):
            raise
        raise PackageError(
            _("This file cannot be read as a zip. Ask for it again: %(error)s") % {"error": error}
        ) from error


def _is_folder(entry: ZipInfo) -> bool:
    """Return whether an entry is one of the folders that other programs write beside the files in them."""
    is_ours = entry.orig_filename in {f"{kind}/" for kind in _FOLDERS}
    return is_ours and entry.file_size == 0 and not stat.S_ISLNK(entry.external_attr >> 16)


_FOLDERS = (
    *("lessons", "questions", "cases", "worksheets", "wordings", "exercises", "discussions", "studies"),
    *("h5p", "evidence", "glossary", "media"),
)


def _require_modest(entries: list[ZipInfo], size: int) -> None:
    """Refuse more than a course can be, before anything is unpacked. Raises PackageError."""
    whole = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_FILES:
        raise PackageError(
            _("Files in the package: %(count)d. At most %(most)d are opened; no course has so many.")
            % {"count": len(entries), "most": MOST_FILES}
        )
    if whole > MOST_BYTES or whole > max(size, 1024) * MOST_GROWTH:
        raise PackageError(
            _(
                "Unpacked, the package would be %(size)d MB. It is not opened: at most %(most)d MB are, "
                "and no more than %(growth)d times the size of the zip."
            )
            % {"size": whole // 1024**2, "most": MOST_BYTES // 1024**2, "growth": MOST_GROWTH}
        )


def _require_distinct(entries: list[ZipInfo]) -> None:
    """Refuse names that are one file on some systems. Raises PackageError."""
    seen: dict[str, str] = {}
    for entry in entries:
        name = entry.orig_filename.casefold()
        if name in seen:
            raise PackageError(
                _("%(name)s and %(other)s are the same file on some systems. Leave one of them.")
                % {"name": _shown(entry), "other": seen[name]}
            )
        seen[name] = _shown(entry)


def _shown(entry: ZipInfo) -> str:
    """Return a name as a sentence may print it: no control characters, not endless."""
    return "".join(letter if letter.isprintable() else "?" for letter in entry.orig_filename)[:120]


def _require_plain(entry: ZipInfo) -> None:
    """Refuse everything but a plain file with a known name. Raises PackageError."""
    name, mode = entry.orig_filename, entry.external_attr >> 16
    if name.startswith("/") or ".." in name.split("/") or "\\" in name or ":" in name:
        reason = _("%(name)s points out of the package. Make the package anew with the export of this site.")
    elif stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        reason = _("%(name)s is no plain file but a link or a device. Put the file itself there.")
    elif entry.flag_bits & 0x1:
        reason = _("%(name)s is locked with a password. Pack it without one.")
    elif _NOT_EVERYWHERE.search(name) or not _KNOWN.fullmatch(name):
        reason = _("%(name)s is no file of a package. Take it out of the zip.")
    elif entry.file_size > (most := _MOST_BYTES_OF_A_KIND.get(Path(name).suffix, MOST_BYTES_OF_A_FILE)):
        reason = _("%(name)s is larger than %(most)d MB, the most that such a file may have.")
        reason %= {"name": _shown(entry), "most": most // 1024**2}
        raise PackageError(reason)
    else:
        return
    raise PackageError(reason % {"name": _shown(entry)})


def _write(archive: ZipFile, entry: ZipInfo, folder: Path) -> None:
    """Unpack one file and never more of it than it said it was. Raises PackageError."""
    with archive.open(entry) as packed:
        data = packed.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise PackageError(
            _("%(name)s is larger than the zip says. It is not opened.") % {"name": _shown(entry)}
        )
    path = folder / entry.orig_filename
    if path.suffix not in BINARY:
        _require_text(data, entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _require_text(data: bytes, entry: ZipInfo) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PackageError(
            _("%(name)s is not written in UTF-8. Save it as UTF-8 and pack it again.")
            % {"name": _shown(entry)}
        ) from error


def _require_manifest(folder: Path) -> None:
    """Refuse a package that is not what its manifest says. Raises PackageError."""
    kinds = [name for name in (COURSE_FILE, LIBRARY_FILE) if (folder / name).exists()]
    if not (folder / MANIFEST).exists() or len(kinds) != 1:
        raise PackageError(
            _(
                "At the top of the zip lie manifest.yaml and one of course.yaml and library.yaml; here they "
                "do not. Export it again, and do not pack its folder into another."
            )
        )
    manifest = read_yaml(folder / MANIFEST)
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise PackageError(_("manifest.yaml lists no files. Export the course again."))
    if manifest.get("format") != FORMAT:
        raise PackageError(
            _("The package is of format %(format)s; this site reads format %(ours)d. Update the older site.")
            % {"format": str(manifest.get("format"))[:20], "ours": FORMAT}
        )
    _require_hashes(folder, manifest["files"])


def _require_hashes(folder: Path, said: dict) -> None:
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    found.pop(MANIFEST)
    for name in sorted(map(str, found.keys() ^ said.keys())):
        raise PackageError(
            _("%(name)s is in the zip or in manifest.yaml, but not in both. Export the course again.")
            % {"name": name[:120]}
        )
    for name, path in sorted(found.items()):
        if hashlib.sha256(path.read_bytes()).hexdigest() != said[name]:
            raise PackageError(
                _("%(name)s is not the file that was exported: its hash differs. Export the course again.")
                % {"name": name}
            )
