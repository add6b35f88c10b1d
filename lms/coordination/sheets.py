"""A list that comes as a file: CSV or XLSX, read within limits, hostile ones refused with a reason."""

import io
import zipfile

from django.utils.translation import gettext as _

from lms.coordination.lists import LONGEST_LIST, MOST_ROWS, line_of

LARGEST_FILE = 1024 * 1024
_LARGEST_UNPACKED = 8 * 1024 * 1024
_MOST_PARTS = 200
_MOST_COLUMNS = 20
# One row more than a list may have tells that it is too long; empty rows between are passed over.
_MOST_LINES = 4 * MOST_ROWS
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class SheetRefused(ValueError):
    """The file is not read; its text is the sentence that says why and what to do."""


def text_of_file(file) -> str:
    """Return an uploaded list as the text that would have been pasted. Raises SheetRefused."""
    if file.size > LARGEST_FILE:
        raise SheetRefused(_("This file is larger than 1 MB. Keep the addresses only, or paste the rows."))
    data = file.read(LARGEST_FILE + 1)
    if data.startswith(_ZIP):
        return _text_of_workbook(data)
    if data.startswith(_OLD_OFFICE):
        raise SheetRefused(
            _("This is an old or a locked workbook. Save it as .xlsx without a password, or paste the rows.")
        )
    return _text_of_csv(data)


def _text_of_csv(data: bytes) -> str:
    """Return the text of a CSV file: UTF-8, UTF-16 with its mark, or what Excel writes in Cyrillic."""
    codes = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1251")
    for code in codes:
        try:
            text = data.decode(code)
        except UnicodeDecodeError:
            continue
        if not any(letter < " " and letter not in "\t\r\n" for letter in text):
            return text[: LONGEST_LIST + 1]
    raise SheetRefused(
        _("This file cannot be read as a table. Save it as “CSV UTF-8” or .xlsx, or paste the rows.")
    )


def _text_of_workbook(data: bytes) -> str:
    try:
        _require_harmless(data)
        lines = _lines_of(data)
    except SheetRefused:
        raise
    except Exception as fault:
        raise _no_workbook() from fault
    return "\n".join(lines)[: LONGEST_LIST + 1]


def _no_workbook() -> SheetRefused:
    return SheetRefused(
        _("This is not a workbook that can be read. Save it as .xlsx anew, or paste the rows.")
    )


def _require_harmless(data: bytes) -> None:
    """Refuse what unpacks to more than a list ever needs, and XML that defines words of its own."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        size = sum(part.file_size for part in parts)
        if len(parts) > _MOST_PARTS or size > _LARGEST_UNPACKED:
            raise SheetRefused(
                _("This workbook holds too much. Copy the addresses into a new one, or paste the rows.")
            )
        for part in parts:
            content = archive.read(part)
            is_text = part.filename.endswith((".xml", ".rels"))
            if is_text and (b"<!" in content.replace(b"<!--", b"") or b"\x00" in content[:4]):
                raise _no_workbook()


def _lines_of(data: bytes) -> list[str]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        sheet = book.worksheets[0]
        # What a workbook says of its own size need not be so.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=_MOST_LINES, max_col=_MOST_COLUMNS, values_only=True)
        return [line_of("" if value is None else str(value) for value in row) for row in rows]
    finally:
        book.close()
