"""Databases and queues of their own for what starts real processes, beside those that the suite is given."""

import os
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql


def new_postgresql_database(purpose: str) -> str:
    """Create an empty database for a purpose, dropping what an earlier run left; return its address."""
    named = os.environ["TEST_DATABASE_URL"]
    name = f"{urlsplit(named).path.lstrip('/')}_{purpose}"
    with psycopg.connect(named, autocommit=True) as admin:
        identifier = sql.Identifier(name)
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(identifier))
        admin.execute(sql.SQL("CREATE DATABASE {}").format(identifier))
    return urlunsplit(urlsplit(named)._replace(path=f"/{name}"))


def own_redis(first: int) -> str:
    """Return the address of a Redis database of this worker's own, the number counted on from ``first``.

    Whoever shares one takes the other's jobs. The suite itself has 1 to 4.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return urlunsplit(urlsplit(os.environ["TEST_REDIS_URL"])._replace(path=f"/{first + worker}"))
