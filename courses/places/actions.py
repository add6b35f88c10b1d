"""Bringing the frozen list of regions into the database."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml
from django.db import transaction

from courses.languages.rules import LANGUAGES
from courses.places.models import Country, Region

REGIONS_FILE = Path(__file__).with_name("regions.yaml")

# Nine times as quick as the one in Python; missing only where PyYAML was built without libyaml.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class IncompletePlaces(ValueError):
    """The file of places lacks a name, names a place twice or follows an unknown region."""


@dataclass(frozen=True)
class RegionRow:
    """One region as the file gives it."""

    code: str
    kind: str
    tile: tuple[int, int]
    names: dict[str, str]
    valid_from: date | None = None
    valid_to: date | None = None
    predecessor: str | None = None

    @property
    def country(self) -> str:
        """The country's code, which every ISO 3166-2 code begins with."""
        return self.code.split("-")[0]


@transaction.atomic
def load_regions(path: Path = REGIONS_FILE) -> int:
    """Create or update countries and regions from the file; returns how many regions it holds.

    Idempotent, and never deletes: learning records may point to a region that has ended, which is
    told by `valid_to`. Raises IncompletePlaces before anything is written.
    """
    countries, rows = _read(path)
    for code, names in countries.items():
        Country.objects.update_or_create(code=code, defaults={"names": names})
    country_ids = dict(Country.objects.values_list("code", "id"))
    _clear_tiles(rows)
    for row in rows:
        _write_region(row, country_ids[row.country])
    _link_predecessors(rows)
    return len(rows)


def _read(path: Path) -> tuple[dict[str, dict], list[RegionRow]]:
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  (a safe one)
    countries = {code: entry["names"] for code, entry in content["countries"].items()}
    rows = [
        RegionRow(
            code=code,
            kind=entry["kind"],
            tile=tuple(entry["tile"]),
            names=entry["names"],
            valid_from=entry.get("valid_from"),
            valid_to=entry.get("valid_to"),
            predecessor=entry.get("predecessor"),
        )
        for code, entry in content["regions"].items()
    ]
    _refuse_gaps(countries, rows)
    return countries, rows


def _refuse_gaps(countries: dict[str, dict], rows: list[RegionRow]) -> None:
    named = countries | {row.code: row.names for row in rows}
    for code, names in named.items():
        missing = [language for language in LANGUAGES if not names.get(language)]
        if missing:
            raise IncompletePlaces(f"{code} has no name in {', '.join(missing)}")
    for row in rows:
        if row.country not in countries:
            raise IncompletePlaces(f"{row.code} belongs to no country of the file")
        if row.predecessor and row.predecessor not in named:
            raise IncompletePlaces(f"{row.code} follows {row.predecessor}, which the file lacks")


def _clear_tiles(rows: list[RegionRow]) -> None:
    """Park the tiles that will move, so that two regions may change places in one load."""
    wanted = {row.code: row.tile for row in rows}
    for parked, region in enumerate(Region.objects.filter(code__in=wanted), start=1000):
        if (region.tile_row, region.tile_column) != wanted[region.code]:
            Region.objects.filter(pk=region.pk).update(tile_row=parked)


def _write_region(row: RegionRow, country_id: int) -> None:
    Region.objects.update_or_create(
        code=row.code,
        defaults={
            "country_id": country_id,
            "kind": row.kind,
            "tile_row": row.tile[0],
            "tile_column": row.tile[1],
            "names": row.names,
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
        },
    )


def _link_predecessors(rows: list[RegionRow]) -> None:
    ids = dict(Region.objects.values_list("code", "id"))
    for row in rows:
        Region.objects.filter(code=row.code).update(predecessor_id=ids.get(row.predecessor))
