"""Lists come in the order of the reader's alphabet."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.languages.alphabets import ALPHABETS
from courses.languages.rules import LANGUAGES, UnknownLanguage, base_language, sort_key


def in_order(names, language):
    return sorted(names, key=lambda name: sort_key(name, language))


@pytest.mark.parametrize("language", ["ru", "kk", "ky", "tg", "en"])
def test_asel_never_stands_after_yana(language):
    assert in_order(["Яна", "Әсел", "Борис"], language) == ["Әсел", "Борис", "Яна"]


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("kk", ["Айша", "Әсел", "Бота", "Гүл", "Ғазиз", "Камила", "Қайрат", "Ойша", "Өмір", "Яна"]),
        ("kk", ["Уран", "Ұлан", "Үміт", "Хан", "Һан", "Ырыс", "Іңкәр", "Эля"]),
        ("ky", ["Нур", "Ңур", "Оморов", "Өмүр", "Пери", "Улан", "Үмүт", "Фарида"]),
        (
            "tg",
            [
                "Гулнора",
                "Ғафур",
                "Ибодат",
                "Йигит",
                "Карим",
                "Қурбон",
                "Ҳасан",
                "Чаман",
                "Ҷамшед",
                "Шамс",
            ],
        ),
        ("uz", ["Dilnoza", "Gulnora", "Zarina", "Oʻtkir", "Gʻulom", "Sherzod", "Charos"]),
        ("ru", ["Елена", "Ёлка", "Емельян", "Жанна"]),
        ("en", ["Osh city", "Osh region", "Talas"]),
    ],
)
def test_names_follow_the_alphabet_of_their_language(language, ordered):
    shuffled = ordered[:]
    random.Random(7).shuffle(shuffled)

    assert in_order(shuffled, language) == ordered


def test_any_apostrophe_sorts_as_the_right_one():
    names = ["Oʻtkir", "O'sar", "Oʼlmas", "Zuhra"]

    assert in_order(names, "uz") == ["Zuhra", "Oʼlmas", "O'sar", "Oʻtkir"]


def test_digits_come_before_letters_and_the_other_script_after():
    assert in_order(["Борис", "Anna", "3 школа"], "ru") == ["3 школа", "Борис", "Anna"]
    assert in_order(["Борис", "Anna", "3 школа"], "en") == ["3 школа", "Anna", "Борис"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_alphabet_is_in_its_own_order_without_doubles(language):
    letters = ALPHABETS[language]

    assert len(set(letters)) == len(letters)
    assert in_order(reversed(letters), language) == letters


@given(st.text(), st.text(), st.sampled_from(LANGUAGES))
def test_any_two_texts_can_be_ordered_and_only_equal_texts_are_equal(first, second, language):
    same = sort_key(first, language) == sort_key(second, language)

    assert same == (first == second)
    assert same or (sort_key(first, language) < sort_key(second, language)) != (
        sort_key(second, language) < sort_key(first, language)
    )


@pytest.mark.parametrize(("tag", "code"), [("uz-Cyrl", "uz"), ("ru_RU", "ru"), ("KK", "kk")])
def test_a_language_tag_is_read_by_its_first_part(tag, code):
    assert base_language(tag) == code


def test_a_language_we_do_not_speak_is_named_in_the_refusal():
    with pytest.raises(UnknownLanguage, match="'fr'"):
        base_language("fr")
