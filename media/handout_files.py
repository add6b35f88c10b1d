"""What a handout's file may be: known kinds only, no macros, no scripts, no names of authors."""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

MAX_ENTRIES = 2_000
MAX_UNPACKED_BYTES = 60_000_000
_PDF_ACTIONS = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFile|OpenAction\s*<<[^>]*/S\s*/(JavaScript|Launch))\b"
)
_MACROS = re.compile(
    r"(vbaProject|macrosheets?/|^Basic/|^Scripts/|activeX/|\.bin$|\.exe$|\.js$)", re.IGNORECASE
)
# Parts of office files that name authors, companies, templates and times.
_AUTHOR_PARTS = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
    "meta.xml": b'<?xml version="1.0" encoding="UTF-8"?>'
    b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'office:version="1.3">'
    b"<office:meta/></office:document-meta>",
}
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


class HandoutRefused(ValueError):
    """The file may not be handed out. ``reason`` is one of the REASONS."""

    REASONS = ("wrong_kind", "active_content", "damaged", "too_large")

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def clean_handout(upload: bytes, extension: str) -> bytes:
    """Return the bytes to store for an upload with this extension ("pdf", "docx", "odt").

    The content must be what the extension says, without macros or scripts. Office files lose the
    parts that name their authors; a PDF is stored as it is. Raises HandoutRefused.
    """
    if extension == "pdf":
        return _checked_pdf(upload)
    if extension in ("docx", "odt"):
        return _cleaned_office_file(upload, extension)
    raise HandoutRefused("wrong_kind")


def _checked_pdf(upload: bytes) -> bytes:
    if not upload.startswith(b"%PDF-"):
        raise HandoutRefused("wrong_kind")
    if _PDF_ACTIONS.search(upload):
        raise HandoutRefused("active_content")
    return upload


def _cleaned_office_file(upload: bytes, extension: str) -> bytes:
    try:
        with ZipFile(BytesIO(upload)) as archive:
            entries = archive.infolist()
            _refuse_unsafe(entries)
            _refuse_other_kinds(archive, extension)
            return _without_authors(archive, entries)
    except (BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise HandoutRefused("wrong_kind" if not upload.startswith(b"PK") else "damaged") from error


def _refuse_unsafe(entries: list[ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise HandoutRefused("too_large")
    if any(_MACROS.search(entry.filename) for entry in entries):
        raise HandoutRefused("active_content")


def _refuse_other_kinds(archive: ZipFile, extension: str) -> None:
    if extension == "docx":
        is_kind = b"wordprocessingml.document.main" in archive.read("[Content_Types].xml")
    else:
        is_kind = archive.read("mimetype").strip() == b"application/vnd.oasis.opendocument.text"
    if not is_kind:
        raise HandoutRefused("wrong_kind")


def _without_authors(archive: ZipFile, entries: list[ZipInfo]) -> bytes:
    """Return the archive packed anew, its parts about people emptied, its times and comments gone."""
    out = BytesIO()
    unpacked = 0
    with ZipFile(out, "w") as clean:
        for entry in entries:
            content = _AUTHOR_PARTS.get(entry.filename) or archive.read(entry)
            # An archive may lie about its sizes; what really came out counts.
            unpacked += len(content)
            if unpacked > MAX_UNPACKED_BYTES:
                raise HandoutRefused("too_large")
            packed = ZipInfo(entry.filename, _FIXED_TIME)
            packed.compress_type = entry.compress_type
            clean.writestr(packed, content)
    return out.getvalue()
