"""Where people work: countries, their first-level regions, and organisations."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

SOURCE_LANGUAGE = "en"


class Named(models.Model):
    """Something with a name in each of the site's languages, as frozen data brings it."""

    names = models.JSONField(help_text="Name by language code, English always among them.")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_in(get_language() or SOURCE_LANGUAGE)

    def name_in(self, language: str) -> str:
        """The name in that language, or the English one where there is none."""
        return self.names.get(language) or self.names[SOURCE_LANGUAGE]


class Country(Named):
    """One of the countries the site serves."""  # no personal data

    code = models.CharField(max_length=2, unique=True, help_text="ISO 3166-1 alpha-2, as in KZ.")

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "countries"


class RegionKind(models.TextChoices):
    """What sort of first-level unit a region is."""

    REGION = "region"
    CITY = "city"
    REPUBLIC = "republic"


class Region(Named):
    """A first-level region by its ISO 3166-2 code, with its place on the tile map."""

    # no personal data
    code = models.CharField(max_length=6, unique=True, help_text="ISO 3166-2, as in KZ-10.")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="regions")
    kind = models.CharField(max_length=8, choices=RegionKind.choices)
    tile_row = models.PositiveSmallIntegerField(help_text="Row on its country's tile map, from 0.")
    tile_column = models.PositiveSmallIntegerField(help_text="Column on that map, from 0.")
    valid_from = models.DateField(null=True, blank=True, help_text="Empty: before our records.")
    valid_to = models.DateField(null=True, blank=True, help_text="First day it no longer existed.")
    predecessor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors"
    )

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "tile_row", "tile_column"], name="one_region_per_tile"
            ),
            models.CheckConstraint(condition=Q(kind__in=RegionKind.values), name="region_kind_is_known"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="region_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(predecessor__isnull=True) | ~Q(predecessor=F("id")),
                name="region_does_not_follow_itself",
            ),
        ]


class Organisation(models.Model):
    """An employer as coordinators name it; where it works may be unknown."""  # no personal data

    name = models.CharField(max_length=200)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="organisations"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "region"], name="one_organisation_per_region"),
            # Two empty regions differ for a database, so the rule above does not see them.
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(region__isnull=True),
                name="one_organisation_without_region",
            ),
        ]

    def __str__(self) -> str:
        return self.name
