"""Jobs to promise: one that leaves a mark, and one that fails as often as it is told."""

import pytest
from celery import shared_task

_marks: list = []
_failures_left = [0]


@shared_task(name="tests.leave_mark")
def leave_mark(mark):
    """Remember that it ran."""
    _marks.append(mark)


@shared_task(name="tests.stumble")
def stumble():
    """Fail as often as the test asked, then leave a mark."""
    if _failures_left[0] > 0:
        _failures_left[0] -= 1
        raise RuntimeError("for somebody@example.org")
    _marks.append("stood")


@pytest.fixture
def marks():
    """What the jobs of this test left behind."""
    _marks.clear()
    _failures_left[0] = 0
    return _marks


@pytest.fixture
def fails():
    """Call with how often `stumble` shall fail."""

    def set_failures(times: int) -> None:
        _failures_left[0] = times

    return set_failures
