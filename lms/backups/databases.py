"""How each database is copied whole, put back, and its rows compared."""

import hashlib
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql

from lms.backups.manifest import BackupError
from lms.backups.sqlite import copy_to_new_file

Tables = dict[str, tuple[int, str]]
SQLITE_FILE, POSTGRESQL_FILE = "database.sqlite3", "database.dump"
# A busy site lets the copy in between two of its own writes.
_LONGEST_WAIT = 60


def copy_sqlite(source: str | Path, target: Path) -> Tables:
    """Copy a database that may be written to meanwhile; returns its tables. Raises BackupError."""
    try:
        copy_to_new_file(source, target, longest_wait=_LONGEST_WAIT)
    except TimeoutError as error:
        words = "The database was written to without a pause. Try again at a quieter hour."
        raise BackupError(words) from error
    except sqlite3.Error as error:
        raise BackupError(f"The database could not be copied: {error}.") from error
    return sqlite_tables(target)


def sqlite_tables(path: Path) -> Tables:
    """Return every table of a database file with its rows' hash. Raises BackupError where it is damaged."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as database:
            if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise BackupError(f"{path} is damaged inside.")
            names = database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' "
                "ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%'"
            ).fetchall()
            rows_of = 'SELECT * FROM "{}"'
            return {name: hash_rows(database.execute(rows_of.format(name))) for (name,) in names}
    except sqlite3.Error as error:
        raise BackupError(f"{path} cannot be read: {error}.") from error


def hash_rows(rows: Iterator[tuple]) -> tuple[int, str]:
    """Return how many rows there are, and a hash over all of them that does not depend on their order."""
    count = total = 0
    for row in rows:
        digest = hashlib.sha256(json.dumps(row, default=_as_text, sort_keys=True).encode()).digest()
        count, total = count + 1, (total + int.from_bytes(digest)) % 2**256
    return count, f"{total:064x}"


def _as_text(value: object) -> str:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)


def copy_postgresql(address: str, target: Path) -> Tables:
    """Dump a database and hash its rows as of the same moment; returns its tables. Raises BackupError."""
    target.touch(mode=0o600)
    with _snapshot(address) as (connection, snapshot):
        run_program("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}", address)
        return _tables_of(connection)


@contextmanager
def _snapshot(address: str) -> Iterator[tuple[psycopg.Connection, str]]:
    """Hold a transaction open that sees one moment, and the name by which a dump sees the same."""
    try:
        with psycopg.connect(address) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            row = connection.execute("SELECT pg_export_snapshot()").fetchone()
            yield connection, row[0] if row else ""
    except psycopg.OperationalError as error:
        raise BackupError(f"PostgreSQL does not answer: {error}") from error


def postgresql_tables(address: str) -> Tables:
    """Return every table of a database with its rows' hash. Raises BackupError."""
    try:
        with psycopg.connect(address) as connection:
            return _tables_of(connection)
    except psycopg.OperationalError as error:
        raise BackupError(f"PostgreSQL does not answer: {error}") from error


def _tables_of(connection: psycopg.Connection) -> Tables:
    names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    found: Tables = {}
    for (name,) in names:
        # A cursor of the server's own: a large table never stands in memory whole.
        with connection.cursor(name="backup_rows") as rows:
            rows.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(name)))
            found[name] = hash_rows(rows)
    return found


def restore_postgresql(dump: Path, address: str) -> None:
    """Put a dump into an empty database. Raises BackupError."""
    if postgresql_tables(address):
        raise BackupError("The database already has tables. Create an empty one and name that.")
    run_program(
        "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges",
        f"--dbname={address}", str(dump),
    )  # fmt: skip


def run_program(name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs. Raises BackupError with what it said."""
    if shutil.which(name) is None:
        raise BackupError(
            f"{name} is not installed here. On Debian and Ubuntu: apt install postgresql-client"
        )
    command = [name, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise BackupError(f"{name} failed: {lines[-1] if lines else 'it said nothing'}")


def address_of(database: dict) -> str:
    """Return a PostgreSQL address of Django's settings of a database."""
    host = database.get("HOST") or ""
    # A socket's folder cannot stand where a host's name stands.
    query = f"?{urlencode({'host': host})}" if host.startswith("/") else ""
    place = "" if query else host + (f":{database['PORT']}" if database.get("PORT") else "")
    password = f":{quote(database['PASSWORD'], safe='')}" if database.get("PASSWORD") else ""
    user = f"{quote(database['USER'], safe='')}{password}@" if database.get("USER") else ""
    return f"postgresql://{user}{place}/{quote(str(database['NAME']), safe='')}{query}"
