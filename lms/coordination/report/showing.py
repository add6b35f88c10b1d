"""A report in the reader's language: what page, PDF, spreadsheet and CSV have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.api import country_names, courses_on_shelf, profession_names, published_version, region_names
from lms.accounts.api import SelfDescription
from lms.coordination.report import wording
from lms.coordination.report.queries import EVERYWHERE, Asked


@dataclass(frozen=True)
class Line:
    """One row of a table; ``is_part`` is one that its country's row contains. None is a hidden figure."""

    name: str
    is_part: bool
    cells: tuple[int | None, ...]


@dataclass(frozen=True)
class Table:
    """One breakdown; the last column is the sum of each row."""

    name: str
    heading: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    sums: tuple[int, ...]


@dataclass(frozen=True)
class GainLine:
    """What the same people knew before and after one course, in points from 0 to 100."""

    course: str
    place: str
    people: int
    before: float
    after: float
    difference: float
    interval: tuple[float, float] | None


@dataclass(frozen=True)
class EventFigures:
    """What was held, each by its name. None is a hidden figure; ``note`` says what could not be counted."""

    figures: tuple[tuple[str, int | None], ...]
    note: str

    @property
    def has_hidden(self) -> bool:
        """Whether some figure is not told."""
        return any(number is None for _name, number in self.figures)


@dataclass(frozen=True)
class Shown:
    """All that a report says, ready to be set."""

    title: str
    places: str
    period: str
    people: int | None
    sums: tuple[tuple[str, int], ...]
    hours: int | None
    hours_people: int | None
    events: EventFigures | None
    tables: tuple[Table, ...]
    gain: tuple[GainLine, ...]
    definitions: tuple[tuple[str, str], ...]
    method: tuple[str, ...]
    sign: str

    @property
    def has_hidden(self) -> bool:
        """Whether some figure is not told."""
        is_in_table = any(None in line.cells for table in self.tables for line in table.lines)
        return is_in_table or bool(self.events and self.events.has_hidden)


def shown(asked: Asked, figures: dict, language: str) -> Shown:
    """Return a report in the language of whoever reads it. One query."""
    names = row_names(language)
    columns = tuple(_column(column) for column in figures["columns"])
    events = _events(asked, figures.get("events"))
    return Shown(
        title=_("Report on learning"),
        places=", ".join(places_in(asked, names)),
        period=_("%(first)s to %(last)s")
        % {"first": date_format(asked.first, "DATE_FORMAT"), "last": date_format(asked.last, "DATE_FORMAT")},
        people=figures["people"],
        sums=tuple(zip(columns, figures["sums"], strict=True)),
        hours=figures["time"]["hours"],
        hours_people=figures["time"]["people"],
        events=events,
        tables=tuple(_table(name, columns, figures, names) for name in figures["tables"]),
        gain=gain_lines(figures["gain"], names, language),
        definitions=(*wording.definitions(), *(wording.event_definitions() if events else ())),
        method=tuple(wording.method()),
        sign=wording.sign(),
    )


def _events(asked: Asked, told: Mapping | None) -> EventFigures | None:
    """Return what is told of events; None of a period whose lists are deleted, and in older reports."""
    if not told:
        return None
    first = date.fromisoformat(told["first"])
    return EventFigures(
        figures=tuple((name, told[key]) for key, name in wording.event_heads().items()),
        note=wording.events_before(first) if first > asked.first else "",
    )


def places_in(asked: Asked, names: dict) -> list[str]:
    """Return what the places of a report are called."""
    everywhere = {EVERYWHERE: _("Everywhere")}
    return [(everywhere | names["place"]).get(code, code) for code in asked.places.split(",")]


def place_names(language: str) -> dict[str, dict[str, str]]:
    """Return what countries and regions are called, as ``places_in`` takes them. One query."""
    return {"place": country_names(language) | dict(region_names(published_version(), language).values())}


def row_names(language: str) -> dict[str, dict[str, str]]:
    """Return what the rows of each table are called. One query."""
    return place_names(language) | {
        "profession": dict(profession_names(published_version(), language).values()),
        "sex": {value: str(name) for value, name in SelfDescription.Sex.choices},
        "age": {value: str(name) for value, name in SelfDescription.AgeBand.choices},
        "language": dict(settings.LANGUAGES),
    }


def _column(steps: Sequence[str]) -> str:
    return wording.joined_steps(tuple(steps))


def _table(name: str, columns: tuple[str, ...], figures: dict, names: dict) -> Table:
    sums = figures["sums"] if len(columns) > 1 else []
    return Table(
        name=name,
        heading=wording.headings()[name],
        columns=(*columns, _("Together")) if len(columns) > 1 else (_("Together"),),
        lines=tuple(
            Line(
                name=names[name].get(code, code) or _("not stated"),
                is_part=bool(parent),
                cells=(*cells, together) if len(columns) > 1 else (together,),
            )
            for code, parent, together, cells in figures["tables"][name]
        ),
        sums=(*sums, figures["people"]),
    )


def gain_lines(gains: Sequence[dict], names: dict, language: str) -> tuple[GainLine, ...]:
    """Return gains as they are shown, with ``names`` of places as of ``place_names``."""
    shelf = courses_on_shelf(published_version(), language).values()
    titles = {course.key: course.title for course in shelf}
    return tuple(_gain_line(gain, titles, names) for gain in gains)


def _gain_line(gain: dict, titles: dict, names: dict) -> GainLine:
    everywhere = {"": _("Everywhere")}
    return GainLine(
        course=titles.get(UUID(gain["course"]), _("a course that is no longer here")),
        place=(everywhere | names["place"]).get(gain["place"], gain["place"]),
        people=gain["people"],
        before=gain["before"],
        after=gain["after"],
        difference=gain["difference"],
        interval=tuple(gain["interval"]) if gain["interval"] else None,
    )
