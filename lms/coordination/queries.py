"""Who is certified, in progress or stuck, within a coordinator's scope. Totals only: no learner is named."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Q, QuerySet

from courses.api import (
    Course,
    Reach,
    courses_on_shelf,
    profession_names,
    published_version,
    region_names,
)
from lms.accounts.api import counted_people
from lms.coordination.kept import AWARDS, LEARNING, totals_of
from lms.coordination.places import Scope, own_regions

COLUMNS = ("certified", "pilot", "uncertified", "in_progress", "stuck", "paused")


@dataclass(frozen=True)
class Row:
    """People of one profession in one region on one course.

    ``certified`` leaves out ``pilot``: who completed a pilot edition is not certified by it.
    ``uncertified`` have finished and hold no valid certificate: not claimed yet, run out or withdrawn.
    """

    course: str
    profession: str
    region: str
    certified: int
    pilot: int
    uncertified: int
    in_progress: int
    stuck: int
    paused: int


@dataclass(frozen=True)
class Overview:
    """The table with its totals and the choices of its filters."""

    rows: tuple[Row, ...]
    courses: tuple[Course, ...]
    professions: tuple[tuple[str, str], ...]
    regions: tuple[tuple[str, str], ...]

    @cached_property
    def totals(self) -> dict[str, int]:
        """Return the sum of each column; somebody with two courses counts once in each."""
        return {name: sum(getattr(row, name) for row in self.rows) for name in COLUMNS}


def overview(scopes: list[Scope], language: str, *, course="", profession="", region="") -> Overview:
    """Return the coordinator's table; ``course`` (slug), ``profession`` and ``region`` (codes) narrow it.

    People without a stated region are shown only to a scope that is everywhere.
    """
    version = published_version()
    shelf = {found.key: found for found in courses_on_shelf(version, language).values()}
    professions, regions = profession_names(version, language), region_names(version, language)
    counts: dict[tuple[UUID, int | None, int | None], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for totals in totals_of(scopes, version, LEARNING, AWARDS):
        _add(counts, totals)
    rows = []
    for (course_key, profession_id, region_id), numbers in counts.items():
        place = regions.get(region_id, ("", ""))
        work = professions.get(profession_id, ("", ""))
        found = shelf.get(course_key)
        if found is None or _left_out((course, found.slug), (profession, work[0]), (region, place[0])):
            continue
        rows.append(_row(found, work[1], place[1], numbers))
    return Overview(
        rows=tuple(sorted(rows, key=lambda row: (row.course, row.profession, row.region))),
        courses=tuple(shelf.values()),
        professions=tuple(professions.values()),
        regions=own_regions(scopes, version, language),
    )


def _add(counts, totals: list[dict]) -> None:
    for total in totals:
        key = (total["course_key"], total["profession_id"], total["region_id"])
        for name, number in total.items():
            if name not in ("course_key", "profession_id", "region_id"):
                counts[key][name] += number


def _left_out(*filters: tuple[str, str]) -> bool:
    return any(wanted and wanted != actual for wanted, actual in filters)


def _row(course: Course, profession: str, region: str, numbers: dict[str, int]) -> Row:
    return Row(
        course=course.title,
        profession=profession,
        region=region,
        certified=numbers["certified"] - numbers["pilot"],
        pilot=numbers["pilot"],
        uncertified=max(0, numbers["complete"] - numbers["certified"]),
        in_progress=numbers["in_progress"],
        stuck=numbers["stuck"],
        paused=numbers["paused"],
    )


def counted_within(reach: Reach) -> QuerySet:
    """Return the ids of people who work in reach and let themselves be counted, for use inside a query."""
    if reach.everywhere:
        return counted_people()
    return counted_people().filter(
        Q(region__code__in=reach.regions) | Q(region__country__code__in=reach.countries)
    )
