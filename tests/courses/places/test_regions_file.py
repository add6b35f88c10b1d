"""The frozen list of regions is complete before it reaches a database."""

import unicodedata
from collections import Counter

import pytest
import yaml

from courses.languages.rules import LANGUAGES, is_cyrillic, uzbek_to_current_latin
from courses.places.actions import REGIONS_FILE

CONTENT = yaml.safe_load(REGIONS_FILE.read_text(encoding="utf-8"))
REGIONS = CONTENT["regions"]
NAMED = CONTENT["countries"] | REGIONS

# ISO 3166-2 as published in November 2026, written out so that a slip in the file is seen.
ISO_CODES = {
    "KZ": "10 11 15 19 23 27 31 33 35 39 43 47 55 59 61 62 63 71 75 79",
    "KG": "B C GB GO J N O T Y",
    "TJ": "DU GB KT RA SU",
    "UZ": "AN BU FA JI NG NW QA QR SA SI SU TK TO XO",
}


def test_the_four_countries_have_their_forty_eight_iso_regions():
    expected = {f"{country}-{part}" for country, parts in ISO_CODES.items() for part in parts.split()}

    assert set(REGIONS) == expected
    assert len(REGIONS) == 48


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_regions_share_a_name_in_any_language(language):
    counts = Counter(entry["names"][language] for entry in NAMED.values())

    assert [name for name, number in counts.items() if number > 1] == []


@pytest.mark.parametrize("code", NAMED)
def test_every_name_is_there_in_the_right_script_and_in_normal_form(code):
    names = NAMED[code]["names"]

    assert list(names) == list(LANGUAGES)
    for language, name in names.items():
        assert unicodedata.is_normalized("NFC", name)
        letters = [letter for letter in name if letter.isalpha()]
        assert all(is_cyrillic(x) == (language not in ("en", "uz")) for x in letters)


@pytest.mark.parametrize("code", NAMED)
def test_uzbek_names_use_the_two_right_signs(code):
    name = NAMED[code]["names"]["uz"]

    assert uzbek_to_current_latin(name) == name


@pytest.mark.parametrize("country", ISO_CODES)
def test_no_two_regions_of_a_country_share_a_tile(country):
    tiles = [tuple(entry["tile"]) for code, entry in REGIONS.items() if code.startswith(country)]

    assert len(set(tiles)) == len(tiles)


def test_a_region_cut_from_another_says_when_and_from_which():
    younger = {code for code, entry in REGIONS.items() if "predecessor" in entry}

    assert younger == {"KZ-10", "KZ-33", "KZ-62", "KZ-79"}
    assert all("valid_from" in REGIONS[code] for code in younger)


def test_names_nobody_has_read_yet_are_owned_up_to():
    assert all(set(entry["review"]) <= set(LANGUAGES) - {"en"} for entry in REGIONS.values())
    assert all("tg" in REGIONS[code]["review"] for code in REGIONS if code.startswith("KZ"))
