"""The check before and after a course: what it is recorded under, and which form comes when."""

import uuid
from collections.abc import Iterable

FORMS = ("a", "b")
# What an attempt is for, unless it is a check.
END_TEST = "end_test"


def check_key(test_key: uuid.UUID, purpose: str) -> uuid.UUID:
    """Return the key that a check is recorded under. No edition asks for it, so it completes nothing."""
    return uuid.uuid5(test_key, purpose)


def declined_key(test_key: uuid.UUID, purpose: str) -> uuid.UUID:
    """Return the key under which it is recorded that somebody does not want a check."""
    return uuid.uuid5(test_key, f"{purpose}/declined")


def other_form(form: str) -> str:
    """Return the form that a learner has not seen yet. Raises ValueError for what is no form."""
    return FORMS[1 - FORMS.index(form)]


def are_parallel(first: Iterable[tuple[str, str]], second: Iterable[tuple[str, str]]) -> bool:
    """Return whether two forms ask for the same objectives at the same difficulties, as often.

    Each question is an (objective, difficulty). Two empty forms ask for nothing and are not parallel.
    """
    one, other = sorted(first), sorted(second)
    return bool(one) and one == other
