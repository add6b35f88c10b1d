"""Uzbek is stored in one spelling, whichever of three it came in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.languages.alphabets import UZBEK_CYRILLIC
from courses.languages.rules import is_cyrillic, uzbek_cyrillic, uzbek_to_current_latin

NATIVE_WORDS = [
    *["Ўзбекистон", "йўл", "йўқ", "ёш", "юлдуз", "яхши", "ер", "эшик", "чой", "шаҳар", "ғишт"],
    *["қиш", "маъно", "Исҳоқ", "ЙЎЛ", "ШАҲАР", "таълим", "елка"],
]
ORDINARY_LETTERS = [x for x in UZBEK_CYRILLIC.split() if x not in "ьъц"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("O'zbekiston", "Oʻzbekiston"),
        ("O’zbek tog` yo´l", "Oʻzbek togʻ yoʻl"),
        ("san'at ma’no", "sanʼat maʼno"),
        ("Özbekiston ğişt çoy ŞAHAR", "Oʻzbekiston gʻisht choy SHAHAR"),
        ("Ўзбекистон ғишт чой шаҳар", "Oʻzbekiston gʻisht choy shahar"),
        ("конституция цирк шеър мўъжиза Исҳоқ", "konstitutsiya sirk sheʼr moʻjiza Isʼhoq"),
        ("ер, поема ва елка: Елена", "yer, poyema va yelka: Yelena"),
        ("'salom' dedi", "'salom' dedi"),
    ],
)
def test_every_spelling_becomes_the_current_one(written, kept):
    assert uzbek_to_current_latin(written) == kept


@given(st.text() | st.text(alphabet="oOgGʻʼ'’sShHcCöğşç ЎўҒғсҳъ\u0306"))
def test_what_is_kept_is_in_normal_form_and_stays_as_it_is(text):
    kept = uzbek_to_current_latin(text)

    assert unicodedata.is_normalized("NFC", kept) or not unicodedata.is_normalized("NFC", text)
    assert uzbek_to_current_latin(kept) == kept


@given(st.text(alphabet=[*ORDINARY_LETTERS, " "]))
def test_no_uzbek_letter_stays_cyrillic(text):
    assert not any(map(is_cyrillic, uzbek_to_current_latin(text + " " + text.upper())))


@pytest.mark.parametrize("word", NATIVE_WORDS)
def test_a_native_word_survives_the_way_to_latin_and_back(word):
    assert uzbek_cyrillic(uzbek_to_current_latin(word)) == word


def test_cyrillic_is_derived_from_any_latin():
    assert uzbek_cyrillic("O'qituvchi va bola, 5-sinf") == "Ўқитувчи ва бола, 5-синф"
    assert uzbek_cyrillic("öqituvçi") == "ўқитувчи"
