"""Puts a backup back into an empty place and proves that every row is as it was."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from lms.backups import databases
from lms.backups.making import ERASED_FILE, MEDIA_FILE
from lms.backups.manifest import (
    BackupError,
    Manifest,
    key_digests,
    read_manifest,
    require_unchanged,
    unpack,
)


@dataclass(frozen=True)
class Restored:
    """What a restore brought: rows in tables, accounts erased again, and whether the keys are there."""

    tables: int
    rows: int
    erased_again: int
    has_keys: bool


def restore(backup: Path, *, into: Path, database: str = "", keys: Path | None = None) -> Restored:
    """Restore a backup into the empty folder ``into``; for PostgreSQL into the empty ``database`` too.

    ``keys`` is the archive of keys. Nothing that exists is overwritten. Raises BackupError.
    """
    manifest = read_manifest(backup)
    require_unchanged(backup, manifest)
    _require_empty(into)
    if (manifest.engine == "postgresql") != bool(database):
        raise BackupError(_which_database(manifest))
    _restore_keys(manifest, into, keys)
    tables = _restore_database(backup, manifest, into, database)
    unpack(backup / MEDIA_FILE, into / Path(settings.MEDIA_ROOT).name)
    return Restored(
        tables=len(tables),
        rows=sum(count for count, _digest in tables.values()),
        erased_again=_erase_again(backup.parent / ERASED_FILE, into, database),
        has_keys=keys is not None,
    )


def _require_empty(into: Path) -> None:
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise BackupError(f"{into} is not empty. Nothing is overwritten: name a new folder.")
    into.mkdir(parents=True, exist_ok=True, mode=0o700)


def _which_database(manifest: Manifest) -> str:
    if manifest.engine == "postgresql":
        return "This backup is of PostgreSQL. Create an empty database and name it with --database."
    return "This backup is of SQLite, which lies in the folder. Leave --database out."


def _restore_keys(manifest: Manifest, into: Path, keys: Path | None) -> None:
    """Keys first: without the right ones nobody should believe that the site is whole."""
    if keys is None:
        return
    folder = into / Path(settings.KEYS_DIR).name
    unpack(keys, folder)
    found = key_digests(folder)
    wrong = [name for name, digest in manifest.keys.items() if found.get(name) != digest]
    if wrong:
        shutil.rmtree(folder)
        raise BackupError(
            f"These are not the keys of this backup ({', '.join(wrong)}). Nothing was restored."
        )


def _restore_database(backup: Path, manifest: Manifest, into: Path, database: str) -> databases.Tables:
    """Put the database back and compare every row. Raises BackupError where one differs."""
    if database:
        databases.restore_postgresql(backup / databases.POSTGRESQL_FILE, database)
        found = databases.postgresql_tables(database)
    else:
        file = into / "db.sqlite3"
        file.touch(mode=0o600)
        shutil.copyfile(backup / databases.SQLITE_FILE, file)
        found = databases.sqlite_tables(file)
    differing = {
        name for name in found.keys() | manifest.tables if found.get(name) != manifest.tables.get(name)
    }
    if differing:
        raise BackupError(f"Not every row came back as it was: {', '.join(sorted(differing))}.")
    return found


def _erase_again(erased: Path, into: Path, database: str) -> int:
    """Delete in the restored site who had deleted their account after the backup was made."""
    if not erased.exists() or not erased.read_text().strip():
        return 0
    environment = {**os.environ, "HAMROH_VAR": str(into), "DATABASE_URL": database}
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "erase_again", str(erased.resolve())]
    done = subprocess.run(  # noqa: S603  (our own command, on a file of our own)
        command, capture_output=True, text=True, check=False, env=environment
    )
    if done.returncode:
        raise BackupError(
            "Everything is back, but accounts deleted since could not be deleted again. Before you serve "
            f"the site, run with its environment: ./run manage erase_again {erased}"
        )
    return int(done.stdout.split()[-1])
