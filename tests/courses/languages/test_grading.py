"""A school grade is told for the languages that somebody measured, and for no others."""

import pytest

from courses.languages.rules import reading_grade

PLAIN = "The bus is late. We wait. A child looks at the rain."
HEAVY = (
    "Interinstitutional coordination necessitates a comprehensive understanding of administrative "
    "responsibilities, particularly regarding documentation, guardianship and psychological assessment."
)


def test_a_heavy_sentence_asks_for_many_more_years_of_school_than_three_plain_ones():
    assert reading_grade(PLAIN, "en") < 3
    assert reading_grade(HEAVY, "en") > 16


def test_a_published_example_comes_out_as_published():
    # Flesch-Kincaid of this sentence, counted by hand: 13 words, 1 sentence, 24 syllables.
    text = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."
    assert reading_grade(text, "en") == pytest.approx(0.39 * 13 + 11.8 * 24 / 13 - 15.59, abs=0.05)


def test_russian_has_a_measure_of_its_own():
    assert reading_grade("Мама мыла раму.", "ru") == pytest.approx(0.5 * 3 + 8.4 * 6 / 3 - 15.59, abs=0.05)


@pytest.mark.parametrize("language", ["kk", "ky", "tg", "uz"])
def test_where_nothing_was_measured_nothing_is_told(language):
    assert reading_grade("Bola maktabga keldi.", language) is None


@pytest.mark.parametrize("text", ["", "\n", "12 34.", "…", "\x00"])
def test_a_text_without_words_has_no_grade_or_one_of_a_single_number(text):
    reading_grade(text, "en")
