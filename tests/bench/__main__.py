"""`./run bench`: what the site's pages cost, as ratios to a bare view of the same server in the same run.

Rounds are interleaved and medians are told, so that a machine that slows down slows everything.
Runs on SQLite; with TEST_DATABASE_URL on PostgreSQL too. Only this machine is asked. With --shares it
also tells where the time of each page goes.
"""

import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.line import Line, Works
from tests.bench.slow_line import measure
from tests.services import new_postgresql_database

ROOT = Path(__file__).resolve().parent.parent.parent
ROUNDS = 7
STARTS = 5
LONGEST_START, LARGEST_MIB = 3.5, 190
# As a stranger meets them, with an empty cache.
PAGES = {
    "front page": "/",
    "first lesson": "/courses/common-core/core-01/",
    "lesson in Russian": "/ru/courses/common-core/core-01/",
    "course": "/courses/common-core/",
    "catalogue": "/courses/",
}
FILMSTRIPS = ROOT / "var" / "filmstrips"


@dataclass(frozen=True)
class Budget:
    """An action, how often it is done in a round, and the ratios it may cost."""

    work: str
    name: str
    times: int
    sqlite: float
    postgresql: float


BUDGETS = [
    Budget("bare", "bare Django view", 60, 1, 1),
    Budget("lesson", "lesson, signed in", 30, 8, 10),
    Budget("lesson_again", "lesson again, 304", 30, 4, 5),
    Budget("test", "test of 20: open, submit, feedback", 4, 15, 20),
    Budget("my_learning", "My learning, 20 courses", 20, 8, 12),
    Budget("coordination", "coordination front page", 20, 12, 15),
    Budget("items", "questions' figures, 200 x 5,000", 20, 15, 15),
    Budget("search", "catalogue search, anonymous", 20, 15, 12),
    Budget("verify", "verify a certificate", 30, 4, 5),
    Budget("claim", "claim a certificate", 12, 8, 10),
]


def say(sentence: str = "") -> None:
    print(sentence, flush=True)  # noqa: T201


class Server:
    """Gunicorn with one process and four threads, the worker thread included, on a folder of its own."""

    def __init__(self, folder: str, database: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "HAMROH_VAR": folder,
            "HAMROH_DEMO_PASSWORD": "only-for-measuring",
            "HAMROH_BIND": f"127.0.0.1:{self.port}",
            "HAMROH_SERVER_LOG": "warning",
            "DATABASE_URL": database,
            "REDIS_URL": "",
            "WEB_CONCURRENCY": "1",
            # Kept from the first start on, as in an installation. Where the environment forbids it, every
            # start compiles 2,800 modules anew, and those three seconds would be most of what is measured.
            "PYTHONPYCACHEPREFIX": os.path.join(folder, "bytecode"),
            "PYTHONDONTWRITEBYTECODE": "",
        }

    def fill(self) -> dict:
        """Load the demo and what three years leave behind; return who may go where."""
        command = [sys.executable, "-m", "tests.bench.ground"]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stderr[-3000:])
        return json.loads(done.stdout.splitlines()[-1])

    def start(self) -> float:
        """Start and return the seconds until the front page came."""
        config = str(ROOT / "lms" / "gunicorn.py")
        command = [sys.executable, "-m", "gunicorn", "--config", config, "tests.bench.wsgi:application"]
        began = time.perf_counter()
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment)
        while time.perf_counter() - began < 60:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=30).close()
                return time.perf_counter() - began
            except OSError:
                time.sleep(0.02)
        raise SystemExit("The server did not start.")

    def start_often(self) -> float:
        """Return the median seconds of several starts; the server of the last one stays up.

        One more start comes before and is not counted: it compiles what nobody has loaded yet.
        """
        seconds = [self.start()]
        for _ in range(STARTS):
            self.stop()
            seconds.append(self.start())
        return statistics.median(seconds[1:])

    def memory(self) -> float:
        """Return the proportional memory of the serving process in MiB (Linux; elsewhere 0)."""
        found = 0
        for children in Path(f"/proc/{self.process.pid}/task").glob("*/children"):
            for pid in children.read_text().split():
                rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
                found = max(found, int(rollup.split("Pss:")[1].split()[0]))
        return found / 1024

    def tell_shares(self, ground: dict) -> None:
        """Print where the time of each page goes, from a process of its own."""
        command = [sys.executable, "-m", "tests.bench.shares"]
        subprocess.run(
            command, cwd=ROOT, env=self.environment, input=json.dumps(ground), text=True, check=True
        )

    def stop(self) -> None:
        """End the server."""
        self.process.terminate()
        self.process.wait(30)


def measured(works: Works) -> dict[str, list[tuple[float, float]]]:
    """Return (milliseconds, ratio to the bare view of the same round) of each work, a pair a round."""
    found: dict[str, list[tuple[float, float]]] = {budget.work: [] for budget in BUDGETS}
    for number in range(ROUNDS + 1):
        medians = {budget.work: median_of(getattr(works, budget.work), budget.times) for budget in BUDGETS}
        if number:  # the first round warms up
            for work, seconds in medians.items():
                found[work].append((seconds * 1000, seconds / medians["bare"]))
    return found


def median_of(work: Callable[[], float], times: int) -> float:
    return statistics.median(work() for _ in range(times))


def table(found: dict[str, list[tuple[float, float]]], engine: str) -> list[str]:
    """Print a row for each budget and return the names of those that are missed."""
    missed = []
    say(f"\n{engine:36} {'ratio':>6} {'limit':>6} {'min–max':>12} {'ms':>8}")
    for budget in BUDGETS:
        milliseconds, ratios = zip(*found[budget.work], strict=True)
        ratio, limit = statistics.median(ratios), getattr(budget, engine.lower())
        over = ratio > limit
        missed += [f"{budget.name} ({engine})"] * over
        spread = f"{min(ratios):.1f}–{max(ratios):.1f}"
        row = f"{budget.name:36} {ratio:6.1f} {limit:6} {spread:>12} {statistics.median(milliseconds):8.2f}"
        say(row + ("  over" if over else ""))
    return missed


def run(engine: str, database: str) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="hamroh-bench-") as folder:
        server = Server(folder, database)
        say(f"{engine}: loading 201 courses and 7,200 learners, about two minutes.")
        ground = server.fill()
        started = server.start_often()
        try:
            missed = table(measured(Works(Line(server.port), ground)), engine)
            memory = server.memory()
            if not database:  # the line is the same whatever stands behind the page
                missed += measure(f"http://127.0.0.1:{server.port}", PAGES, FILMSTRIPS, say)
        finally:
            server.stop()
        if "--shares" in sys.argv:
            server.tell_shares(ground)
        say(f"{f'first 200 after start, median of {STARTS}':36} {started:6.1f} {LONGEST_START:6} s")
        say(f"{'memory after the run (PSS)':36} {memory:6.0f} {LARGEST_MIB:6} MiB")
        missed += ["first page after start"] * (started > LONGEST_START)
        return missed + ["memory"] * (memory > LARGEST_MIB)


def main() -> None:
    say(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    missed = run("SQLite", "")
    if os.environ.get("TEST_DATABASE_URL"):
        missed += run("PostgreSQL", new_postgresql_database("bench"))
    else:
        say("\nName a PostgreSQL database in TEST_DATABASE_URL to measure there too.")
    if missed:
        sys.exit("Over the budget: " + ", ".join(missed))


if __name__ == "__main__":
    main()
