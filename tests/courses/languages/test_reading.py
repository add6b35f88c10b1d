"""Minutes are words divided by a speed that somebody measured."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.languages.rules import (
    LANGUAGES,
    WORDS_PER_MINUTE,
    UnknownLanguage,
    reading_minutes,
    word_count,
)


def test_every_language_of_the_site_has_a_speed_adults_really_read_at():
    assert set(WORDS_PER_MINUTE) == set(LANGUAGES)
    assert all(138 <= speed <= 238 for speed in WORDS_PER_MINUTE.values())


def test_the_measured_speeds_stand_as_published():
    assert reading_minutes(228, "en") == 1.0
    assert reading_minutes(184, "ru") == 1.0


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(LANGUAGES))
def test_two_texts_take_as_long_as_both_together(first, second, language):
    both = reading_minutes(first + second, language)

    assert both == pytest.approx(reading_minutes(first, language) + reading_minutes(second, language))


def test_a_language_without_a_speed_is_refused_and_not_guessed():
    with pytest.raises(UnknownLanguage):
        reading_minutes(100, "de")


def test_a_text_cannot_have_less_than_no_words():
    with pytest.raises(ValueError, match="-1 words"):
        reading_minutes(-1, "en")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" — … ! ", 0),
        ("722 or about 700?", 4),
        ("Кто-нибудь пришёл 09.11.2026, в 10:30.", 5),
        ("oʻqituvchi sanʼat o'g'li", 3),
        ("за\u0301мок и re\u00adintegration", 3),
        ("Ғалымұлы келді", 2),
        ("one\ntwo\n\nthree", 3),
        ("18% (2 of 11)", 4),
    ],
)
def test_words_are_counted_as_a_reader_would(text, words):
    assert word_count(text) == words


@given(st.lists(st.text(alphabet="абвгдөүқabcʻ", min_size=1).filter(lambda t: t.strip("ʻ"))))
def test_no_text_has_more_words_than_pieces_between_spaces(pieces):
    assert word_count(" ".join(pieces)) <= sum(len(piece) for piece in pieces)
