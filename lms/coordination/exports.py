"""Tables as files that a spreadsheet opens: bounded, marked where invented, noted in the log."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.api import safe_cell
from lms.coordination.workbooks import TYPE as WORKBOOK
from lms.coordination.workbooks import workbook

MOST_ROWS = 20_000
# Without it Excel takes the file for Latin-1.
_BYTE_ORDER_MARK = "\ufeff"

log = structlog.get_logger(__name__)

Row = Sequence[str | int]


@dataclass(frozen=True)
class Downloads:
    """Where one table is fetched as CSV and as XLSX, with what was chosen on its page."""

    csv: str
    xlsx: str


def downloads(route: str, *keys, **chosen: str) -> Downloads:
    """Return the addresses of an export by the name of its route; what was left empty is left out."""
    asked = {name: value for name, value in chosen.items() if value}
    address = reverse(route, args=keys)
    as_csv = f"{address}?{urlencode(asked)}" if asked else address
    return Downloads(csv=as_csv, xlsx=f"{address}?{urlencode(asked | {'format': 'xlsx'})}")


def export(
    request: HttpRequest, *, what: str, columns: Row, rows: Iterable[Row], **about: str
) -> HttpResponse:
    """Return a table as CSV, or as XLSX where ``?format=xlsx`` asks for it, and note who took it.

    ``what`` and ``about`` go to the log, no content does.
    """
    kept = list(islice(rows, MOST_ROWS + 1))
    lines = [columns, *kept[:MOST_ROWS]]
    if len(kept) > MOST_ROWS:
        lines.append([_("There are more rows than one file holds. Choose a part of the table.")])
    log.info("table_exported", what=what, person=str(request.user.public_id), rows=len(kept), **about)
    if request.GET.get("format") == "xlsx":
        return as_download(workbook([(_("Table"), lines)]), content_type=WORKBOOK, ending="xlsx")
    return _as_csv(lines)


def _as_csv(lines: list[Row]) -> HttpResponse:
    if settings.DEMO:
        lines = [[_("Invented data")], *lines]
    written = io.StringIO(_BYTE_ORDER_MARK)
    written.seek(0, io.SEEK_END)
    writer = csv.writer(written, delimiter=_separator(), quoting=csv.QUOTE_ALL)
    writer.writerows([safe_cell(value) for value in line] for line in lines)
    return as_download(written.getvalue(), content_type="text/csv; charset=utf-8", ending="csv")


def as_download(content: str | bytes, *, content_type: str, ending: str, name: str = "table") -> HttpResponse:
    """Return a file to be kept by whoever asked and by nobody between."""
    response = HttpResponse(content, content_type=content_type)
    name = f"{name}-{timezone.localdate():%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


def _separator() -> str:
    """Return what Excel takes for the next column: a semicolon wherever the comma is for decimals."""
    return "," if get_language() == "en" else ";"
