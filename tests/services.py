"""Databases and queues of their own for what starts real processes, beside those that the suite is given."""

import os
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql


def new_postgresql_database(purpose: str, template: str = "template1") -> str:
    """Create a database for a purpose, empty or a copy, dropping an earlier one; return its address."""
    name = _name_for(purpose)
    drop_database(name)
    _administer("CREATE DATABASE {} TEMPLATE {}", name, template)
    return urlunsplit(urlsplit(os.environ["TEST_DATABASE_URL"])._replace(path=f"/{name}"))


def copied_postgresql_database(purpose: str, kind: str, state: str, build: Callable[[str], None]) -> str:
    """Create a database for a purpose as a copy of one made once per state; return its address.

    ``build`` fills the empty database at the address it is given, and leaves no connection to it. Runs
    beside each other wait, so that none copies or drops what another is making.
    """
    template = _name_for(f"{kind}_{state}")
    with psycopg.connect(os.environ["TEST_DATABASE_URL"], autocommit=True) as lock:
        lock.execute("SELECT pg_advisory_lock(hashtext('hamroh templates'))")
        like = _name_for(f"{kind}_").replace("_", r"\_") + "%"
        made = lock.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [like]).fetchall()
        for (stale,) in made:
            if stale != template:
                drop_database(stale)
        if (template,) not in made:
            build(new_postgresql_database(f"unfinished_{kind}"))
            _administer("ALTER DATABASE {} RENAME TO {}", _name_for(f"unfinished_{kind}"), template)
        return new_postgresql_database(purpose, template)


def _name_for(purpose: str) -> str:
    return f"{urlsplit(os.environ['TEST_DATABASE_URL']).path.lstrip('/')}_{purpose}"


def _administer(command: str, *names: str) -> None:
    with psycopg.connect(os.environ["TEST_DATABASE_URL"], autocommit=True) as admin:
        admin.execute(sql.SQL(command).format(*map(sql.Identifier, names)))


def drop_database(name: str) -> None:
    """Drop a database on the suite's server if it is there, whoever is connected to it."""
    _administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def own_redis(first: int) -> str:
    """Return the address of a Redis database of this worker's own, the number counted on from ``first``.

    Whoever shares one takes the other's jobs. The suite itself has 1 to 4.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return urlunsplit(urlsplit(os.environ["TEST_REDIS_URL"])._replace(path=f"/{first + worker}"))
