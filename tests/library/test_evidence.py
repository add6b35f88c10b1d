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


def test_evidence_names_no_file_and_no_line():
    rows = [*evidence("sources").values(), *evidence("facts").values(), *evidence("conflicts").values()]
    assert re.findall(r"\w+\.(?:txt|yaml|md|pdf)\b|\bline \d+", str(rows)) == []
