"""Tables as files that a spreadsheet opens: bounded, marked where invented, noted in the log."""

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import islice

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.api import safe_cell

MOST_ROWS = 20_000
# Without it Excel takes the file for Latin-1.
_BYTE_ORDER_MARK = "\ufeff"

log = structlog.get_logger(__name__)

Row = Sequence[str | int]


def export(
    request: HttpRequest, *, what: str, columns: Row, rows: Iterable[Row], **about: str
) -> HttpResponse:
    """Return a table as CSV and note who took it. ``what`` and ``about`` go to the log, no content does."""
    kept = list(islice(rows, MOST_ROWS + 1))
    lines = [columns, *kept[:MOST_ROWS]]
    if settings.DEMO:
        lines.insert(0, [_("Invented data")])
    if len(kept) > MOST_ROWS:
        lines.append([_("There are more rows than one file holds. Choose a part of the table.")])
    log.info("table_exported", what=what, person=str(request.user.public_id), rows=len(kept), **about)
    return _as_file(lines)


def _as_file(lines: Iterable[Row]) -> HttpResponse:
    written = io.StringIO(_BYTE_ORDER_MARK)
    written.seek(0, io.SEEK_END)
    writer = csv.writer(written, delimiter=_separator(), quoting=csv.QUOTE_ALL)
    writer.writerows([safe_cell(value) for value in line] for line in lines)
    response = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="table-{timezone.localdate():%Y-%m-%d}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


def _separator() -> str:
    """Return what Excel takes for the next column: a semicolon wherever the comma is for decimals."""
    return "," if get_language() == "en" else ";"
