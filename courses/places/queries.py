"""Regions as forms and charts ask for them."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet

from courses.languages.rules import sort_key
from courses.places.models import Country, Region


def regions_on(day: date) -> QuerySet[Region]:
    """The regions that exist on that day, each with its country."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    not_ended = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    return Region.objects.filter(begun & not_ended).select_related("country")


def regions_by_country(language: str, *, on: date | None = None) -> list[tuple[str, list[Region]]]:
    """Country name with its regions, both in the order of that language's alphabet. One query.

    `on` is the day for which the regions must exist; today when left out.
    """
    grouped: dict[str, list[Region]] = {}
    for region in regions_on(on or date.today()):
        grouped.setdefault(region.country.name_in(language), []).append(region)
    for regions in grouped.values():
        regions.sort(key=lambda region: sort_key(region.name_in(language), language))
    return sorted(grouped.items(), key=lambda group: sort_key(group[0], language))


def region_choices(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Regions for a grouped select: (country, [(ISO code, name), …]). One query."""
    return [
        (country, [(region.code, region.name_in(language)) for region in regions])
        for country, regions in regions_by_country(language)
    ]


@lru_cache(maxsize=32)
def region_names(version: int, language: str) -> dict[int, tuple[str, str]]:
    """(ISO code, name in ``language``) of every region by its id, in the order of its alphabet.

    Regions are frozen data; kept in memory per ``version`` of the published content.
    """
    named = [(region.pk, region.code, region.name_in(language)) for region in Region.objects.all()]
    named.sort(key=lambda entry: sort_key(entry[2], language))
    return {pk: (code, name) for pk, code, name in named}


@dataclass(frozen=True)
class Tile:
    """A region as the tile map of its country shows it: where it stands, and what it is called.

    ``row`` and ``column`` count from 0. ``ended_on`` is the first day on which it no longer existed.
    """

    pk: int
    code: str
    name: str
    country: str
    row: int
    column: int
    ended_on: date | None

    def is_beside(self, other: "Tile") -> bool:
        """Whether the other tile touches this one on the same map, at a side or a corner."""
        is_near = abs(self.row - other.row) <= 1 and abs(self.column - other.column) <= 1
        return self.country == other.country and self.pk != other.pk and is_near


@dataclass(frozen=True)
class Atlas:
    """Every country and region of the site in one language. ``countries`` are names by ISO code."""

    countries: dict[str, str]
    tiles: dict[int, Tile]

    def of(self, country: str) -> list[Tile]:
        """Return the regions of one country, in the order of their names."""
        return [tile for tile in self.tiles.values() if tile.country == country]


@lru_cache(maxsize=32)
def atlas(version: int, language: str) -> Atlas:
    """Return all countries and regions; frozen data, kept in memory per ``version`` as ``region_names``."""
    regions = sorted(
        Region.objects.select_related("country"),
        key=lambda region: sort_key(region.name_in(language), language),
    )
    tiles = {
        region.pk: Tile(
            pk=region.pk,
            code=region.code,
            name=region.name_in(language),
            country=region.country.code,
            row=region.tile_row,
            column=region.tile_column,
            ended_on=region.valid_to,
        )
        for region in regions
    }
    return Atlas(country_names(language), tiles)


def country_names(language: str) -> dict[str, str]:
    """Name in ``language`` of every country by its ISO code, in the order of the codes. One query."""
    return {country.code: country.name_in(language) for country in Country.objects.all()}
