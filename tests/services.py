"""Databases and queues of their own for what starts real processes, beside those that the suite is given."""

import os
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql


def new_postgresql_database(purpose: str) -> str:
    """Create an empty database for a purpose, dropping what an earlier run left; return its address."""
    named = os.environ["TEST_DATABASE_URL"]
    name = f"{urlsplit(named).path.lstrip('/')}_{purpose}"
    drop_database(name)
    with psycopg.connect(named, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return urlunsplit(urlsplit(named)._replace(path=f"/{name}"))


def drop_database(name: str) -> None:
    """Drop a database on the suite's server if it is there, whoever is connected to it."""
    with psycopg.connect(os.environ["TEST_DATABASE_URL"], autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def own_redis(first: int) -> str:
    """Return the address of a Redis database of this worker's own, the number counted on from ``first``.

    Whoever shares one takes the other's jobs. The suite itself has 1 to 4.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return urlunsplit(urlsplit(os.environ["TEST_REDIS_URL"])._replace(path=f"/{first + worker}"))
