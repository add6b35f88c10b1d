"""Words that may name a person are asked about; sentences, titles and known people are left alone."""

import pytest

from courses.dignity.rules import possible_names


def test_a_name_in_a_sentence_is_asked_about_once_in_every_script_of_the_site():
    assert possible_names("We spoke with Aizada Bekova twice. Then Aizada Bekova left.") == ["Aizada Bekova"]
    assert possible_names("Там жила Айзада Бекова.") == ["Айзада Бекова"]
    assert possible_names("Бу ерда Ҳусан Қодиров ишлайди.") == ["Ҳусан Қодиров"]
    assert possible_names("Bu yerda Oʻktam Gʻaniyev ishlaydi.") == ["Oʻktam Gʻaniyev"]


@pytest.mark.parametrize(
    "text",
    [
        "Yesterday Bishkek was cold. Nobody came.",
        "The UN and the OSCE met the UNDP.",
        "They read The Repatriation Rehabilitation And Reintegration Of Women aloud.",
        "A girl of nine and her aunt.",
        "",
        "\x00 \ud800",
    ],
)
def test_a_sentences_first_word_abbreviations_and_titles_are_no_names(text):
    assert possible_names(text) == []


def test_who_speaks_in_the_evidence_needs_no_question():
    text = "That is what Yerzhan Ashikbaev said."
    assert possible_names(text) == ["Yerzhan Ashikbaev"]
    assert possible_names(text, ["Yerzhan Ashikbaev, Deputy Foreign Minister"]) == []
