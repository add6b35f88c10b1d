"""Whatever is sent to a door that takes answers: a clear answer, and what was refused left nothing behind.

A short form of ``./run prove input``.
"""

import pytest

from tests.input.trial import Trial

SEED = 20261126


@pytest.mark.django_db
def test_one_hundred_broken_requests_break_nothing():
    report = Trial(SEED).run(requests=100, seconds=60)
    assert report.faults == []
    assert report.requests == 100
    assert report.refused > 30
    assert len(report.ways) > 12
