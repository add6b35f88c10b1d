"""Regions as forms and charts ask for them."""

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


def country_names(language: str) -> dict[str, str]:
    """Name in ``language`` of every country by its ISO code, in the order of the codes. One query."""
    return {country.code: country.name_in(language) for country in Country.objects.all()}
