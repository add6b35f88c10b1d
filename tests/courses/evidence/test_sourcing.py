"""Numbers of a text are looked for in the evidence beside it; what stands there is a question, no verdict."""

import pytest

from courses.evidence.rules import unsourced_numbers


def found(text: str, *evidence: str) -> list[str]:
    return [each.number for each in unsourced_numbers(text, evidence)]


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("By one count 722 people came home.", ["722 people (table, June 2021)"]),
        ("Some 2 472 people, or 2,472.", ["2\u202f472"]),
        ("The rate was 4,5 per cent in 2021.", ["4.5 per cent · 2021"]),
        ("A group of 10, and 3 cups of tea.", []),
        ("We meet at 14:30, or at 9.15 in winter.", []),
        ("She wrote: “300 families wait”, and «450 семей».", []),
        ("Two years before, nobody had counted.", []),
    ],
)
def test_a_number_with_evidence_a_small_one_an_hour_and_a_quotation_raise_no_question(text, evidence):
    assert found(text, *evidence) == []


def test_a_number_without_evidence_is_asked_about_once_with_the_words_around_it():
    text = "By our count 84 children came home on that day in spring, and again: 84 children."
    (asked,) = unsourced_numbers(text, ["79 children on 16 March 2021"])

    assert asked.number == "84"
    assert "By our count 84 children" in asked.around


def test_a_number_that_only_begins_like_one_in_the_evidence_is_asked_about():
    assert found("49 children", "497 children") == ["49"]
    assert found("1,300 people", "300 people", "1 person") == ["1300"]


def test_a_text_made_of_digits_takes_no_longer_than_its_length_asks_for():
    assert len(found("7" * 20_000)) == 1
    assert found("1 " * 10_000 + "\x00" + "12,") == ["12"]
