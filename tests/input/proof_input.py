"""``./run prove input``: 20,000 generated requests through every door that takes an answer.

Not part of the suite, which runs a short form; prints the figures that the documents name.
"""

import os
import random

import pytest

from tests.input.trial import Trial

REQUESTS = int(os.environ.get("HAMROH_FUZZ_REQUESTS", "20000"))
SECONDS = float(os.environ.get("HAMROH_FUZZ_SECONDS", "1800"))
SEED = int(os.environ.get("HAMROH_FUZZ_SEED", "0")) or random.SystemRandom().randrange(1, 2**32)


@pytest.mark.django_db
def test_generated_requests(capsys):
    report = Trial(SEED).run(requests=REQUESTS, seconds=SECONDS)
    with capsys.disabled():
        for line in lines(report):
            print("  " + line)  # noqa: T201
    assert report.faults == []
    assert report.requests == REQUESTS, "the time was over first: HAMROH_FUZZ_SECONDS gives more"


def lines(report):
    """Give the figures as sentences."""
    yield f"\n  {report.requests} requests in {report.seconds:.0f} s (seed {report.seed})"
    yield "by status: " + ", ".join(f"{status}: {count}" for status, count in sorted(report.statuses.items()))
    yield "by door: " + ", ".join(f"{name}: {count}" for name, count in sorted(report.doors.items()))
    yield "by kind: " + ", ".join(f"{way}: {count}" for way, count in sorted(report.ways.items()))
    yield f"{report.refused} refused, and nothing changed; {report.finished} attempts finished by sound forms"
    yield f"slowest: {report.slowest:.2f} s of this process ({report.slowest_was})"
    yield f"{len(report.faults)} faults"
    yield from report.faults[:20]
