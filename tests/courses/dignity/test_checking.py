"""What is marked, how seriously, and where exactly."""

from dataclasses import replace

import pytest

from courses.dignity.rules import (
    LONGEST_TEXT,
    Unchecked,
    UnknownLanguage,
    check,
    refuse_unreadable,
    segments,
    told_once,
)
from tests.courses.dignity.own_sentences import lexicon


def marks(text: str, language: str = "en", position: str = "body"):
    return check(text, lexicon=lexicon(), language=language, position=position)


def found(text: str, language: str = "en", position: str = "body") -> dict[str, tuple[str, str]]:
    """The entries marked in a text, with what is left of each and why."""
    return {mark.entry: (mark.severity, mark.exception) for mark in marks(text, language, position)}


def test_a_mark_says_where_why_and_what_is_better():
    (mark,) = marks("On Monday an ISIS bride opened a bakery.")

    assert (mark.start, mark.end, mark.words) == (13, 23, "ISIS bride")
    assert mark.is_flag and mark.severity == "high"
    assert "marriage" in mark.why
    assert "a woman who returned from Syria" in mark.better
    assert not mark.needs_native_review


def test_words_about_something_else_are_left_alone():
    assert found("Pension debt is a ticking time bomb.") == {}
    assert "time-bomb" in found("They are ticking time bombs. They came home from Syria.")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        # In the order of the lexicon; the first that applies counts.
        ("At the counter-terrorism talks amnesty for traitors came up.", None),
        ("She was found guilty by the court, one of the pardoned extremists.", None),
        ("Avoid 'ISIS bride' in captions.", ("info", "talking-about-the-word")),
        ("She is not an ISIS bride.", ("info", "negated")),
        ("'An ISIS bride.' Readers disagree.", ("info", "critical-quotation")),
        ("'She is an ISIS bride,' a neighbour complained.", ("medium", "attributed-quotation")),
        ("She is an ISIS bride, a neighbour complained.", ("high", "")),
    ],
)
def test_only_the_first_exception_that_applies_counts(text, left):
    assert next(iter(found(text).values()), None) == left


def test_a_court_finding_never_excuses_words_about_a_child():
    adult = "The court found that the ISIS wives had recruited others."
    child = "The court found that the boy and the ISIS wives had recruited others."

    assert found(adult) == {}
    assert found(child)["isis-bride"] == ("high", "")
    # A prison is no son.
    assert found("The court sent two ISIS wives to prison.") == {}


def test_a_headline_is_judged_more_strictly():
    quoted = "'She is an ISIS bride,' a neighbour complained."
    assert found(quoted, position="headline")["isis-bride"] == ("high", "")

    shorthand = "ISIS returnees get sewing machines."
    assert found(shorthand)["isis-returnees"] == ("low", "")
    for position in ("headline", "caption", "tag", "push"):
        assert found(shorthand, position=position)["isis-returnees"] == ("medium", "")


def test_the_verb_is_does_not_become_an_armed_group():
    assert found("The first concern is children and their health.") == {}
    assert "isis-children" in found("IS children were vaccinated.")


def test_a_person_has_to_be_near_where_the_entry_says_so():
    assert found("Monsters of concrete stand where the road returns to the river.") == {}
    assert "animal-and-monster-words" in found("These women from Syria are monsters.")
    assert found("Returned boys drew monsters.") == {}


def test_words_are_found_as_phones_and_macs_write_them():
    decomposed = "Игиловские дети прилетели.".replace("й", "и\u0306")
    assert "isis-children" in found(decomposed, "ru")
    assert "isis-children" in found("An IS\u00adIS child landed.")
    assert "isis-bride" in found("The jihadi’s wife spoke.")
    assert "isis-bride" in found("The jihadi's\u00a0wife spoke.")

    (mark,) = marks("Дети\u200b бое\u00adвико\u00adв здесь", "ru")
    assert mark.words == "Дети\u200b бое\u00adвико\u00adв"


def test_details_that_identify_together_are_marked_by_paragraph():
    text = "Weather.\nThe ten-year-old boy lives in a village. His father, a militant, was killed in Mosul."
    (mark,) = marks(text)

    assert mark.entry == "child-mosaic"
    assert mark.words.startswith("The ten-year-old")
    assert {detail.feature for detail in mark.details} == {"CHILD", "KIN", "AGE", "PLACE"}
    assert all(text[detail.start : detail.end] == detail.words for detail in mark.details)


def test_the_same_details_in_different_paragraphs_identify_nobody():
    assert marks("The ten-year-old boy lives in a village.\nHis father, a militant, was killed.") == []


def test_marks_come_in_the_order_they_are_read():
    text = "ISIS brides, radicalised boys and the offspring of terrorists."
    starts = [mark.start for mark in marks(text)]

    assert len(starts) == 3 and starts == sorted(starts)


def test_the_same_words_may_be_marked_for_two_reasons_and_the_more_serious_is_told():
    first, second = marks("Jihadi kids need classes.")
    assert first.words == second.words == "Jihadi kids"

    assert told_once([first, second]) == [first]
    assert told_once([replace(first, severity="low"), second]) == [second]


def test_the_pieces_of_a_marked_text_are_the_whole_text():
    text = "Little Aizada, 9, goes to School 14; her father fought for ISIS.\nISIS brides & 'monsters'."
    found_marks = marks(text)
    pieces = segments(text, found_marks)

    assert "".join(piece.text for piece in pieces) == text
    assert {number for piece in pieces for number in piece.numbers} == set(range(1, len(found_marks) + 1))


def test_a_language_without_entries_is_named_and_not_passed_over():
    with pytest.raises(UnknownLanguage):
        marks("Bonjour", "fr")


@pytest.mark.parametrize(
    ("text", "language", "reason"),
    [
        ("", "en", "empty"),
        (" \n", "en", "empty"),
        ("a" * (LONGEST_TEXT + 1), "en", "too long"),
        ("a\ud800", "en", "not text"),
        ("Дети боевиков пойдут в школу", "en", "other script"),
        ("The sons of militants", "ru", "other script"),
        ("The sons of militants", "tg", "other script"),
    ],
)
def test_doors_refuse_what_cannot_be_read(text, language, reason):
    with pytest.raises(Unchecked) as refusal:
        refuse_unreadable(text, language)
    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("a" * LONGEST_TEXT, "en"),
        ("The word «игиловка» is no word for a headline", "en"),
        ("Семьи ISIS и Al-Hol: что пишут", "ru"),
        ("Террорчининг боласи", "uz"),
        ("Terrorchilarning bolalari", "uz"),
        ("2019: 14!", "ru"),
    ],
)
def test_doors_take_the_longest_text_and_foreign_words_in_it(text, language):
    refuse_unreadable(text, language)


def test_a_number_stands_after_the_last_word_it_is_about():
    text = "Дети террористов вернулись."
    pieces = segments(text, marks(text, "ru"))

    assert [(piece.text, piece.label) for piece in pieces] == [
        ("Дети ", ""),
        ("террористов", "1"),
        (" вернулись", "2"),
        (".", ""),
    ]
