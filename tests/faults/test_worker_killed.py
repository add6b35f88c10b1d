"""Workers are killed the hard way; every promised job still takes effect, once."""

import random

from tests.faults.house import wait_until


def test_a_job_promised_while_nobody_works_is_done_by_the_first_who_comes(house):
    house.promise("parcel")
    assert house.deliveries() == [("waiting", 0)]
    house.start_workers()
    assert wait_until(lambda: house.deliveries() == [("done", 1)])
    assert house.has("parcel-0.delivered")


def test_a_worker_killed_inside_a_job_is_succeeded_by_another(house):
    first = house.start_workers()
    house.promise("parcel", pause=600)
    assert wait_until(lambda: house.has("parcel-0.started"))
    house.kill(*first)
    assert house.deliveries() == [("running", 1)]
    assert not house.has("parcel-0.delivered")
    house.start_workers()
    assert wait_until(lambda: house.deliveries() == [("done", 2)])
    assert house.has("parcel-0.delivered")


def test_workers_killed_at_random_moments_lose_and_double_nothing(house):
    house.promise("parcel", pause=1, times=20)
    for _ in range(3):
        seen = len(list(house.folder.glob("*.started")))
        workers = house.start_workers()
        wait_until(lambda seen=seen: len(list(house.folder.glob("*.started"))) > seen)
        wait_until(lambda: False, seconds=random.uniform(0, 0.6))
        house.kill(*workers)
    house.start_workers()
    assert wait_until(lambda: all(state == "done" for state, _ in house.deliveries()), seconds=60)
    assert len(list(house.folder.glob("*.delivered"))) == 20
    # A job is started again only when the attempt before it was cut off.
    attempts = [len((house.folder / f"parcel-{n}.started").read_text()) for n in range(20)]
    assert sum(attempts) <= 20 + 3
