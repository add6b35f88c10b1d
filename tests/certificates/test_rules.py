"""The pure rules of certificates: hours, codes, names, validity."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.certificates import rules
from lms.certificates.rules import Standing


@pytest.mark.parametrize(("minutes", "hours"), [(0, 0), (59, 0), (60, 1), (119, 1), (120, 2), (372, 6)])
def test_hours_are_rounded_down_and_never_up(minutes, hours):
    assert rules.hours_of(minutes).hours == hours
    assert rules.hours_of(minutes).minutes == minutes


def test_a_course_shorter_than_an_hour_says_so():
    assert rules.hours_of(41).is_under_an_hour
    assert not rules.hours_of(60).is_under_an_hour


def test_negative_learning_time_is_refused():
    with pytest.raises(ValueError, match="never negative"):
        rules.hours_of(-1)


def test_new_codes_are_sixteen_characters_of_the_alphabet_and_differ():
    codes = {rules.new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code) == 16 and set(code) <= set(rules.ALPHABET) for code in codes)


def test_all_eighty_bits_of_a_code_are_used():
    codes = [rules.new_code() for _ in range(400)]
    for place in range(16):
        assert len({code[place] for code in codes}) > 20


def test_a_code_is_printed_in_four_groups_and_read_back():
    code = rules.new_code()
    assert len(rules.grouped_code(code)) == 19
    assert rules.normalise_code(rules.grouped_code(code)) == code


@pytest.mark.parametrize(
    "typed",
    [
        "7f3k-9qxa-01mb-v8tc",
        " 7F3K 9QXA 01MB V8TC ",
        "7F3K9QXA01MBV8TC",
        "7F3K-9QXA-O1MB-V8TC",
        "7F3K-9QXA-0IMB-V8TC",
        "7F3K-9QXA-olMB-V8TC",
        "7F3К–9QХА–01МВ–V8ТС",  # the Cyrillic twins of K, X, A, M, B, T, C and long dashes
    ],
)
def test_a_code_typed_by_a_hurried_person_is_understood(typed):
    assert rules.normalise_code(typed) == "7F3K9QXA01MBV8TC"


@pytest.mark.parametrize(
    "typed", ["", "7F3K", "7F3K-9QXA-01MB-V8TC-1", "7F3K-9QXA-01MB-V8TU", "7F3K-9QXA-01MB-V8T\x00"]
)
def test_what_cannot_be_a_code_is_none(typed):
    assert rules.normalise_code(typed) is None


@given(st.text(max_size=40))
def test_reading_a_code_never_fails_and_never_invents_letters(typed):
    code = rules.normalise_code(typed)
    assert code is None or (len(code) == 16 and set(code) <= set(rules.ALPHABET))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Әйгерім   ҚҰСАЙЫНОВА ", "Әйгерім Құсайынова"),
        ("Gʻayrat Oʻktamov", "G'ayrat O`ktamov"),
        ("Gʼayrat Oʼktamov", "G‘ayrat O’ktamov"),
        ("Фёдорова–Ким", "федорова-ким"),
        ("Ӯткур\u00a0Ҳакимов", "ӯткур ҳакимов"),
        ("Ａｎａｒａ", "anara"),
    ],
)
def test_the_same_name_typed_differently_is_the_same_name(typed, kept):
    assert rules.normalise_name(typed) == rules.normalise_name(kept)


def test_different_names_stay_different():
    assert rules.normalise_name("Ғани") != rules.normalise_name("Гани")
    assert rules.normalise_name("Anara Bek") != rules.normalise_name("Anarabek")


@given(st.text(max_size=60))
def test_folding_a_name_twice_changes_nothing(name):
    once = rules.normalise_name(name)
    assert rules.normalise_name(once) == once


def test_the_holder_is_found_by_either_script_and_by_no_other_name():
    salt = rules.new_salt()
    hashes = rules.holder_hash(salt, "Айгүл Мисалова", "Aigul Misalova")

    assert rules.is_the_holder("айгүл  мисалова", salt=salt, hashes=hashes)
    assert rules.is_the_holder("AIGUL MISALOVA", salt=salt, hashes=hashes)
    assert not rules.is_the_holder("Aigul Misalov", salt=salt, hashes=hashes)
    assert not rules.is_the_holder("", salt=salt, hashes=hashes)
    assert not rules.is_the_holder("   ", salt=salt, hashes=hashes)


def test_two_awards_of_one_person_cannot_be_linked_by_their_hashes():
    first = rules.holder_hash(rules.new_salt(), "Айгүл Мисалова", "Aigul Misalova")
    second = rules.holder_hash(rules.new_salt(), "Айгүл Мисалова", "Aigul Misalova")
    assert not set(first) & set(second)


def test_a_name_given_in_one_script_only_has_one_hash():
    assert len(rules.holder_hash("00", "", "Aigul Misalova")) == 1
    assert len(rules.holder_hash("00", "Aigul Misalova", "AIGUL MISALOVA")) == 1


def test_an_award_without_any_name_is_refused():
    with pytest.raises(ValueError, match="at least one script"):
        rules.holder_hash("00", " \u200b", "")


def test_text_on_paper_holds_no_control_or_direction_characters():
    assert rules.plain_text("Ann\x00a\u202e Be\u200bk\n\tova ") == "Anna Bek ova"


@pytest.mark.parametrize(
    ("awarded_on", "months", "last_day"),
    [
        (date(2026, 11, 22), 24, date(2028, 11, 22)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 11, 22), 0, None),
    ],
)
def test_validity_is_counted_in_calendar_months(awarded_on, months, last_day):
    assert rules.last_valid_day(awarded_on, valid_months=months) == last_day


def test_validity_never_runs_backwards():
    with pytest.raises(ValueError, match="forward"):
        rules.last_valid_day(date(2026, 1, 1), valid_months=-1)


def standing(**changed):
    facts = {
        "is_genuine": True,
        "is_specimen": False,
        "is_revoked": False,
        "is_pilot": False,
        "valid_until": date(2026, 5, 1),
        "today": date(2026, 5, 1),
    }
    return rules.standing_of(**(facts | changed))


def test_an_award_is_valid_on_its_last_day_and_expired_on_the_next():
    assert standing() == Standing.VALID
    assert standing(today=date(2026, 5, 2)) == Standing.EXPIRED


def test_an_award_without_an_end_never_expires():
    assert standing(valid_until=None, today=date(2099, 1, 1)) == Standing.VALID


def test_the_gravest_standing_wins():
    assert standing(is_pilot=True) == Standing.PILOT
    assert standing(is_pilot=True, today=date(2027, 1, 1)) == Standing.EXPIRED
    assert standing(is_revoked=True, is_pilot=True) == Standing.REVOKED
    assert standing(is_specimen=True, is_revoked=True) == Standing.SPECIMEN
    assert standing(is_genuine=False, is_specimen=True) == Standing.UNCONFIRMED


def test_letters_outside_the_fonts_are_named_once_each():
    latin = [range(0x20, 0x7F)]
    assert rules.unprintable_letters("Anna 王 王 ب", covered=latin) == ["王", "ب"]
    assert rules.unprintable_letters("Anna", covered=latin) == []
