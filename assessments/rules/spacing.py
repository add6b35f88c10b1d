"""When a refresher is due, and which questions it asks.

Method: expanding retrieval practice. What is recalled at growing intervals is kept longer than what is read
again (Karpicke & Roediger, Science 2008; Cepeda et al., Psychological Bulletin 2006). The days are fixed,
2, 7, 21 and 60, so that anybody can foresee them; what was answered wrong comes back once, the next time.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assessments.rules.drawing import in_stable_order

# Days after a module was finished.
STEPS = (2, 7, 21, 60)
QUESTIONS = 3
# Later than this a refresher is let go: nobody is to come home to a heap of them.
LATEST = timedelta(days=14)
# How long its link may be answered.
OPEN_FOR = timedelta(days=14)


@dataclass(frozen=True)
class Recalled:
    """One answer in a refresher: which question, whether it was wholly right, and on which day."""

    question: str
    is_right: bool
    on: date


def due_step(*, finished_on: date, today: date, made: Collection[int]) -> int | None:
    """Return the step, in days, that is due for a module today; None where none is, or it was made before.

    Of several that were missed only the latest counts.
    """
    passed = [step for step in STEPS if finished_on + timedelta(days=step) <= today]
    if not passed or max(passed) in made or any(step > max(passed) for step in made):
        return None
    is_late = today > finished_on + timedelta(days=passed[-1]) + LATEST
    return None if is_late else passed[-1]


def coming_back(recalled: Iterable[Recalled]) -> list[str]:
    """Return the questions answered wrong that have not come back yet, the oldest first.

    ``recalled`` stands in the order of the answers. A question wrong twice running has been back already.
    """
    wrong_running: dict[str, int] = {}
    for each in recalled:
        before = wrong_running.pop(each.question, 0)
        wrong_running[each.question] = 0 if each.is_right else before + 1
    return [question for question, times in wrong_running.items() if times == 1]


def chosen(
    candidates: Sequence[str],
    elsewhere: Collection[str],
    recalled: Sequence[Recalled],
    *,
    asked: Collection[str] = (),
    seed: str,
) -> list[str]:
    """Return the questions of a refresher, at most ``QUESTIONS``.

    First what comes back, be it of another module (``elsewhere``); then what was never asked, then what
    was asked longest ago. What is ``asked`` already, by a refresher that still waits, does not come back
    in this one and stands last. Among equals ``seed`` decides, so that it is chosen twice alike.
    """
    own = in_stable_order(candidates, seed)
    known = {*own, *elsewhere} - set(asked)
    back = [question for question in coming_back(recalled) if question in known]
    last_asked = {each.question: each.on for each in recalled}
    others = sorted(
        (each for each in own if each not in back),
        key=lambda each: (each in asked, last_asked.get(each, date.min)),
    )
    return [*back, *others][:QUESTIONS]
