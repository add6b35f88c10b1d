"""The list of regions loads, loads again, and refuses to load with a hole in it."""

from datetime import date

import pytest
import yaml
from django.db import IntegrityError, transaction
from django.utils import translation

from courses.places.actions import REGIONS_FILE, IncompletePlaces, load_regions
from courses.places.models import Country, Organisation, Region
from courses.places.queries import region_choices, regions_by_country, regions_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded_regions():
    load_regions()


@pytest.fixture
def changed_file(tmp_path):
    """Write a copy of the regions file after `change(content)` and return its path."""

    def write(change):
        content = yaml.safe_load(REGIONS_FILE.read_text(encoding="utf-8"))
        change(content)
        path = tmp_path / "regions.yaml"
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return path

    return write


def snapshot():
    return list(Region.objects.order_by("id").values())


def test_loading_brings_every_region_with_its_country_tile_and_predecessor():
    assert load_regions() == 48

    abay = Region.objects.get(code="KZ-10")
    assert Country.objects.count() == 4
    assert (abay.country.code, abay.kind, abay.tile_row, abay.tile_column) == ("KZ", "region", 1, 5)
    assert abay.predecessor.code == "KZ-63"
    assert abay.valid_from == date(2022, 6, 8)


def test_loading_twice_changes_nothing(loaded_regions):
    before = snapshot()

    load_regions()

    assert snapshot() == before


def test_two_regions_may_change_tiles_in_one_load(loaded_regions, changed_file):
    def swap(content):
        first, second = content["regions"]["KG-B"], content["regions"]["KG-O"]
        first["tile"], second["tile"] = second["tile"], first["tile"]

    load_regions(changed_file(swap))

    assert Region.objects.get(code="KG-B").tile_column == 1
    assert Region.objects.get(code="KG-O").tile_column == 0


def test_a_region_dropped_from_the_file_stays_for_the_records_that_name_it(loaded_regions, changed_file):
    load_regions(changed_file(lambda content: content["regions"].pop("KG-T")))

    assert Region.objects.filter(code="KG-T").exists()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda content: content["regions"]["TJ-SU"]["names"].pop("tg"), "TJ-SU has no name in tg"),
        (lambda content: content["countries"].pop("UZ"), "UZ-AN belongs to no country"),
        (lambda content: content["regions"].pop("KZ-63"), "KZ-10 follows KZ-63"),
    ],
)
def test_a_file_with_a_hole_is_refused_whole(changed_file, change, complaint):
    with pytest.raises(IncompletePlaces, match=complaint):
        load_regions(changed_file(change))

    assert not Country.objects.exists()


def test_the_database_refuses_two_regions_on_one_tile(loaded_regions):
    talas = Region.objects.get(code="KG-T")

    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.filter(code="KG-C").update(tile_row=talas.tile_row, tile_column=talas.tile_column)


@pytest.mark.parametrize(
    "wrong", [{"kind": "village"}, {"valid_from": "2026-01-02", "valid_to": "2026-01-01"}]
)
def test_the_database_refuses_a_region_that_cannot_be(loaded_regions, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.filter(code="KG-T").update(**wrong)


def test_the_database_refuses_the_same_organisation_twice(loaded_regions):
    talas = Region.objects.get(code="KG-T")
    for region in (talas, None):
        Organisation.objects.create(name="Invented Help Centre", region=region)
        with pytest.raises(IntegrityError), transaction.atomic():
            Organisation.objects.create(name="Invented Help Centre", region=region)


def test_a_form_gets_every_region_once_in_one_query(loaded_regions, django_assert_num_queries):
    with django_assert_num_queries(1):
        choices = region_choices("ru")

    codes = [code for _, regions in choices for code, _ in regions]
    assert sorted(codes) == sorted(Region.objects.values_list("code", flat=True))
    assert [country for country, _ in choices] == [
        "Казахстан",
        "Кыргызстан",
        "Таджикистан",
        "Узбекистан",
    ]


def test_regions_come_in_the_order_of_the_readers_alphabet(loaded_regions):
    kazakhstan = dict(regions_by_country("kk"))["Қазақстан"]
    names = [region.name_in("kk") for region in kazakhstan]

    assert names[:3] == ["Абай облысы", "Ақмола облысы", "Ақтөбе облысы"]
    assert names[-2:] == ["Шығыс Қазақстан облысы", "Шымкент қаласы"]
    assert names.index("Қостанай облысы") < names.index("Маңғыстау облысы")


def test_a_city_and_a_region_of_one_name_can_be_told_apart(loaded_regions):
    names = {region.code: region.name_in("en") for region in Region.objects.all()}

    assert (names["KG-GO"], names["KG-O"]) == ("Osh city", "Osh region")
    assert (names["UZ-TK"], names["UZ-TO"]) == ("Tashkent city", "Tashkent region")
    assert names["TJ-RA"] == "Districts of Republican Subordination"


def test_a_region_younger_than_the_day_asked_for_is_left_out(loaded_regions):
    codes_2020 = set(regions_on(date(2020, 1, 1)).values_list("code", flat=True))

    assert "KZ-79" in codes_2020
    assert "KZ-10" not in codes_2020


def test_a_region_shows_itself_in_the_language_of_the_page(loaded_regions):
    osh = Region.objects.get(code="KG-GO")

    with translation.override("tg"):
        assert str(osh) == "Шаҳри Ӯш"
    assert osh.name_in("de") == "Osh city"
