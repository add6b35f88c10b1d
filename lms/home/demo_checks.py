"""What the demo's invented colleagues knew before a course and after it: most of them more, some less."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from assessments.api import CheckPlan, InventedCheck
from courses.api import InventedLearning

# The check before takes place within the first part of the time until the first step is done.
_BEFORE_FIRST_STEP = 0.5
_DAYS_AFTER = (1, 5)
# Which share of the questions somebody can answer before, and how much that changes on the way.
_KNOWN_BEFORE, _LEARNED = (0.3, 0.7), (0.13, 0.12)
_LEAST, _MOST = 0.1, 0.95


def checks_taken(
    one: InventedLearning, plans: tuple[CheckPlan, CheckPlan], *, now: datetime, chance: random.Random
) -> list[InventedCheck]:
    """Return the checks that somebody took: the one before, and after the last step the one after."""
    forms = chance.sample("ab", k=2)
    known = chance.uniform(*_KNOWN_BEFORE)
    first_step = one.times[0] if one.times else now
    moments = [one.started_at + (first_step - one.started_at) * _BEFORE_FIRST_STEP]
    if one.completed_at is not None:
        moments.append(min(now, one.completed_at + timedelta(days=chance.uniform(*_DAYS_AFTER))))
    shares = (known, min(_MOST, max(_LEAST, known + chance.gauss(*_LEARNED))))
    return [
        InventedCheck(plan, one.learner_id, form, _rights(plan, share, chance), moment)
        for plan, form, share, moment in zip(plans, forms, shares, moments, strict=False)
    ]


def _rights(plan: CheckPlan, share: float, chance: random.Random) -> Sequence[bool]:
    return [chance.random() < share for _ in range(plan.questions)]
