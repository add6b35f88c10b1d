"""The suggested Latin name is close to a passport and free of Cyrillic."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from courses.languages.alphabets import ALPHABETS, UZBEK_CYRILLIC
from courses.languages.rules import LANGUAGES, is_cyrillic, latin_name

languages = st.sampled_from(LANGUAGES)
every_letter = sorted({x for letters in ALPHABETS.values() for x in letters} | set(UZBEK_CYRILLIC))
cyrillic_blocks = (
    st.characters(min_codepoint=0x400, max_codepoint=0x52F)
    | st.characters(min_codepoint=0x1C80, max_codepoint=0x1C88)
    | st.characters(min_codepoint=0x2DE0, max_codepoint=0x2DFF)
    | st.characters(min_codepoint=0xA640, max_codepoint=0xA69F)
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_of_the_six_alphabets_stays_cyrillic(language):
    for letter in every_letter:
        suggestion = latin_name(f"{letter}{letter.upper()} {letter.upper()}", language)

        assert not any(map(is_cyrillic, suggestion)), letter


@given(st.lists(st.sampled_from(every_letter) | cyrillic_blocks | st.characters()), languages)
def test_whatever_is_typed_no_cyrillic_is_left(signs, language):
    assert not any(map(is_cyrillic, latin_name("".join(signs), language)))


@given(st.lists(st.sampled_from([*every_letter, " ", "-", "'"])), languages)
@example(["ө", "ъ"], "uz")
def test_a_suggestion_suggests_itself(letters, language):
    once = latin_name("".join(letters), language)

    assert latin_name(once, language) == once


@pytest.mark.parametrize(
    ("language", "name", "suggestion"),
    [
        ("kk", "Әсел Ғалымұлы", "Asel Galymuly"),
        ("kk", "Ерлан Назарбаев", "Yerlan Nazarbayev"),
        ("kk", "ШОЛПАН ҚАЙЫРҒАЛИ", "SHOLPAN KAIYRGALI"),
        ("kk", "Іңкәр Үмітқызы", "Inkar Umitkyzy"),
        ("ky", "Айгүл Жээнбекова", "Aigul Zheenbekova"),
        ("ky", "Өмүрбек уулу Чыңгыз", "Omurbek uulu Chyngyz"),
        ("tg", "Ҷамшед Раҳмонзода", "Jamshed Rahmonzoda"),
        ("tg", "Қурбон Ғафурӣ", "Qurbon Ghafuri"),
        ("uz", "Ўткир Ғуломов Шавкат ўғли", "Oʻtkir Gʻulomov Shavkat oʻgʻli"),
        ("uz", "O'tkir G`ulomov", "Oʻtkir Gʻulomov"),
        ("ru", "Юлия Щёголева", "Yuliya Shchyogoleva"),
        ("ru", "Щ. Я. Юрьев", "Shch. Ya. Yurev"),
        ("ru", "Әсел Қанатова", "Asel Kanatova"),
        ("en", "Mary-Ann O'Hara", "Mary-Ann O'Hara"),
    ],
)
def test_the_suggestion_is_what_documents_usually_show(language, name, suggestion):
    assert latin_name(name, language) == suggestion
