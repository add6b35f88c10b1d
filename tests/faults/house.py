"""A small house of real processes on a database of its own: start them, kill them, read the rows."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent.parent
ROWS = "SELECT task, state, attempts, unique_key FROM jobs_job ORDER BY created"


def wait_until(claim: Callable[[], bool], *, seconds: float = 90) -> bool:
    """Ask until the claim holds; return whether it did in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if claim():
            return True
        time.sleep(0.05)
    return claim()


def free_port() -> int:
    """Return a port of this machine that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class House:
    """The processes of one site. Without a broker its web process works the jobs off itself."""

    def __init__(self, *, folder: Path, database: str, broker: str):
        self.folder = folder
        self.database = database
        self.broker = broker
        self.port = free_port()
        self.processes: list[subprocess.Popen] = []

    def environment(self, **changes: str) -> dict[str, str]:
        """Return what a process of this house sees."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "HAMROH_VAR": str(self.folder),
            "DATABASE_URL": self.database,
            "REDIS_URL": self.broker,
            "HAMROH_BIND": f"127.0.0.1:{self.port}",
            **changes,
        }

    def run(self, code: str, **changes: str) -> str:
        """Run a piece of Python inside the site, in a process of its own; return what it printed."""
        setup = "import django; django.setup()\n"
        done = subprocess.run(
            [sys.executable, "-c", setup + code],
            cwd=ROOT,
            env=self.environment(**changes),
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def promise(self, parcel: str, *, pause: int = 0, times: int = 1, **changes: str) -> None:
        """Promise deliveries in one transaction and let the promising process end."""
        self.run(
            "from django.db import transaction\n"
            "from tests.faults.probes import deliver\n"
            "with transaction.atomic():\n"
            f"    for number in range({times}):\n"
            f"        deliver.delay_on_commit(f'{parcel}-{{number}}', {pause})\n",
            **changes,
        )

    def start_workers(self, *, schedulers: int = 1) -> list[subprocess.Popen]:
        """Start what works jobs off here: Celery's worker and beat, or the web server itself."""
        if not self.broker:
            serve = ["gunicorn", "--config", "lms/gunicorn.py", "lms.wsgi:application"]
            return [
                self._start(serve, HAMROH_BIND=f"127.0.0.1:{free_port() if number else self.port}")
                for number in range(schedulers)
            ]
        celery = ["celery", "-A", "lms"]
        beat = [*celery, "beat", "--scheduler", "celery.beat:Scheduler"]
        return [
            self._start([*celery, "worker", "--concurrency", "1"]),
            *[self._start(beat) for _ in range(schedulers)],
        ]

    def _start(self, module: list[str], **changes: str) -> subprocess.Popen:
        log = (self.folder / f"process-{len(self.processes)}.log").open("w")
        process = subprocess.Popen(
            [sys.executable, "-m", *module],
            cwd=ROOT,
            env=self.environment(**changes),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        log.close()
        self.processes.append(process)
        return process

    def kill(self, *processes: subprocess.Popen) -> None:
        """End processes and their children the hard way, as a power cut would."""
        for process in processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def kill_all(self) -> None:
        """End everything this house has started."""
        self.kill(*self.processes)

    def rows(self) -> list[tuple]:
        """Read (task, state, attempts, unique key) of every job, past Django."""
        if self.database:
            with psycopg.connect(self.database) as connection:
                return connection.execute(ROWS).fetchall()
        with closing(sqlite3.connect(self.folder / "db.sqlite3", timeout=20)) as connection:
            return connection.execute(ROWS).fetchall()

    def deliveries(self) -> list[tuple]:
        """Read (state, attempts) of the deliveries only."""
        return [row[1:3] for row in self.rows() if row[0] == "faults.deliver"]

    def said(self) -> str:
        """Everything the processes wrote to their logs."""
        return "".join(log.read_text() for log in self.folder.glob("process-*.log"))

    def has(self, name: str) -> bool:
        """Whether a trace is there."""
        return (self.folder / name).exists()
