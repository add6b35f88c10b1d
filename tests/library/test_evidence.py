"""What every fact, source and disagreement of the library must say about itself."""

import re

from tests.library.packages import evidence
from tests.library.wording import words


def test_every_fact_says_who_when_and_how_sure():
    for fact in evidence("facts").values():
        assert fact["source"] in evidence("sources") and fact["section"]
        assert fact["kind"] == "fact" or fact["speaker"]
        assert fact["confidence"] in ("high", "medium") or fact["confidence_note"]
        assert "figure" not in fact or fact["figure"]["date_text"]
        quote = fact.get("quote")
        assert quote is None or (quote["speaker"] and words(quote["text"]) <= 12)


def test_every_figure_reads_low_before_high():
    for fact in evidence("facts").values():
        figure = fact.get("figure", {})
        low, high = figure.get("value_low"), figure.get("value_high")
        assert low is None or high is None or low <= high
        assert (low is None and high is None) or figure["value_text"]


def test_every_disagreement_shows_positions_that_exist():
    for conflict in evidence("conflicts").values():
        assert conflict["title"] and conflict["explanation"] and conflict["show"]
        for position in conflict["positions"]:
            assert position["says"] and position["facts"]
            assert set(position["facts"]) <= set(evidence("facts"))


def ends(code: str) -> tuple:
    """The numbers a fact names, as (low, high)."""
    figure = evidence("facts")[code].get("figure") or {}
    return figure.get("value_low"), figure.get("value_high")


def test_only_numbers_that_count_the_same_are_drawn_and_at_least_two_of_them():
    drawn = [conflict for conflict in evidence("conflicts").values() if conflict.get("counted")]
    assert len(drawn) >= 10
    for conflict in drawn:
        sides = [position for position in conflict["positions"] if not position.get("sum")]
        numbers = [ends(code) for position in sides for code in position["facts"]]
        sums = [position for position in conflict["positions"] if position.get("sum")]
        assert sum(pair != (None, None) for pair in numbers) + len(sums) >= 2, conflict["id"]


def test_a_position_that_is_a_sum_is_what_its_parts_add_up_to():
    for conflict in evidence("conflicts").values():
        for position in conflict["positions"]:
            if not position.get("sum"):
                continue
            assert conflict.get("counted") and len(position["facts"]) > 1
            pairs = [ends(code) for code in position["facts"]]
            assert all(low == high is not None for low, high in pairs)
            total = sum(low for low, _high in pairs)
            said = position["says"] + conflict.get("adds_up", "")
            assert re.search(rf"\b{total}\b", said), (conflict["id"], total)


def test_every_addition_that_is_written_out_is_right():
    texts = [conflict.get("adds_up", "") for conflict in evidence("conflicts").values()]
    additions = re.findall(r"(\d[\d,]*(?: \w+)?(?: \+ \d[\d,]*(?: \w+)?)+) = ([\d,]*\d)", " ".join(texts))
    assert len(additions) >= 9
    for parts, total in additions:
        numbers = [int(part.replace(",", "")) for part in re.findall(r"\d[\d,]*", parts)]
        assert sum(numbers) == int(total.replace(",", "")), (parts, total)


def test_evidence_names_no_file_and_no_line():
    rows = [*evidence("sources").values(), *evidence("facts").values(), *evidence("conflicts").values()]
    assert re.findall(r"\w+\.(?:txt|yaml|md|pdf)\b|\bline \d+", str(rows)) == []
