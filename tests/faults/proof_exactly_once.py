"""`./run prove exactly-once`: two hundred kills while certificates are claimed and renewed, on PostgreSQL."""

import os
import time

from tests.faults.claiming import open_claims

# HAMROH_KILLS=40 takes a look at it.
KILLS = int(os.environ.get("HAMROH_KILLS", "200"))
LONGEST_SECONDS = 600


def test_two_hundred_kills_lose_and_double_no_certificate(whole_house):
    assert whole_house.database and whole_house.broker, (
        "This proof needs PostgreSQL and Redis: set TEST_DATABASE_URL and TEST_REDIS_URL."
    )
    started = time.monotonic()
    claims = open_claims(whole_house, learners=2 * KILLS)
    claims.run(kills=KILLS, seconds=LONGEST_SECONDS)
    figures = claims.what_stands()
    print(f"\n{figures}, {time.monotonic() - started:.0f} s")  # noqa: T201
    assert figures["certificates"] == 2 * (2 * KILLS + 2)
    assert claims.killed.total() == KILLS, "The machine was too busy for all kills; what was written holds."
