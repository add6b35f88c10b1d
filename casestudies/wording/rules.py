"""When a text to rewrite can be used: something to mend, and answers to compare with. Pure: no Django."""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST_ANSWERS, MOST_ANSWERS = 2, 3
# A paragraph has some 150 words; whoever writes more brings work, with the people in it.
LONGEST_REWRITING = 2_000


@dataclass(frozen=True)
class ModelAnswer:
    """One rewriting among others, and a sentence on why."""

    key: str
    text: str
    why: str


def problems(places_to_mend: int, answers: Sequence[ModelAnswer]) -> list[str]:
    """Return what keeps it from being published: "nothing to mend", "few answers", "many answers"."""
    flaws = [] if places_to_mend else ["nothing to mend"]
    if len(answers) < FEWEST_ANSWERS:
        flaws.append("few answers")
    if len(answers) > MOST_ANSWERS:
        flaws.append("many answers")
    return flaws
