"""Two schedulers run side by side, by mistake or for safety; each period is worked once."""

from tests.faults.house import wait_until


def periods(house) -> list[tuple]:
    """The calendar's rows: (state, key)."""
    return [(row[1], row[3]) for row in house.rows() if row[0] == "faults.mark_period"]


def test_two_schedulers_run_each_period_once(house):
    house.start_workers(schedulers=2)
    assert wait_until(lambda: bool(periods(house)) and all(s == "done" for s, _ in periods(house)))
    wait_until(lambda: False, seconds=3)  # several more ticks of both
    keys = [key for _, key in periods(house)]
    assert len(keys) == len(set(keys))
    assert len((house.folder / "periods").read_text()) == len(keys)
