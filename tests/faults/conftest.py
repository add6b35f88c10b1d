"""Houses to break: one without a broker always, one with Redis where TEST_REDIS_URL names it."""

import os
import shutil

import psycopg
import pytest
import redis

from tests.faults.house import House
from tests.services import drop_database, new_postgresql_database, own_redis

DATABASE = os.environ.get("TEST_DATABASE_URL", "")
REDIS = os.environ.get("TEST_REDIS_URL", "")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
BROKER = own_redis(12) if REDIS else ""
MODES = ["embedded", "broker"] if REDIS else ["embedded"]

# Nothing here is skipped without Redis: these files are about the broker and are not collected.
collect_ignore = [] if REDIS else ["test_broker_away.py"]


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory):
    """A folder with a SQLite file, or the address of a PostgreSQL database, that holds the table of jobs."""
    folder = tmp_path_factory.mktemp("faults-template")
    address = new_postgresql_database(f"faults_{WORKER}") if DATABASE else ""
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


@pytest.fixture
def whole_house(django_db_setup, tmp_path):
    """A house with every table of the site, and with the services that there are."""
    from django.db import connection

    from tests.databases import migrated_template

    address = ""
    if DATABASE:
        # A copy of this worker's own; nobody may be connected to it meanwhile.
        connection.close()
        connection.close_pool()
        address = new_postgresql_database(f"claims_{WORKER}", template=connection.settings_dict["NAME"])
    else:
        shutil.copy(migrated_template(), tmp_path / "db.sqlite3")
    if BROKER:
        redis.Redis.from_url(BROKER).flushdb()
    house = House(folder=tmp_path, database=address, broker=BROKER)
    yield house
    house.kill_all()
    if address:
        drop_database(address.rsplit("/", 1)[1])
