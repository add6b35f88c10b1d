"""What the embedded database promises: no lock errors, no lost commit, no trace of deleted text.

Each test makes a file of its own with the site's settings, whatever database the suite runs on.
"""

import sqlite3
import subprocess
import sys
from pathlib import Path

import environ
import pytest

from lms.settings.database import database_settings

ROOT = Path(__file__).resolve().parent.parent.parent
PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "busy_timeout": 20_000}

# A process with a connection of the site's own settings and a table with one counter.
PRELUDE = """
import sys
from pathlib import Path
import environ
from django.conf import settings
from lms.settings.database import database_settings
settings.configure(DATABASES={"default": database_settings(environ.Env(), Path(sys.argv[1]))})
from django.db import connection, transaction
"""


@pytest.fixture
def without_services(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture
def folder(tmp_path, without_services):
    process(tmp_path, "connection.cursor().execute('CREATE TABLE t (n INTEGER, word TEXT)')").wait()
    with sqlite3.connect(tmp_path / "db.sqlite3") as raw:
        raw.execute("INSERT INTO t VALUES (0, '')")
    raw.close()
    return tmp_path


def process(folder: Path, code: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", PRELUDE + code, str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finished(running: subprocess.Popen) -> str:
    told, complaint = running.communicate(timeout=120)
    assert running.returncode == 0, complaint
    return told


def value(folder: Path, query: str):
    with sqlite3.connect(folder / "db.sqlite3") as raw:
        found = raw.execute(query).fetchone()[0]
    raw.close()
    return found


def test_the_connection_has_every_setting_that_was_measured(folder):
    code = "\n".join(f"print(connection.cursor().execute('PRAGMA {name}').fetchone()[0])" for name in PRAGMAS)
    assert finished(process(folder, code)).split() == [str(expected) for expected in PRAGMAS.values()]
    options = database_settings(environ.Env(), folder)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"


def test_four_processes_that_read_then_write_never_meet_a_locked_database(folder):
    code = """
for _ in range(100):
    with transaction.atomic(), connection.cursor() as cursor:
        number = cursor.execute("SELECT n FROM t").fetchone()[0]
        cursor.execute("UPDATE t SET n = %s", [number + 1])
"""
    for running in [process(folder, code) for _ in range(4)]:
        finished(running)
    assert value(folder, "SELECT n FROM t") == 400


def test_what_was_committed_survives_a_process_that_is_killed(folder):
    code = """
import os, signal
for _ in range(20):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE t SET n = n + 1")
os.kill(os.getpid(), signal.SIGKILL)
"""
    process(folder, code).wait()
    assert value(folder, "SELECT n FROM t") == 20
    assert value(folder, "PRAGMA integrity_check") == "ok"


def test_deleted_text_is_nowhere_in_the_files(folder):
    code = """
with connection.cursor() as cursor:
    for number in range(300):
        cursor.execute("INSERT INTO t VALUES (%s, %s)", [number, "what-nobody-should-find " * 20])
    cursor.execute("DELETE FROM t")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
"""
    finished(process(folder, code))
    stored = b"".join(path.read_bytes() for path in folder.glob("db.sqlite3*"))
    assert stored.count(b"what-nobody-should-find") == 0
