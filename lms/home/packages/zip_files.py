"""Packs files into a zip whose bytes depend on nothing but the files."""

import io
from zipfile import ZIP_STORED, ZipFile, ZipInfo

# The earliest day a zip can name: when a file was written says nothing about what is in it.
_NO_DAY = (1980, 1, 1, 0, 0, 0)
_READABLE_FILE = 0o100644 << 16
_UNIX = 3


def zipped(files: dict[str, bytes]) -> bytes:
    """Return files by path as one zip. Nothing is compressed: compressors differ, and so would the bytes."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name in sorted(files):
            entry = ZipInfo(name, _NO_DAY)
            entry.external_attr, entry.create_system = _READABLE_FILE, _UNIX
            archive.writestr(entry, files[name])
    return buffer.getvalue()
