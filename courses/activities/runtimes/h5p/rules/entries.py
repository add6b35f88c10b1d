"""What may lie in the archive of a package: how much, under which names, of which kind.

The budgets are measured: official packages hold up to 1,694 files and 9.8 MB, packed 4.3 to 1.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from courses.activities.runtimes.h5p.rules.refusal import PackageRefused

MOST_FILES = 3_000
LARGEST_FILE = 100 * 2**20
LARGEST_PACKAGE = 300 * 2**20
# What unpacks to more than this, and to more than so many times its packed size, is made to fill disks.
RATIO_FROM = 2**20
HIGHEST_RATIO = 120
LONGEST_NAME = 240
DEEPEST_NAME = 20
STORED, DEFLATED = 0, 8

# H5P's own list without what a browser would run or read as a page.
CONTENT_EXTENSIONS = frozenset(
    re.findall(
        r"\w+",
        "json png jpg jpeg gif bmp tif tiff webp avif eot ttf woff woff2 otf webm mp4 ogg oga ogv mp3 m4a "
        "wav txt pdf rtf doc docx xls xlsx ppt pptx odt ods odp csv diff patch swf md textile vtt "
        "webvtt gltf glb",
    )
)
LIBRARY_EXTENSIONS = CONTENT_EXTENSIONS | {"js", "css", "svg", "xml"}
CONTENT = "content/"
MANIFEST = "h5p.json"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_DRIVE = re.compile(r"^[A-Za-z]:")


@dataclass(frozen=True)
class Entry:
    """One entry of an archive, as it says. ``mode`` is the Unix kind of file, 0 where none is said."""

    name: str
    size: int
    packed: int
    method: int = DEFLATED
    is_encrypted: bool = False
    mode: int = 0

    @property
    def is_folder(self) -> bool:
        """Whether it names a folder and holds nothing."""
        return self.name.endswith("/")


def checked_entries(entries: Iterable[Entry]) -> list[Entry]:
    """Return the files to unpack, without hidden ones and folders. Raises PackageRefused."""
    found = list(entries)
    if len(found) > MOST_FILES:
        raise PackageRefused("too many files", count=len(found), most=MOST_FILES)
    for entry in found:
        _refuse_name(entry.name)
        _refuse_kind(entry)
    files = [entry for entry in found if not entry.is_folder and not _is_hidden(entry.name)]
    _refuse_twice(files)
    _refuse_sizes(files)
    for entry in files:
        _refuse_extension(entry.name)
    return files


def _refuse_name(name: str) -> None:
    parts = name.rstrip("/").split("/")
    is_outside = name.startswith("/") or "\\" in name or _DRIVE.match(name) or ".." in parts
    if is_outside or not name or _CONTROL.search(name) or "" in parts or "." in parts:
        raise PackageRefused("bad name", name=_shown(name))
    if len(name) > LONGEST_NAME or len(parts) > DEEPEST_NAME:
        raise PackageRefused("long name", name=_shown(name))


def _shown(name: str) -> str:
    return _CONTROL.sub("?", name)[:80]


def _refuse_kind(entry: Entry) -> None:
    if entry.is_encrypted:
        raise PackageRefused("encrypted", name=_shown(entry.name))
    if entry.method not in (STORED, DEFLATED):
        raise PackageRefused("packed oddly", name=_shown(entry.name))
    is_plain = entry.mode in (0, 0o100000) or (entry.mode == 0o040000 and entry.is_folder)
    if not is_plain:
        raise PackageRefused("special file", name=_shown(entry.name))


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "_")) for part in name.split("/"))


def _refuse_twice(files: list[Entry]) -> None:
    """Refuse two names that some disk would take for one."""
    seen: set[str] = set()
    for entry in files:
        folded = unicodedata.normalize("NFKC", entry.name).casefold()
        if folded in seen:
            raise PackageRefused("same name twice", name=_shown(entry.name))
        seen.add(folded)


def _refuse_sizes(files: list[Entry]) -> None:
    for entry in files:
        if entry.size > LARGEST_FILE:
            raise PackageRefused("large file", name=_shown(entry.name), most=LARGEST_FILE)
        if entry.size > RATIO_FROM and entry.size > HIGHEST_RATIO * max(entry.packed, 1):
            raise PackageRefused("bomb", name=_shown(entry.name))
    if sum(entry.size for entry in files) > LARGEST_PACKAGE:
        raise PackageRefused("large package", most=LARGEST_PACKAGE)


def _refuse_extension(name: str) -> None:
    if name == MANIFEST:
        return
    allowed = CONTENT_EXTENSIONS if name.startswith(CONTENT) else LIBRARY_EXTENSIONS
    base = name.rsplit("/", 1)[-1]
    extension = base.rsplit(".", 1)[-1].lower() if "." in base else ""
    # Licences come without an extension, and only beside code.
    if not extension and not name.startswith(CONTENT) and base.upper() in ("LICENSE", "LICENCE", "README"):
        return
    if extension not in allowed:
        raise PackageRefused("kind of file", name=_shown(name))
