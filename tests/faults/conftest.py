"""Houses to break: one without a broker always, one with Redis where TEST_REDIS_URL names it."""

import os
import shutil
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import redis
from psycopg import sql

from tests.faults.house import House

DATABASE = os.environ.get("TEST_DATABASE_URL", "")
REDIS = os.environ.get("TEST_REDIS_URL", "")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
# Away from the numbers that the rest of the suite uses, and each worker of the suite at its own.
BROKER = urlunsplit(urlsplit(REDIS)._replace(path="/14" if WORKER == "gw1" else "/15")) if REDIS else ""
MODES = ["embedded", "broker"] if REDIS else ["embedded"]

# Nothing here is skipped without Redis: these files are about the broker and are not collected.
collect_ignore = [] if REDIS else ["test_broker_away.py"]


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory):
    """A folder with a SQLite file, or the address of a PostgreSQL database, that holds the table of jobs."""
    folder = tmp_path_factory.mktemp("faults-template")
    address = ""
    if DATABASE:
        name = urlsplit(DATABASE).path.lstrip("/") + f"_faults_{WORKER}"
        address = urlunsplit(urlsplit(DATABASE)._replace(path=f"/{name}"))
        with psycopg.connect(DATABASE, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    house = House(folder=folder, database=address, broker="")
    house.run(
        "from django.db import connection\n"
        "from lms.jobs.models import Job\n"
        "with connection.schema_editor() as editor: editor.create_model(Job)\n"
    )
    return folder, address


@pytest.fixture(params=MODES)
def house(request, empty_database, tmp_path):
    """A house with no job in it and no process running."""
    template, address = empty_database
    broker = BROKER if request.param == "broker" else ""
    if address:
        with psycopg.connect(address) as connection:
            connection.execute("DELETE FROM jobs_job")
    else:
        shutil.copy(template / "db.sqlite3", tmp_path / "db.sqlite3")
    if broker:
        redis.Redis.from_url(broker).flushdb()
    house = House(folder=tmp_path, database=address, broker=broker)
    yield house
    house.kill_all()
