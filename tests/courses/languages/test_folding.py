"""Search and short answers meet whatever keyboard a person has."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.languages.alphabets import ALPHABETS
from courses.languages.rules import LANGUAGES, UnknownLanguage, fold

languages = st.sampled_from(LANGUAGES)
CYRILLIC_SIGNS = st.characters(min_codepoint=0x400, max_codepoint=0x52F)
letters_of_all_languages = st.lists(
    st.sampled_from([letter for letters in ALPHABETS.values() for letter in letters])
).map("".join)
texts = st.text() | st.text(alphabet=CYRILLIC_SIGNS) | st.text(alphabet="oʻgʼ'’ö ğşçSHsh-Ўў̆ъсҳ")


@given(texts, languages)
def test_folding_twice_changes_nothing(text, language):
    once = fold(text, language)

    assert fold(once, language) == once


@given(letters_of_all_languages, languages)
def test_letter_case_and_normal_form_do_not_count(text, language):
    assert fold(text.upper(), language) == fold(text, language)
    assert fold(unicodedata.normalize("NFD", text), language) == fold(text, language)


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("kk", "омир", "Өмір"),
        ("kk", "унги кокжиек", "Үңгі көкжиек"),
        ("kk", "хаккым", "Һаққым"),
        ("kk", "агаштагы уй", "ағаштағы ұй"),
        ("ky", "жаны омур", "жаңы өмүр"),
        ("tg", "точики", "тоҷикӣ"),
        ("tg", "рузгори хукук", "рӯзгори ҳуқуқ"),
        ("tg", "гам", "ғам"),
        ("ru", "елка", "Ёлка"),
        ("ru", "замок", "за\u0301мок"),
        ("uz", "oqituvchi", "oʻqituvchi"),
        ("en", "dont re-enter", "Don’t  re\u2011enter"),
        ("en", "reintegration", "re\u00adintegration"),
    ],
)
def test_what_people_type_meets_what_is_written(language, typed, meant):
    assert fold(typed, language) == fold(meant, language)


@pytest.mark.parametrize("sign", list("ʻʼ'’‘`´"))
def test_every_apostrophe_spells_the_same_uzbek_word(sign):
    assert fold(f"o{sign}g{sign}il", "uz") == fold("oʻgʻil", "uz")


@pytest.mark.parametrize(
    "spellings",
    [
        ("oʻqituvchi", "öqituvçi", "ўқитувчи"),
        ("maʼno", "ma'no", "маъно"),
        ("Shahar", "Şahar", "Шаҳар"),
        ("Isʼhoq", "Ishoq", "Исҳоқ"),
        ("huquq", "ҳуқуқ", "хукук"),
        ("konstitutsiya", "конституция"),
    ],
)
def test_three_spellings_of_uzbek_meet(spellings):
    assert len({fold(spelling, "uz") for spelling in spellings}) == 1


def test_different_words_stay_different():
    assert fold("край", "ru") != fold("краи", "ru")
    assert fold("ер", "kk") != fold("эр", "kk")


def test_an_unknown_language_is_refused():
    with pytest.raises(UnknownLanguage):
        fold("text", "de")
