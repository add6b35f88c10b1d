"""A report as files: PDF to hand over, spreadsheet to count on with, CSV for other programs."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lms.certificates.api import FONTS
from lms.coordination.models import SavedReport
from lms.coordination.report import wording
from lms.coordination.report.showing import GainLine, Shown, Table
from lms.coordination.workbooks import Row, workbook

TEMPLATE = Path(__file__).parent / "report.typ"


def stamp_of(saved: SavedReport) -> list[tuple[str, str]]:
    """Return where a report comes from: when, by which role, which program, and where it is kept."""
    roles = {"coordinator": _("a coordinator"), "operator": _("an operator")}
    return [
        (_("Made on"), date_format(localtime(saved.made_at), "DATETIME_FORMAT")),
        (_("Made by"), roles.get(saved.made_as, saved.made_as)),
        (_("Counted with"), saved.software),
        (_("Kept at"), saved.address),
        (_("Fingerprint of the figures"), " ".join(saved.digest[at : at + 8] for at in range(0, 32, 8))),
    ]


def as_pdf(report: Shown, saved: SavedReport) -> bytes:
    """Set a saved report on A4, tagged for screen readers; the same bytes each time in one language."""
    # 81 MB and 30 ms of typesetter: only who fetches a report pays for it.
    import typst

    return typst.compile(
        TEMPLATE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        # Data, never markup: the template reads it as JSON and shows it as text.
        sys_inputs={"said": json.dumps(_said(report, saved))},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=int(saved.made_at.timestamp()),
    )


def _said(report: Shown, saved: SavedReport) -> dict:
    made = localtime(saved.made_at)
    heads = {"people": _("People reached"), "hours": _("Hours of learning"), "gain": _("Knowledge gain")}
    return {
        "title": report.title,
        "issuer": settings.SITE_NAME,
        "language": get_language(),
        "date": {"year": made.year, "month": made.month, "day": made.day},
        "invented": _("Invented data") if settings.DEMO else None,
        "places": report.places,
        "period": report.period,
        "figures": [
            [heads["people"], _figure(report.people)],
            *([name, str(number)] for name, number in report.sums),
            [heads["hours"], _figure(report.hours)],
        ],
        "events": _events(report),
        "tables": [_laid_out(table) for table in report.tables],
        "gain": {"heading": heads["gain"], "columns": gain_columns(), "rows": _texts(gain_rows(report.gain))},
        "definitions_heading": _("What is counted"),
        "definitions": [list(each) for each in report.definitions],
        "method_heading": _("How it is counted"),
        "method": [report.sign, *_method(report)],
        "stamp": [list(each) for each in stamp_of(saved)],
    }


def _events(report: Shown) -> dict | None:
    if report.events is None:
        return None
    figures = [[name, _figure(number)] for name, number in report.events.figures]
    return {"heading": _("Events"), "figures": figures}


def _laid_out(table: Table) -> dict:
    rows = [[line.name, line.is_part, [_figure(cell) for cell in line.cells]] for line in table.lines]
    sums = [_("Together"), False, [_figure(number) for number in table.sums]]
    return {"heading": table.heading, "columns": list(table.columns), "rows": [*rows, sums]}


def _figure(number: int | None) -> str:
    return wording.HIDDEN if number is None else str(number)


def _texts(rows: Iterator[Row]) -> list[list[str]]:
    return [[str(value) for value in row] for row in rows]


def gain_columns() -> list[str]:
    """Return the heads of the table of gains."""
    return [
        _("Course"),
        _("Place"),
        _("People"),
        _("Mean before"),
        _("Mean after"),
        _("Difference"),
        _("95 % interval"),
    ]


def gain_rows(lines: Iterable[GainLine]) -> Iterator[Row]:
    """Return the table of gains; an interval is told from 30 people on."""
    for line in lines:
        yield _gain_row(line)


def _gain_row(line: GainLine) -> Row:
    interval = f"{line.interval[0]} … {line.interval[1]}" if line.interval else "–"
    return (line.course, line.place, line.people, line.before, line.after, line.difference, interval)


def as_workbook(report: Shown, saved: SavedReport) -> bytes:
    """Return a saved report as XLSX: the whole first, a sheet for each table, then what the words mean."""
    sheets = [(_("Report"), _first_sheet(report, saved))]
    sheets += [(table.heading, _sheet(table)) for table in report.tables]
    sheets.append((_("Knowledge gain"), [gain_columns(), *gain_rows(report.gain)]))
    sheets.append(
        (_("What is counted"), [*report.definitions, (report.sign,), *((e,) for e in _method(report))])
    )
    return workbook(sheets)


def _first_sheet(report: Shown, saved: SavedReport) -> list[Row]:
    return [
        (report.title,),
        (_("Places"), report.places),
        (_("Period"), report.period),
        (_("People reached"), _cell(report.people)),
        *report.sums,
        (_("Hours of learning"), _cell(report.hours)),
        *((name, _cell(number)) for name, number in _held(report)),
        *stamp_of(saved),
    ]


def _method(report: Shown) -> tuple[str, ...]:
    note = report.events.note if report.events else ""
    return (*report.method, note) if note else report.method


def _held(report: Shown) -> tuple[tuple[str, int | None], ...]:
    return report.events.figures if report.events else ()


def _cell(number: int | None) -> str | int:
    return wording.HIDDEN if number is None else number


def _sheet(table: Table) -> Iterator[Row]:
    yield ("", *table.columns)
    for line in table.lines:
        yield (line.name, *(_cell(cell) for cell in line.cells))
    yield (_("Together"), *(_cell(number) for number in table.sums))


def long_rows(report: Shown) -> Iterator[Row]:
    """Return every figure as one line: table, row, column, people."""
    for name, number in ((_("People reached"), report.people), *report.sums):
        yield (report.title, "", name, _cell(number))
    yield (report.title, "", _("Hours of learning"), _cell(report.hours))
    for name, number in _held(report):
        yield (_("Events"), "", name, _cell(number))
    for table in report.tables:
        for line in table.lines:
            for column, cell in zip(table.columns, line.cells, strict=True):
                yield (table.heading, line.name, column, _cell(cell))
