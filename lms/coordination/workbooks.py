"""Tables as one XLSX file: a sheet for each, texts that no program computes, invented data marked."""

import io
import re
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from courses.api import safe_cell

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_SHEET_NAME = 31
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")

Row = Sequence[str | int | float | None]


def workbook(sheets: Iterable[tuple[str, Iterable[Row]]]) -> bytes:
    """Write sheets (name, rows) as XLSX. Numbers stay numbers; every text is made safe."""
    # 6 MB of modules that only who fetches a spreadsheet pays for.
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    names: set[str] = set()
    for name, rows in sheets:
        sheet = book.create_sheet(_sheet_name(name, names))
        if settings.DEMO:
            sheet.append([_("Invented data")])
        for row in rows:
            sheet.append([_cell(value) for value in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _cell(value: object) -> str | int | float | None:
    """Return a number as it is; whatever else, a text yet to be translated too, as a safe text."""
    return value if value is None or isinstance(value, int | float) else safe_cell(value)


def _sheet_name(name: str, taken: set[str]) -> str:
    """Return a name that Excel accepts, and another for the second sheet of the same."""
    plain = _NOT_IN_A_NAME.sub(" ", safe_cell(name))[:LONGEST_SHEET_NAME].strip() or "1"
    while plain.casefold() in taken:
        plain = f"{plain[: LONGEST_SHEET_NAME - 3]} {len(taken) + 1}"
    taken.add(plain.casefold())
    return plain
