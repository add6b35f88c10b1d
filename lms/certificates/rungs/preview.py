"""Whom a change of a rule affects and when, before it is saved. Numbers, no names."""

from courses.api import best_scores, unsigned_reviews, who_completed
from lms.certificates.observation.queries import learners_shown
from lms.certificates.queries import held_until
from lms.certificates.rules import Rung, rung_key
from lms.certificates.rungs.queries import Served, asked_courses
from lms.certificates.rungs.rules import Effect, Terms, carrying, effect_of


def preview(served: Served, rung: Rung, *, before: Terms, after: Terms) -> Effect:
    """Return whom a change reaches. A fixed number of queries, whoever many hold or could claim the rung."""
    held = held_until(rung_key(served.code, rung))
    holders = set(held)
    return effect_of(
        held.values(),
        before=before,
        after=after,
        could=_claimants(served, rung, before) - holders,
        can=_claimants(served, rung, after) - holders,
    )


def _claimants(served: Served, rung: Rung, terms: Terms) -> set[int]:
    """Return the ids of everybody who has shown what a rule asks for, holders among them."""
    if rung == Rung.PRACTICE:
        return learners_shown(served.code, raters=terms.raters) if served.has_checklist else set()
    courses = {
        key: course for key, course in asked_courses(served, terms).items() if not unsigned_reviews(course)
    }
    completed = who_completed(courses)
    tests = {course.test.key: key for key, course in courses.items()}
    shares: dict[int, dict[str, float]] = {}
    for (learner_id, test), score in best_scores(None, tests).items():
        if learner_id in completed.get(tests[test], ()):
            shares.setdefault(learner_id, {})[str(tests[test])] = score.share
    return {learner_id for learner_id, own in shares.items() if carrying(terms, own)}
