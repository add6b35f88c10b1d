"""Dates, numbers and counted things read as people of each language write them."""

from datetime import date, datetime

import pytest
from django.utils import translation
from django.utils.formats import (
    date_format,
    get_format,
    localize,
    number_format,
    sanitize_separators,
)
from django.utils.translation import ngettext

NINTH_OF_NOVEMBER = date(2026, 11, 9)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "9 November 2026"),
        ("ru", "9 ноября 2026 г."),
        ("kk", "2026 ж. 9 қараша"),
        ("ky", "2026-ж., 9-ноябрь"),
        ("tg", "9 ноябри соли 2026"),
        ("uz", "2026-yil 9-noyabr"),
    ],
)
def test_a_date_is_written_out_as_its_readers_do(language, written):
    with translation.override(language):
        assert date_format(NINTH_OF_NOVEMBER) == written


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ky", "tg", "uz"])
def test_short_dates_put_the_day_first_and_weeks_begin_on_monday(language):
    with translation.override(language):
        assert date_format(NINTH_OF_NOVEMBER, "SHORT_DATE_FORMAT") == "09.11.2026"
        assert get_format("FIRST_DAY_OF_WEEK") == 1
        assert "%d.%m.%Y" in get_format("DATE_INPUT_FORMATS")


@pytest.mark.parametrize("language", ["en", "kk", "ky", "tg", "uz"])
def test_a_time_of_day_has_two_digits_for_the_hour(language):
    with translation.override(language):
        moment = datetime(2026, 11, 9, 8, 5)

        assert date_format(moment, "SHORT_DATETIME_FORMAT") == "09.11.2026 08:05"
        assert date_format(moment, "DATETIME_FORMAT").endswith("08:05")


@pytest.mark.parametrize("language", ["ru", "kk", "ky", "tg", "uz"])
def test_numbers_have_a_comma_and_spaces_and_can_be_typed_back(language):
    with translation.override(language):
        assert number_format(1234.5, 1, use_l10n=True, force_grouping=True) == "1\xa0234,5"
        assert sanitize_separators("1234,5") == "1234.5"
        assert localize(0.5) == "0,5"


def test_english_numbers_keep_their_point():
    with translation.override("en"):
        assert number_format(1234.5, 1, use_l10n=True, force_grouping=True) == "1,234.5"


@pytest.mark.parametrize(
    ("language", "days"),
    [
        ("en", {1: "1 day", 2: "2 days", 5: "5 days", 21: "21 days"}),
        ("ru", {1: "1 день", 2: "2 дня", 5: "5 дней", 21: "21 день"}),
        ("kk", {1: "1 күн", 2: "2 күн", 5: "5 күн", 21: "21 күн"}),
        ("ky", {1: "1 күн", 2: "2 күн", 5: "5 күн", 21: "21 күн"}),
        ("tg", {1: "1 рӯз", 2: "2 рӯз", 5: "5 рӯз", 21: "21 рӯз"}),
        ("uz", {1: "1 kun", 2: "2 kun", 5: "5 kun", 21: "21 kun"}),
    ],
)
def test_counted_things_take_the_right_form(language, days):
    with translation.override(language):
        counted = {
            number: ngettext("%(num)d day", "%(num)d days", number) % {"num": number}
            for number in (1, 2, 5, 21)
        }

    assert {number: text.replace("\xa0", " ") for number, text in counted.items()} == days
