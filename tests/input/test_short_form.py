"""Whatever is sent to a door that takes answers: a clear answer, and what was refused left nothing behind.

A short form of ``./run prove input``.
"""

import pytest

from tests.input.trial import Trial

SEED = 20261126


@pytest.mark.django_db
def test_two_hundred_broken_requests_break_nothing():
    report = Trial(SEED).run(requests=200, seconds=120)
    assert report.faults == []
    assert report.requests == 200
    assert report.refused > 60
    assert len(report.ways) > 12
