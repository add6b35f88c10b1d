"""A small invented text to rewrite, with two model answers."""

from casestudies.api import WordingPlan
from lms.home.packages.wordings import wording_from

SAMPLE = {
    "id": "sample",
    "type": "headline",
    "title": "A headline of Monday",
    "opening": "For the front page.",
    "original": "ISIS kids at our school",
    "answers": [
        {"text": "Nine pupils start school", "why": "It says what happens."},
        {"text": "School year begins with new pupils", "why": "It leaves the origin out."},
    ],
}


def sample_wording(code: str, **fields) -> WordingPlan:
    """Return the plan of a small text to rewrite under this code."""
    return wording_from({**SAMPLE, "id": code, **fields})
