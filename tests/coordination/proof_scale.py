"""`./run prove scale`: what coordination costs for ten thousand, a hundred thousand and a million learners.

On PostgreSQL, whose address stands in TEST_DATABASE_URL. HAMROH_SCALE=100000 stops at a hundred thousand.
"""

import os
import statistics
import time
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from lms.accounts.api import grant
from lms.coordination.counting import count_all, count_changed
from lms.coordination.models import KeptTotals
from lms.home.population import Wanted, generate_population
from tests.coordination.able import make_ground, serve
from tests.factories import make_course, make_learner

LARGEST = int(os.environ.get("HAMROH_SCALE", "1000000"))
# How many people there are, how many of them came with every single outcome, and outcomes for each.
SIZES = ((10_000, True, 10), (100_000, True, 11), (1_000_000, False, 10))
PAGES = {
    "first screen": "/coordination/",
    "tiles": "/coordination/tiles/?country=UZ",
    "by course": "/coordination/courses/",
    "endings": "/coordination/endings/",
}
FILES = {
    "by course, CSV": "/coordination/table.csv",
    "by course, XLSX": "/coordination/table.csv?format=xlsx",
    "endings, XLSX": "/coordination/endings/table.csv?format=xlsx",
}
MOST = 1.3
MOST_SECONDS_FOR_A_FILE = 1.0
TIMES = 25


def seconds_of(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measured(client: Client) -> dict[str, float]:
    """Return the median milliseconds of each page."""
    found = {}
    for name, address in PAGES.items():
        assert client.get(address).status_code == 200, address
        took = [seconds_of(lambda address=address: client.get(address)) for _ in range(TIMES)]
        found[name] = statistics.median(took) * 1000
    return found


def take_files(client: Client) -> None:
    """Tell how long files take and how large they are; none grows with the people, so none is streamed."""
    for name, address in FILES.items():
        took = seconds_of(lambda address=address: client.get(address))
        size = len(client.get(address).content)
        tell(f"{name}: {took * 1000:.0f} ms, {size / 1000:.0f} KB")
        assert took < MOST_SECONDS_FOR_A_FILE, name


def coordinator_of_a_site() -> Client:
    """Make courses that serve competencies, and return a browser of who coordinates everywhere."""
    make_ground()
    for _ in range(2):
        serve(make_course(lessons=3, practice=1, questions=0), "listening", "figures")
    coordinator = make_learner()
    grant(coordinator, "coordinator")
    client = Client()
    client.force_login(coordinator, backend="lms.accounts.backends.ScopedBackend")
    return client


def tell(sentence: str) -> None:
    print(sentence, flush=True)  # noqa: T201


def grow(there: int, size: int, with_outcomes: bool, steps: int) -> None:
    wanted = Wanted(learners=size - there, steps_each=steps, with_outcomes=with_outcomes, seed=size)
    took = seconds_of(lambda: tell(str(generate_population(wanted, tell=lambda _written: None))))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    tell(f"{size:,} learners, written in {took:.0f} s")


@pytest.mark.django_db(transaction=True)
def test_coordination_costs_as_much_for_a_million_as_for_ten_thousand():
    assert connection.vendor == "postgresql", "This proof needs PostgreSQL: set TEST_DATABASE_URL."
    client, there, figures = coordinator_of_a_site(), 0, {}
    for size, with_outcomes, steps in SIZES:
        if size > LARGEST:
            continue
        grow(there, size, with_outcomes, steps)
        there = size
        counted_at_once = seconds_of(lambda: client.get(PAGES["by course"]))
        tell(f"counted at once: {counted_at_once * 1000:.0f} ms; all regions: {seconds_of(count_all):.1f} s")
        # As a minute later: nobody moves, and what was kept holds.
        time.sleep(61)
        count_changed()
        figures[size] = measured(client)
        tell(", ".join(f"{name} {took:.1f} ms" for name, took in figures[size].items()))
        take_files(client)
        assert KeptTotals.objects.count() == 49
        assert count_all() == 0, "What was kept differs from what counting gives."
    smallest, largest = figures[min(figures)], figures[max(figures)]
    for name in PAGES:
        assert largest[name] <= MOST * smallest[name], (
            f"{name}: {smallest[name]:.1f} to {largest[name]:.1f} ms"
        )
